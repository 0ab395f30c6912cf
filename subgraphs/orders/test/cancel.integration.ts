import { describe, expect, it } from 'vitest';

import { asCustomer, asReader, asStaff, openOrders } from './build.ts';
import {
  GUEST,
  buy,
  cancel,
  findTold,
  move,
  placeOnly,
  readOrder,
  send,
  setAside,
  tellPayment,
} from './build-order.ts';

const EMAIL = 'ada@example.com';

describe('orderCancel', () => {
  it.each([
    ['its customer', {}, { as: asCustomer() }],
    ['staff', {}, { as: asStaff() }],
    ['a guest who knows the e-mail', GUEST, { as: {}, input: { email: 'ADA@example.com' } }],
  ])('is possible for %s', async (_who, placing, more) => {
    await using service = await openOrders();
    const { orderId } = await buy(service, placing);
    expect(await cancel(service, orderId, more)).toMatchObject({
      order: {
        id: orderId,
        status: 'CANCELLED',
        cancellable: false,
        cancelReason: 'Bought twice.',
      },
      errors: [],
    });
  });

  it.each([
    ['another customer', {}, { as: asCustomer('cus_2') }, 'NOT_FOUND'],
    ['an anonymous caller', {}, { as: {} }, 'NOT_FOUND'],
    ['who knows the e-mail of a customer', {}, { as: {}, input: { email: EMAIL } }, 'NOT_FOUND'],
    ['a guest with another e-mail', GUEST, { as: {}, input: { email: 'e@x.org' } }, 'NOT_FOUND'],
    ['staff who only look', {}, { as: asReader() }, 'FORBIDDEN'],
  ])('is not possible for %s', async (_who, placing, more, code) => {
    await using service = await openOrders();
    const { orderId } = await buy(service, placing);
    expect(await cancel(service, orderId, more)).toMatchObject({ order: null, errors: [{ code }] });
    expect((await readOrder(service, orderId, 'status')).status).toBe('CONFIRMED');
  });

  it('says of an order that is not there what it says of one that is another’s', async () => {
    await using service = await openOrders();
    const { orderId } = await buy(service);
    const as = asCustomer('cus_2');
    const other = await cancel(service, orderId, { as });
    const none = await cancel(service, 'ord_none', { as });
    expect(other.errors[0].message.replace(orderId, 'ord_none')).toBe(none.errors[0].message);
  });

  it('lets nobody guess the e-mail, and counts with the look-up', async () => {
    await using service = await openOrders({ settings: { LOOKUPS_PER_ORDER: '2' } });
    const { orderId, number } = await buy(service, GUEST);
    const wrong = { as: {}, input: { email: 'eve@example.com' } };
    await cancel(service, orderId, wrong);
    await service.execute(
      'query ($number: String!) { orderByNumber(number: $number, email: "eve@example.com") { id } }',
      { number },
    );
    const right = { as: {}, input: { email: EMAIL } };
    expect(await cancel(service, orderId, right)).toMatchObject({
      order: null,
      errors: [{ code: 'RATE_LIMITED', waitMs: expect.any(Number) as unknown }],
    });
  });

  it('waits for the end of the checkout, as cancellable says', async () => {
    await using service = await openOrders();
    const { orderId } = await placeOnly(service);
    expect((await readOrder(service, orderId, 'cancellable')).cancellable).toBe(false);
    expect(await cancel(service, orderId)).toMatchObject({
      order: null,
      errors: [{ code: 'ILLEGAL_STATE', state: 'CONFIRMED', allowed: [], path: ['orderId'] }],
    });
  });

  it('takes what is being packed back', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    const { order } = await setAside(service, bought, { A: 1 });
    await move(service, order.fulfillments[0].id, 'PICKING');
    await setAside(service, bought, { B: 1 });
    expect((await cancel(service, bought.orderId)).order.fulfillments).toEqual([
      { status: 'CANCELLED' },
      { status: 'CANCELLED' },
    ]);
  });

  it.each([
    ['PARTIALLY_SHIPPED', { A: 1 }, ['SHIPPED', 'PARTIALLY_RETURNED']],
    ['SHIPPED', { A: 3, B: 1 }, ['DELIVERED', 'PARTIALLY_RETURNED']],
  ])('is too late once the order is %s, as cancellable says', async (state, units, allowed) => {
    await using service = await openOrders();
    const bought = await buy(service);
    await send(service, bought, { units, upTo: 'SHIPPED' });
    expect((await readOrder(service, bought.orderId, 'cancellable')).cancellable).toBe(false);
    expect(await cancel(service, bought.orderId)).toMatchObject({
      order: null,
      errors: [{ code: 'ILLEGAL_STATE', state, allowed }],
    });
  });

  it('happens once of two at a time, and is told once', async () => {
    await using service = await openOrders();
    const { orderId } = await buy(service);
    const answers = await Promise.all([cancel(service, orderId), cancel(service, orderId)]);
    const refused = answers.filter(({ errors }) => errors.length > 0);
    expect(refused).toMatchObject([{ errors: [{ code: 'ILLEGAL_STATE', state: 'CANCELLED' }] }]);
    const told = (await service.published()).filter(({ type }) => type.endsWith('cancelled'));
    expect(told).toHaveLength(1);
  });

  it('either is cancelled or leaves, when both are asked for at a time', async () => {
    await using service = await openOrders();
    for (let round = 0; round < 6; round += 1) {
      const bought = await buy(service);
      const { order } = await setAside(service, bought, { A: 3, B: 1 });
      const ship = () => move(service, order.fulfillments[0].id, 'SHIPPED');
      const giveUp = () => cancel(service, bought.orderId);
      const asked = round % 2 === 0 ? [ship(), giveUp()] : [giveUp(), ship()];
      const refused = (await Promise.all(asked)).filter(({ errors }) => errors.length > 0);
      const after = await readOrder(service, bought.orderId, 'status fulfillments { status }');
      expect(refused).toHaveLength(1);
      expect(['SHIPPED SHIPPED', 'CANCELLED CANCELLED']).toContain(
        `${after.status} ${after.fulfillments[0].status}`,
      );
    }
  });

  it('answers a repeated key the same, and keeps no e-mail for that', async () => {
    await using service = await openOrders();
    const { orderId } = await buy(service, GUEST);
    const input = { idempotencyKey: 'cancel-key-1', email: EMAIL };
    const first = await cancel(service, orderId, { as: {}, input });
    expect(await cancel(service, orderId, { as: {}, input })).toEqual(first);
    const rows = service.db.reader.all('select * from idempotency');
    expect(JSON.stringify(rows)).not.toContain('ada@');
  });

  it('refuses a reason that says nothing', async () => {
    await using service = await openOrders();
    const { orderId } = await buy(service);
    expect(await cancel(service, orderId, { input: { reason: '  ' } })).toMatchObject({
      errors: [{ code: 'VALIDATION', path: ['reason'] }],
    });
  });

  it('tells others what to pay back and what can be sold, and not why', async () => {
    await using service = await openOrders();
    const { orderId } = await buy(service, { checkoutId: 'chk_9' });
    await tellPayment(service, {
      name: 'refunded',
      orderId,
      more: { refundId: 're_1', reference: 'tkt_1', amount: 200 },
    });
    const { order } = await cancel(service, orderId);
    expect(await findTold(service, 'orders.order.cancelled')).toEqual({
      orderId,
      checkoutId: 'chk_9',
      customerId: 'cus_1',
      refundAmount: 1500,
      currency: 'USD',
      lines: [
        { variantId: 'var_A', quantity: 3 },
        { variantId: 'var_B', quantity: 1 },
      ],
    });
    expect(JSON.stringify(order.timeline)).not.toContain('Bought twice');
  });
});
