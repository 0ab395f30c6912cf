import type { CommandClient } from '@supergraph/kit/command-client';
import { z } from 'zod';

import type { CheckoutRow } from '#src/checkout-tables.ts';
import { describeQuote, unitsOf } from '#src/saga/step-inputs.ts';
import type { Address } from '#src/tables.ts';

import { type CheckoutError, serviceUnavailableError, shortageErrors } from './errors.ts';
import { type CheckoutLine, type Quote, quoteShape } from './quote.ts';

export type Asked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: readonly CheckoutError[] };

export interface Asking {
  readonly commands: CommandClient;
  readonly correlationId: string;
  /** Of this call and no other. */
  readonly key: string;
}

/** What the content of a checkout costs now. */
export async function askQuote(checkout: CheckoutContent, asking: Asking): Promise<Asked<Quote>> {
  const result = await asking.commands.call({
    service: 'pricing',
    command: 'quote',
    input: describeQuote(checkout),
    answer: quoteShape,
    idempotencyKey: `${asking.key}:quote`,
    correlationId: asking.correlationId,
  });
  return result.status === 'answered'
    ? { ok: true, value: result.answer }
    : { ok: false, errors: [serviceUnavailableError('pricing')] };
}

export type CheckoutContent = Omit<
  CheckoutRow,
  'quote' | 'state' | 'version' | 'cartVersion' | 'expiresAt' | 'createdAt'
>;

const held = z.discriminatedUnion('status', [
  z.object({ status: z.literal('HELD') }),
  z.object({
    status: z.literal('REFUSED'),
    message: z.string(),
    lines: z.array(z.object({ variantId: z.string(), available: z.int() })).default([]),
  }),
]);

/** Holds the stock of a checkout for so many seconds. */
export async function askHold(
  { id, customerId, country, shippingAddress, lines }: CheckoutContent,
  { seconds, ...asking }: Asking & { readonly seconds: number },
): Promise<Asked<null>> {
  const result = await asking.commands.call({
    service: 'inventory',
    command: 'reserve',
    input: {
      checkoutId: id,
      customerId,
      countryCode: shippingAddress?.countryCode ?? country,
      lines: unitsOf(lines),
      holdSeconds: seconds,
    },
    answer: held,
    idempotencyKey: `${asking.key}:reserve`,
    correlationId: asking.correlationId,
  });
  if (result.status !== 'answered') {
    return { ok: false, errors: [serviceUnavailableError('inventory')] };
  }
  return result.answer.status === 'HELD'
    ? { ok: true, value: null }
    : { ok: false, errors: shortageErrors(result.answer.lines, ['cartId']) };
}

const freight = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('QUOTED'),
    options: z.array(
      z.object({
        id: z.string(),
        carrier: z.string(),
        service: z.string(),
        amount: z.int(),
        currency: z.string(),
      }),
    ),
  }),
  z.object({ status: z.literal('REFUSED'), message: z.string() }),
]);
export type FreightQuote = z.output<typeof freight>;

export interface Parcel {
  readonly address: Address;
  readonly currency: string;
  readonly lines: readonly CheckoutLine[];
}

/** The ways of delivery to an address; `Cart.shippingOptions` shows the same. */
export async function askFreight(
  { address, currency, lines }: Parcel,
  asking: Asking,
): Promise<Asked<FreightQuote>> {
  const result = await asking.commands.call({
    service: 'erp',
    command: 'freightQuote',
    input: {
      countryCode: address.countryCode,
      region: address.region,
      postalCode: address.postalCode,
      currencyCode: currency,
      lines: lines.map(({ sku, quantity, weightGrams }) => ({
        sku,
        quantity,
        weightGrams,
        dimensions: null,
      })),
    },
    answer: freight,
    idempotencyKey: `${asking.key}:freight`,
    correlationId: asking.correlationId,
  });
  return result.status === 'answered'
    ? { ok: true, value: result.answer }
    : { ok: false, errors: [serviceUnavailableError('erp')] };
}
