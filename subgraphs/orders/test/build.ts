import { randomUUID } from 'node:crypto';

import type { RequestContext } from '@supergraph/kit/request-context';
import { type TestService, buildClaims, createTestService } from '@supergraph/kit/testing';

import type { Settings } from '#src/settings.ts';
import { orders } from '#src/subgraph.ts';

type TestOptions = NonNullable<Parameters<typeof createTestService>[1]>;
export type OrdersService = TestService<Settings>;

export function openOrders(options: TestOptions = {}): Promise<OrdersService> {
  return createTestService(orders, options);
}

const ADDRESS = {
  name: 'Ada Example',
  company: null,
  line1: '1 Analytical Way',
  line2: null,
  city: 'Springfield',
  region: 'CA',
  postalCode: '90210',
  countryCode: 'US',
  phone: null,
};

/** A checkout's snapshot: two units for 10.00 each, 3.00 off, 5.00 for delivery, 1.70 of tax included. */
export function buildPlacing(more: object = {}) {
  return {
    checkoutId: 'chk_1',
    customerId: 'cus_1',
    email: 'ada@example.com',
    locale: 'en',
    countryCode: 'US',
    currencyCode: 'USD',
    lines: [
      {
        variantId: 'var_A',
        productId: 'prod_1',
        sku: 'A',
        name: 'Kettle',
        options: 'Colour: red',
        imageUrl: 'https://shop.example/kettle.webp',
        quantity: 2,
        unitAmount: 1000,
        discount: 300,
        tax: 170,
        total: 1700,
      },
    ],
    subtotal: 2000,
    discountTotal: 300,
    shippingTotal: 500,
    taxTotal: 170,
    taxIncluded: true,
    total: 2200,
    discounts: [{ label: 'Spring', voucherCode: 'SPRING', amount: 300 }],
    shippingAddress: ADDRESS,
    billingAddress: null,
    shippingOption: { id: 'ship_post', carrier: 'Post', service: 'Standard', amount: 500 },
    quoteHash: 'a'.repeat(64),
    ...more,
  };
}

/** A command as another service sends it. */
export async function command(
  service: OrdersService,
  name: string,
  {
    body,
    as,
    key = randomUUID(),
  }: { readonly body: object; readonly as: string; readonly key?: string },
) {
  const response = await service.fetch(`/internal/v1/${name}`, {
    as,
    method: 'POST',
    headers: { 'idempotency-key': key },
    body,
  });
  return { status: response.status, answer: JSON.parse(await response.text()) };
}

/** Places an order and answers `{ status, orderId, number }`. */
export async function place(service: OrdersService, more: object = {}) {
  return (await command(service, 'place', { body: buildPlacing(more), as: 'cart' })).answer;
}

export type Request = Partial<RequestContext>;

export function asCustomer(sub = 'cus_1'): Request {
  return { claims: buildClaims({ sub }) };
}

export function asStaff(): Request {
  return { claims: buildClaims({ sub: 'cus_staff', scopes: ['orders:read', 'orders:write'] }) };
}

/** Staff who only look. */
export function asReader(): Request {
  return { claims: buildClaims({ sub: 'cus_agent', scopes: ['orders:read'] }) };
}
