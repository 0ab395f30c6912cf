import { describe, expect, it } from 'vitest';

import { asCustomer, asReader, asStaff, openOrders } from './build.ts';
import { buy, move, placeOnly, readOrder, send, setAside } from './build-order.ts';

const idOf = (payload: { order: { fulfillments: { id: string }[] } }): string =>
  payload.order.fulfillments.at(-1)?.id ?? '';

describe('fulfillmentCreate', () => {
  it('sets units aside', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    expect(await setAside(service, bought, { A: 2 })).toMatchObject({
      order: {
        status: 'CONFIRMED',
        fulfillments: [{ status: 'PENDING', lines: [{ quantity: 2, orderLine: { sku: 'A' } }] }],
      },
      errors: [],
    });
  });

  it('refuses units that another fulfilment has, and changes nothing', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    await setAside(service, bought, { A: 2 });
    expect(await setAside(service, bought, { B: 1, A: 2 })).toMatchObject({
      order: null,
      errors: [{ code: 'VALIDATION', path: ['lines', '1', 'quantity'] }],
    });
    expect(
      (await readOrder(service, bought.orderId, 'fulfillments { id }')).fulfillments,
    ).toHaveLength(1);
  });

  it('gives units to one of two that want them at a time', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    const answers = await Promise.all([
      setAside(service, bought, { A: 2 }),
      setAside(service, bought, { A: 2 }),
    ]);
    expect(answers.filter(({ errors }) => errors.length > 0)).toHaveLength(1);
  });

  it('can have the units of a fulfilment that was cancelled', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    await move(service, idOf(await setAside(service, bought, { A: 3 })), 'CANCELLED');
    expect((await setAside(service, bought, { A: 3 })).errors).toEqual([]);
  });

  it.each([
    ['a line of another order', { lines: [{ orderLineId: 'oli_none', quantity: 1 }] }, 'NOT_FOUND'],
    ['no units', { lines: [] }, 'VALIDATION'],
    ['no order', { orderId: 'ord_none' }, 'NOT_FOUND'],
    ['no carrier', { carrier: ' ' }, 'VALIDATION'],
  ])('refuses %s', async (_what, input, code) => {
    await using service = await openOrders();
    const bought = await buy(service);
    const { order, errors } = await setAside(service, bought, { A: 1 }, { input });
    expect([order, errors[0].code]).toEqual([null, code]);
  });

  it('refuses a line that is named twice', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    const line = { orderLineId: bought.lines['A'], quantity: 1 };
    const { errors } = await setAside(service, bought, {}, { input: { lines: [line, line] } });
    expect(errors).toMatchObject([{ code: 'VALIDATION', path: ['lines', '1', 'orderLineId'] }]);
  });

  it('waits for the end of the checkout', async () => {
    await using service = await openOrders();
    const { errors } = await setAside(service, await placeOnly(service), { A: 1 });
    expect(errors).toMatchObject([{ code: 'ILLEGAL_STATE', state: 'CONFIRMED', allowed: [] }]);
  });

  it('has one effect by idempotency key', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    const more = { input: { idempotencyKey: 'the-same-key' } };
    const first = await setAside(service, bought, { A: 1 }, more);
    expect(await setAside(service, bought, { A: 1 }, more)).toEqual(first);
    const { errors } = await setAside(service, bought, { A: 2 }, more);
    expect(errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it.each([
    ['customers', asCustomer()],
    ['staff who only look', asReader()],
  ])('is not for %s', async (_who, as) => {
    await using service = await openOrders();
    const bought = await buy(service);
    await expect(setAside(service, bought, { A: 1 }, { as })).rejects.toThrow('FORBIDDEN');
  });
});

