import { describe, expect, it } from 'vitest';

import { asCustomer, asReader, openOrders } from './build.ts';
import {
  buy,
  buyAndReturn,
  decide,
  findTold,
  readOrder,
  requestReturn,
  tellPayment,
} from './build-order.ts';

type Orders = Awaited<ReturnType<typeof openOrders>>;

const payBack = (service: Orders, orderId: string, more: object) =>
  tellPayment(service, { name: 'refunded', orderId, more: { refundId: 're_1', ...more } });

describe('returnDecide', () => {
  it('goes from requested to closed', async () => {
    await using service = await openOrders();
    const { bought, returnId } = await buyAndReturn(service, { A: 3, B: 1 });
    const { orderId } = bought;
    const read = async () => {
      const { status, returns } = await readOrder(service, orderId, 'status returns { status }');
      return [returns[0].status, status];
    };
    const seen = [];
    await decide(service, returnId, 'APPROVE');
    seen.push(await read());
    await decide(service, returnId, 'RECEIVE');
    seen.push(await read());
    await payBack(service, orderId, { reference: returnId, amount: 1500 });
    seen.push(await read());
    await decide(service, returnId, 'CLOSE');
    seen.push(await read());
    expect(seen).toEqual([
      ['APPROVED', 'DELIVERED'],
      ['RECEIVED', 'RETURNED'],
      ['REFUNDED', 'RETURNED'],
      ['CLOSED', 'RETURNED'],
    ]);
  });

  it('closes when units come after their money', async () => {
    await using service = await openOrders();
    const { bought, returnId } = await buyAndReturn(service, { A: 1 });
    await decide(service, returnId, 'APPROVE');
    await payBack(service, bought.orderId, { reference: returnId, amount: 334 });
    const paid = await readOrder(service, bought.orderId, 'status returns { status }');
    expect(paid).toEqual({ status: 'PARTIALLY_RETURNED', returns: [{ status: 'REFUNDED' }] });
    expect((await decide(service, returnId, 'RECEIVE')).return.status).toBe('CLOSED');
  });

  it('leaves the units of a rejected return to another one', async () => {
    await using service = await openOrders();
    const { bought, returnId } = await buyAndReturn(service, { A: 3 });
    expect((await requestReturn(service, bought, { A: 1 })).return).toBeNull();
    expect((await decide(service, returnId, 'REJECT')).return).toMatchObject({
      status: 'REJECTED',
      refund: null,
      order: { status: 'DELIVERED' },
    });
    expect((await requestReturn(service, bought, { A: 1 })).errors).toEqual([]);
  });

  it('pays the share of the line, so that all its units together come to what was charged', async () => {
    await using service = await openOrders();
    const { bought, returnId } = await buyAndReturn(service, { A: 1 });
    const first = (await decide(service, returnId, 'APPROVE')).return.refund;
    const others = [];
    for (const units of [{ A: 1 }, { A: 1, B: 1 }]) {
      const { return: next } = await requestReturn(service, bought, units);
      others.push((await decide(service, next.id, 'APPROVE')).return.refund.amount);
    }
    // 10.00 for 3 of A, 5.00 for 1 of B.
    expect([first, ...others]).toEqual([{ amount: 334, currency: 'USD' }, 333, 833]);
  });

  it('pays what staff say, up to what is left', async () => {
    await using service = await openOrders();
    const { bought, returnId } = await buyAndReturn(service, { A: 1 });
    const { return: second } = await requestReturn(service, bought, { A: 1 });
    const all = await decide(service, returnId, 'APPROVE', { input: { refundAmount: 1600 } });
    expect(all.return.refund.amount).toBe(1600);
    expect(
      await decide(service, second.id, 'APPROVE', { input: { refundAmount: 101 } }),
    ).toMatchObject({ return: null, errors: [{ code: 'VALIDATION', path: ['refundAmount'] }] });
    expect((await decide(service, second.id, 'APPROVE')).return.refund.amount).toBe(100);
  });

  it.each([
    ['a negative refund', 'APPROVE', -1],
    ['a refund with a rejection', 'REJECT', 1],
  ])('refuses %s', async (_what, decision, refundAmount) => {
    await using service = await openOrders();
    const { returnId } = await buyAndReturn(service, { A: 1 });
    expect(await decide(service, returnId, decision, { input: { refundAmount } })).toMatchObject({
      return: null,
      errors: [{ code: 'VALIDATION', path: ['refundAmount'] }],
    });
  });

  it.each([
    [[], 'RECEIVE', 'REQUESTED', ['APPROVED', 'REJECTED']],
    [['APPROVE'], 'REJECT', 'APPROVED', ['RECEIVED', 'REFUNDED']],
    [['REJECT'], 'APPROVE', 'REJECTED', []],
    [['APPROVE', 'RECEIVE'], 'RECEIVE', 'RECEIVED', ['REFUNDED', 'CLOSED']],
    [['APPROVE', 'RECEIVE', 'CLOSE'], 'CLOSE', 'CLOSED', []],
  ])('after %j refuses %s', async (way, decision, state, allowed) => {
    await using service = await openOrders();
    const { returnId } = await buyAndReturn(service, { A: 1 });
    for (const step of way) {
      await decide(service, returnId, step);
    }
    expect(await decide(service, returnId, decision)).toMatchObject({
      return: null,
      errors: [{ code: 'ILLEGAL_STATE', state, allowed, path: ['decision'] }],
    });
  });

  it('happens once of two at a time', async () => {
    await using service = await openOrders();
    const { returnId } = await buyAndReturn(service, { A: 1 });
    const answers = await Promise.all(
      ['APPROVE', 'REJECT', 'APPROVE'].map((decision) => decide(service, returnId, decision)),
    );
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1);
    const told = (await service.published()).filter(({ type }) => type.endsWith('return.decided'));
    expect(told).toHaveLength(1);
  });

  it('has one effect by idempotency key', async () => {
    await using service = await openOrders();
    const { returnId } = await buyAndReturn(service, { A: 1 });
    const more = { input: { idempotencyKey: 'decide-key-1' } };
    const first = await decide(service, returnId, 'APPROVE', more);
    expect(await decide(service, returnId, 'APPROVE', more)).toEqual(first);
  });

  it.each([
    ['customers', asCustomer()],
    ['staff who only look', asReader()],
  ])('is not for %s', async (_who, as) => {
    await using service = await openOrders();
    const { returnId } = await buyAndReturn(service, { A: 1 });
    await expect(decide(service, returnId, 'APPROVE', { as })).rejects.toThrow('FORBIDDEN');
  });

  it('tells others what was decided, and what came back', async () => {
    await using service = await openOrders();
    const { bought, returnId } = await buyAndReturn(service, { A: 2 });
    await decide(service, returnId, 'APPROVE');
    await decide(service, returnId, 'RECEIVE');
    const { orderId } = bought;
    expect(await findTold(service, 'orders.return.decided')).toEqual({
      orderId,
      returnId,
      customerId: 'cus_1',
      decision: 'APPROVED',
      refundAmount: 667,
      currency: 'USD',
      lines: [{ orderLineId: bought.lines['A'], variantId: 'var_A', quantity: 2 }],
    });
    expect(await findTold(service, 'orders.return.received')).toEqual({
      orderId,
      returnId,
      lines: [{ variantId: 'var_A', quantity: 2 }],
    });
  });
});

