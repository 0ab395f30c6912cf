import { describe, expect, it } from 'vitest';

import { createJobs } from '#src/jobs.ts';

import {
  type SupportService,
  asAgent,
  mutate,
  open,
  openSupport,
  payment,
  placed,
} from './build.ts';

interface Entry {
  readonly kind: string;
  readonly source: string;
  readonly summary: string;
  readonly refId: string | null;
}

async function readTimeline(
  service: SupportService,
  customerId = 'cus_1',
  args = '',
): Promise<Entry[]> {
  const text = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
    ... on Customer { serviceTimeline${args} { nodes { kind source summary refId } pageInfo { hasNextPage endCursor } } } } }`;
  const refs = [{ __typename: 'Customer', id: customerId }];
  const { data, errors } = await service.execute(text, { refs }, asAgent());
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data._entities[0].serviceTimeline.nodes;
}

const kinds = async (service: SupportService, customerId?: string) =>
  (await readTimeline(service, customerId)).map(({ kind }) => kind).toSorted();

const BOOKED = {
  type: 'erp.shipment.booked',
  key: 'ord_1',
  data: { orderId: 'ord_1', shipmentId: 'shp_1', carrier: 'Post', trackingNumber: 'T1', lines: [] },
};

describe('serviceTimeline', () => {
  it('joins the events of all services, newest first', async () => {
    let now = Date.parse('2026-01-05T08:00:00Z');
    await using service = await openSupport({ now: () => now++ });
    await service.receive('customers', [
      { type: 'customers.customer.registered', key: 'cus_1', data: { customerId: 'cus_1' } },
    ]);
    await service.receive('cart', [
      {
        type: 'cart.merged',
        key: 'cart_1',
        data: { cartId: 'cart_1', guestCartId: 'cart_2', customerId: 'cus_1', strategy: 'SUM' },
      },
    ]);
    await service.receive('orders', [placed()]);
    await service.receive('payments', [payment('captured')]);
    await service.receive('erp', [BOOKED]);
    await service.receive('reviews', [
      {
        type: 'reviews.review.published',
        key: 'rev_1',
        data: { reviewId: 'rev_1', itemId: 'prod_1', customerId: 'cus_1', rating: 5 },
      },
    ]);
    expect(await readTimeline(service)).toEqual([
      {
        source: 'reviews',
        kind: 'REVIEW_PUBLISHED',
        summary: 'A review of 5 of 5 was published.',
        refId: 'rev_1',
      },
      {
        source: 'erp',
        kind: 'SHIPMENT_BOOKED',
        summary: 'Post will fetch a parcel, T1.',
        refId: 'shp_1',
      },
      {
        source: 'payments',
        kind: 'PAYMENT_CAPTURED',
        summary: '22.00 USD were charged.',
        refId: 'pay_1',
      },
      {
        source: 'orders',
        kind: 'ORDER_PLACED',
        summary: 'The order "ord_1" of 22.00 USD was placed.',
        refId: 'ord_1',
      },
      {
        source: 'cart',
        kind: 'CART_MERGED',
        summary: 'A cart was taken over at sign-in, SUM.',
        refId: 'cart_1',
      },
      { source: 'customers', kind: 'REGISTERED', summary: 'The account was made.', refId: 'cus_1' },
    ]);
  });

  it('comes page by page', async () => {
    await using service = await openSupport();
    await service.receive(
      'orders',
      ['ord_1', 'ord_2', 'ord_3'].map((id) => placed(id)),
    );
    const text = `query ($after: String) { _entities(representations: [{ __typename: "Customer", id: "cus_1" }]) {
      ... on Customer { serviceTimeline(first: 2, after: $after) { nodes { refId } pageInfo { hasNextPage endCursor } } } } }`;
    const page = async (after: string | null) =>
      (await service.execute(text, { after }, asAgent())).data._entities[0].serviceTimeline;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect(
      [...first.nodes, ...second.nodes].map(({ refId }: Entry) => String(refId)).toSorted(),
    ).toEqual(['ord_1', 'ord_2', 'ord_3']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  it('waits for the order that says whose a payment and a parcel are', async () => {
    await using service = await openSupport();
    await service.receive('payments', [
      payment('authorized', { orderId: null }),
      payment('captured'),
    ]);
    await service.receive('erp', [BOOKED]);
    expect(await kinds(service)).toEqual([]);
    await service.receive('orders', [placed()]);
    expect(await kinds(service)).toEqual([
      'ORDER_PLACED',
      'PAYMENT_AUTHORIZED',
      'PAYMENT_CAPTURED',
      'SHIPMENT_BOOKED',
    ]);
  });

  it('knows whose a declined payment was, once the checkout has failed', async () => {
    await using service = await openSupport();
    await service.receive('payments', [
      payment('declined', { orderId: null, declineCode: 'insufficient_funds' }),
    ]);
    await service.receive('cart', [
      {
        type: 'cart.checkout.failed',
        key: 'chk_1',
        data: { checkoutId: 'chk_1', customerId: 'cus_1', reason: 'PAYMENT_DECLINED' },
      },
    ]);
    expect((await readTimeline(service)).map(({ summary }) => summary).toSorted()).toEqual([
      '22.00 USD were declined: insufficient_funds.',
      'A checkout ended without an order: PAYMENT_DECLINED.',
    ]);
  });

  it.each([
    ['orders.order.cancelled', {}, 'ORDER_CANCELLED'],
    ['orders.fulfillment.shipped', { fulfillmentId: 'ful_1' }, 'ORDER_SHIPPED'],
    ['orders.fulfillment.delivered', { fulfillmentId: 'ful_1' }, 'ORDER_DELIVERED'],
    ['orders.return.requested', { returnId: 'ret_1' }, 'RETURN_REQUESTED'],
    ['orders.return.decided', { returnId: 'ret_1', decision: 'APPROVED' }, 'RETURN_DECIDED'],
  ])('has %s', async (type, more, kind) => {
    await using service = await openSupport();
    const data = { orderId: 'ord_1', customerId: 'cus_1', ...more };
    await service.receive('orders', [placed(), { type, key: 'ord_1', data }]);
    expect(await kinds(service)).toEqual(['ORDER_PLACED', kind].toSorted());
  });

  it.each([
    ['orders', 'orders.return.received', { returnId: 'ret_1' }, 'RETURN_RECEIVED'],
    ['erp', 'erp.shipment.cancelled', { shipmentId: 'shp_1' }, 'SHIPMENT_CANCELLED'],
    ['erp', 'erp.shipment.refused', { code: 'E7' }, 'SHIPMENT_REFUSED'],
    ['payments', 'payments.payment.voided', payment('').data, 'PAYMENT_VOIDED'],
    ['payments', 'payments.payment.refunded', payment('').data, 'PAYMENT_REFUNDED'],
    ['payments', 'payments.payment.refund_failed', payment('').data, 'PAYMENT_REFUND_FAILED'],
  ])('of %s has %s, which names the order alone', async (producer, type, more, kind) => {
    await using service = await openSupport();
    await service.receive('orders', [placed()]);
    await service.receive(producer, [{ type, key: 'ord_1', data: { orderId: 'ord_1', ...more } }]);
    expect(await kinds(service)).toEqual(['ORDER_PLACED', kind].toSorted());
  });

  it('has what became of tickets, without what was written', async () => {
    await using service = await openSupport();
    const { id, number } = await open(service);
    await mutate(service, 'ticketResolve', { input: { ticketId: id }, as: asAgent() });
    await mutate(service, 'ticketRate', { input: { ticketId: id, rating: 2, comment: 'Slow' } });
    expect((await readTimeline(service)).map(({ summary }) => summary).toSorted()).toEqual([
      `The ticket ${number} about DELIVERY was opened, NORMAL.`,
      `The ticket ${number} was rated 2 of 5.`,
      `The ticket ${number} was resolved.`,
    ]);
  });

  it('of a customer has nothing of others, nor of guests', async () => {
    await using service = await openSupport();
    await service.receive('orders', [
      placed('ord_1', { customerId: 'cus_2' }),
      placed('ord_2', { customerId: null }),
    ]);
    await service.receive('payments', [
      payment('captured'),
      payment('captured', { orderId: 'ord_2', checkoutId: 'chk_2' }),
    ]);
    expect([await kinds(service), await kinds(service, 'cus_2')]).toEqual([
      [],
      ['ORDER_PLACED', 'PAYMENT_CAPTURED'],
    ]);
  });

  it('does not wait for ever for an order', async () => {
    let now = Date.parse('2026-01-05T08:00:00Z');
    await using service = await openSupport({ now: () => now });
    await service.receive('erp', [BOOKED]);
    now += 30 * 86_400_000 + 1;
    const jobs = createJobs(service.deps, neverAsked);
    await jobs.find(({ name }) => name === 'timeline-purge')?.run();
    await service.receive('orders', [placed()]);
    expect(await kinds(service)).toEqual(['ORDER_PLACED']);
  });
});

const neverAsked: Parameters<typeof createJobs>[1] = {
  commands: {
    call: () => Promise.reject(new Error('Nobody is asked here.')),
    breakerOf: () => 'CLOSED',
  },
};