describe('fulfillmentUpdate', () => {
  it('brings an order from confirmed to delivered', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    const first = idOf(await setAside(service, bought, { A: 3 }));
    const second = idOf(await setAside(service, bought, { B: 1 }));
    const seen = [];
    for (const [id, status] of [
      [first, 'PICKING'],
      [first, 'SHIPPED'],
      [second, 'SHIPPED'],
      [first, 'DELIVERED'],
      [second, 'DELIVERED'],
    ] as const) {
      seen.push((await move(service, id, status)).order.status);
    }
    expect(seen).toEqual(['CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'SHIPPED', 'DELIVERED']);
  });

  it('says in the lines how many units were sent', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    await setAside(service, bought, { A: 1 });
    await send(service, bought, { units: { A: 2 }, upTo: 'SHIPPED' });
    const { lines } = await readOrder(service, bought.orderId, 'lines { sku fulfilledQuantity }');
    expect(lines).toEqual([
      { sku: 'A', fulfilledQuantity: 2 },
      { sku: 'B', fulfilledQuantity: 0 },
    ]);
  });

  it('keeps when units left and arrived, and by which number they can be followed', async () => {
    await using service = await openOrders();
    const id = idOf(await setAside(service, await buy(service), { A: 3 }));
    await move(service, id, 'SHIPPED', { input: { trackingNumber: 'T-1' } });
    const { order } = await move(service, id, 'DELIVERED');
    expect(order.fulfillments).toEqual([
      {
        id,
        status: 'DELIVERED',
        trackingNumber: 'T-1',
        shippedAt: expect.any(String),
        deliveredAt: expect.any(String),
      },
    ]);
  });

  it('takes another tracking number for what is on its way, and tells nothing again', async () => {
    await using service = await openOrders();
    const id = idOf(await setAside(service, await buy(service), { A: 3 }));
    await move(service, id, 'SHIPPED', { input: { trackingNumber: 'T-1' } });
    const { order } = await move(service, id, 'SHIPPED', { input: { trackingNumber: 'T-2' } });
    expect(order.fulfillments).toMatchObject([{ trackingNumber: 'T-2' }]);
    const types = (await service.published()).map(({ type }) => type);
    expect(types).toEqual(['orders.order.placed', 'orders.fulfillment.shipped']);
  });

  it.each([
    ['PENDING', [], 'DELIVERED', ['PICKING', 'SHIPPED', 'CANCELLED']],
    ['PICKING', ['PICKING'], 'PENDING', ['SHIPPED', 'CANCELLED']],
    ['SHIPPED', ['SHIPPED'], 'CANCELLED', ['DELIVERED']],
    ['DELIVERED', ['SHIPPED', 'DELIVERED'], 'DELIVERED', []],
    ['CANCELLED', ['CANCELLED'], 'PENDING', []],
  ])('refuses from %s what cannot follow', async (state, way, status, allowed) => {
    await using service = await openOrders();
    const id = idOf(await setAside(service, await buy(service), { A: 3 }));
    for (const step of way) {
      await move(service, id, step);
    }
    expect(await move(service, id, status)).toMatchObject({
      order: null,
      errors: [{ code: 'ILLEGAL_STATE', state, allowed, path: ['status'] }],
    });
  });

  it('says that there is no such fulfilment', async () => {
    await using service = await openOrders();
    const { errors } = await move(service, 'ful_none', 'SHIPPED');
    expect(errors).toMatchObject([{ code: 'NOT_FOUND', path: ['fulfillmentId'] }]);
  });

  it('tells others what left and what arrived, with ids alone', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    const id = await send(service, bought, { units: { A: 2 }, upTo: 'DELIVERED' });
    const [, shipped, delivered] = await service.published();
    const data = {
      orderId: bought.orderId,
      fulfillmentId: id,
      customerId: 'cus_1',
      carrier: 'Post',
      trackingNumber: null,
      lines: [{ orderLineId: bought.lines['A'], variantId: 'var_A', quantity: 2 }],
    };
    const key = bought.orderId;
    expect(shipped).toEqual({ type: 'orders.fulfillment.shipped', key, data });
    expect(delivered).toEqual({ type: 'orders.fulfillment.delivered', key, data });
  });

  it('shows two changes of one operation each as it left the order', async () => {
    await using service = await openOrders();
    const id = idOf(await setAside(service, await buy(service), { A: 3 }));
    const fields = 'order { fulfillments { status } timeline { kind } }';
    const { data } = await service.execute(
      `mutation ($a: FulfillmentUpdateInput!, $b: FulfillmentUpdateInput!) {
        a: fulfillmentUpdate(input: $a) { ${fields} }
        b: fulfillmentUpdate(input: $b) { ${fields} }
      }`,
      {
        a: { fulfillmentId: id, status: 'PICKING', idempotencyKey: 'key-of-a' },
        b: { fulfillmentId: id, status: 'SHIPPED', idempotencyKey: 'key-of-b' },
      },
      asStaff(),
    );
    expect([data.a.order.fulfillments, data.b.order.fulfillments]).toEqual([
      [{ status: 'PICKING' }],
      [{ status: 'SHIPPED' }],
    ]);
    expect(data.b.order.timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
      'PLACED',
      'SETTLED',
      'FULFILLMENT_CREATED',
      'FULFILLMENT_PICKING',
      'FULFILLMENT_SHIPPED',
    ]);
  });
});

describe('a line and a fulfilment', () => {
  it.each([
    ['its customer', asCustomer(), true],
    ['staff', asReader(), true],
    ['another customer', asCustomer('cus_2'), false],
    ['an anonymous caller', {}, false],
  ])('are seen as entities by %s', async (_who, as, isSeen) => {
    await using service = await openOrders();
    const bought = await buy(service);
    const id = idOf(await setAside(service, bought, { A: 3 }));
    const refs = [
      { __typename: 'OrderLine', id: bought.lines['A'] },
      { __typename: 'Fulfillment', id },
      { __typename: 'Fulfillment', id: 'ful_none' },
    ];
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
      ... on OrderLine { sku } ... on Fulfillment { carrier location { id } lines { orderLine { sku } } } } }`;
    const { data } = await service.execute(query, { refs }, as);
    const parcel = {
      carrier: 'Post',
      location: { id: 'loc_1' },
      lines: [{ orderLine: { sku: 'A' } }],
    };
    expect(data._entities).toEqual(isSeen ? [{ sku: 'A' }, parcel, null] : [null, null, null]);
  });
});

describe('many orders', () => {
  it('cost as many statements as one', async () => {
    await using service = await openOrders();
    const query =
      '{ orders(first: 50) { nodes { lines { fulfilledQuantity } fulfillments { lines { orderLine { sku } } } } } }';
    await send(service, await buy(service), { units: { A: 1 }, upTo: 'SHIPPED' });
    const one = await service.countStatements(() => service.execute(query, {}, asStaff()));
    for (let at = 0; at < 5; at += 1) {
      await send(service, await buy(service), { units: { A: 1, B: 1 }, upTo: 'SHIPPED' });
    }
    expect(await service.countStatements(() => service.execute(query, {}, asStaff()))).toBe(one);
  });
});