describe('what payments tells', () => {
  it('is told in the timeline, once', async () => {
    await using service = await openOrders();
    const { bought, returnId } = await buyAndReturn(service, { A: 1 });
    const { orderId } = bought;
    await tellPayment(service, { name: 'capture_failed', orderId });
    await tellPayment(service, { name: 'captured', orderId });
    await tellPayment(service, { name: 'refund_failed', orderId, more: { reference: returnId } });
    await payBack(service, orderId, { reference: 'tkt_1', amount: 5 });
    await payBack(service, orderId, { reference: 'tkt_1', amount: 5 });
    const { timeline } = await readOrder(service, orderId, 'timeline { kind message }');
    expect(timeline.slice(-4)).toEqual([
      { kind: 'PAYMENT_CAPTURE_FAILED', message: '17.00 USD could not be charged.' },
      { kind: 'PAYMENT_CAPTURED', message: '17.00 USD were charged.' },
      { kind: 'PAYMENT_REFUND_FAILED', message: '17.00 USD could not be paid back.' },
      { kind: 'PAYMENT_REFUNDED', message: '0.05 USD were paid back.' },
    ]);
  });

  it('moves no return of another order, and none that was closed', async () => {
    await using service = await openOrders();
    const { bought, returnId } = await buyAndReturn(service, { A: 1 });
    const other = await buyAndReturn(service, { A: 1 });
    await decide(service, returnId, 'APPROVE');
    await payBack(service, other.bought.orderId, { reference: returnId, amount: 5 });
    const read = async () =>
      (await readOrder(service, bought.orderId, 'returns { status }')).returns[0].status;
    expect(await read()).toBe('APPROVED');
    await decide(service, returnId, 'RECEIVE');
    await decide(service, returnId, 'CLOSE');
    await payBack(service, bought.orderId, { refundId: 're_2', reference: returnId, amount: 5 });
    expect(await read()).toBe('CLOSED');
  });

  it('finds an order by its checkout when it has no other name for it', async () => {
    await using service = await openOrders();
    const { orderId } = await buy(service, { checkoutId: 'chk_9' });
    const more = { orderId: null, checkoutId: 'chk_9' };
    await tellPayment(service, { name: 'captured', orderId, more });
    const { timeline } = await readOrder(service, orderId, 'timeline { kind }');
    expect(timeline.at(-1)).toEqual({ kind: 'PAYMENT_CAPTURED' });
  });
});
