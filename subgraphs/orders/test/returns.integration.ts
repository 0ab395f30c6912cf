import { describe, expect, it } from 'vitest';

import { asCustomer, asReader, openOrders } from './build.ts';
import {
  GUEST,
  buy,
  buyAndReturn,
  findTold,
  readOrder,
  requestReturn,
  send,
} from './build-order.ts';

const DAY_MS = 86_400_000;
const ALL = { A: 3, B: 1 };

describe('returnReasons', () => {
  it.each([
    ['de-AT', 'Beschädigt angekommen'],
    ['fr', 'Arrivé endommagé'],
    ['es', 'Arrived damaged'],
  ])('are said in the language of the request: %s', async (locale, label) => {
    await using service = await openOrders();
    const { data } = await service.execute('{ returnReasons { code label } }', {}, { locale });
    expect(data.returnReasons[0]).toEqual({ code: 'DAMAGED', label });
  });
});

describe('returnRequest', () => {
  it.each([
    ['its customer', {}, { as: asCustomer() }],
    ['a guest who knows the e-mail', GUEST, { as: {}, input: { email: 'ada@example.com' } }],
  ])('is possible for %s', async (_who, placing, more) => {
    await using service = await openOrders();
    const bought = await buy(service, placing);
    await send(service, bought, { units: ALL, upTo: 'DELIVERED' });
    expect(await requestReturn(service, bought, { A: 2 }, more)).toEqual({
      return: {
        id: expect.stringMatching(/^ret_/u) as unknown,
        rmaNumber: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{8}$/u) as unknown,
        status: 'REQUESTED',
        note: null,
        createdAt: expect.any(String) as unknown,
        refund: null,
        order: { id: bought.orderId, status: 'DELIVERED' },
        lines: [
          {
            quantity: 2,
            orderLine: { sku: 'A' },
            reason: { code: 'DEFECTIVE', label: 'Does not work' },
          },
        ],
      },
      errors: [],
    });
  });

  it.each([
    ['another customer', {}, { as: asCustomer('cus_2') }, 'NOT_FOUND'],
    ['a guest without the e-mail', GUEST, { as: {} }, 'NOT_FOUND'],
    ['staff who only look', {}, { as: asReader() }, 'FORBIDDEN'],
  ])('is not possible for %s', async (_who, placing, more, code) => {
    await using service = await openOrders();
    const bought = await buy(service, placing);
    await send(service, bought, { units: ALL, upTo: 'DELIVERED' });
    const { return: returned, errors } = await requestReturn(service, bought, { A: 1 }, more);
    expect([returned, errors[0].code]).toEqual([null, code]);
  });

  it('is of units that have arrived, as returnableQuantity says', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    await send(service, bought, { units: { A: 1 }, upTo: 'SHIPPED' });
    expect(await requestReturn(service, bought, { A: 1 })).toMatchObject({
      errors: [{ code: 'ILLEGAL_STATE', state: 'PARTIALLY_SHIPPED' }],
    });
    await send(service, bought, { units: { A: 2 }, upTo: 'DELIVERED' });
    const { lines } = await readOrder(service, bought.orderId, 'lines { returnableQuantity }');
    expect(lines).toEqual([{ returnableQuantity: 2 }, { returnableQuantity: 0 }]);
    expect(await requestReturn(service, bought, { A: 3 })).toMatchObject({
      errors: [{ code: 'VALIDATION', path: ['lines', '0', 'quantity'] }],
    });
    expect((await requestReturn(service, bought, { A: 2 })).errors).toEqual([]);
  });

  it('takes no more than arrived, when several ask at a time', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    await send(service, bought, { units: ALL, upTo: 'DELIVERED' });
    const answers = await Promise.all(
      [2, 2, 1, 1].map((quantity) => requestReturn(service, bought, { A: quantity })),
    );
    const units = answers.flatMap((one) => one.return?.lines ?? []) as { quantity: number }[];
    expect(units.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(3);
  });

  it('is possible until so many days after each delivery', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    await using service = await openOrders({ now: () => now, settings: { RETURN_DAYS: '10' } });
    const bought = await buy(service);
    await send(service, bought, { units: { A: 2 }, upTo: 'DELIVERED' });
    now += 4 * DAY_MS;
    await send(service, bought, { units: { A: 1 }, upTo: 'DELIVERED' });
    const read = () =>
      readOrder(service, bought.orderId, 'returnableUntil lines { returnableQuantity }');
    const counts = [];
    for (const days of [0, 6, 1, 3, 1]) {
      now += days * DAY_MS;
      counts.push((await read()).lines[0].returnableQuantity);
    }
    expect(counts).toEqual([3, 3, 1, 1, 0]);
    expect((await read()).returnableUntil).toBe('2026-01-15T00:00:00.000Z');
    expect(await requestReturn(service, bought, { A: 1 })).toMatchObject({
      errors: [{ code: 'ILLEGAL_STATE' }],
    });
  });

  it.each([
    ['a reason that is none', { reasonCode: 'BORED' }, ['lines', '0', 'reasonCode'], 'VALIDATION'],
    ['no units', { quantity: 0 }, ['lines', '0', 'quantity'], 'VALIDATION'],
    ['a line of no order', { orderLineId: 'oli_x' }, ['lines', '0', 'orderLineId'], 'NOT_FOUND'],
  ])('refuses %s', async (_what, change, path, code) => {
    await using service = await openOrders();
    const bought = await buy(service);
    await send(service, bought, { units: ALL, upTo: 'DELIVERED' });
    const line = { orderLineId: bought.lines['A'], quantity: 1, reasonCode: 'OTHER', ...change };
    const answer = await requestReturn(service, bought, {}, { input: { lines: [line] } });
    expect(answer).toMatchObject({ return: null, errors: [{ code, path }] });
  });

  it('has one effect by idempotency key', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    await send(service, bought, { units: ALL, upTo: 'DELIVERED' });
    const more = { input: { idempotencyKey: 'return-key-1', note: 'It hums.' } };
    const first = await requestReturn(service, bought, { A: 1 }, more);
    expect(first.return.note).toBe('It hums.');
    expect(await requestReturn(service, bought, { A: 1 }, more)).toEqual(first);
    expect((await readOrder(service, bought.orderId, 'returns { id }')).returns).toHaveLength(1);
  });

  it('tells others, without what the customer wrote', async () => {
    await using service = await openOrders();
    const bought = await buy(service);
    await send(service, bought, { units: ALL, upTo: 'DELIVERED' });
    const answer = await requestReturn(service, bought, { A: 2 }, { input: { note: 'Call Ada' } });
    expect(await findTold(service, 'orders.return.requested')).toEqual({
      orderId: bought.orderId,
      returnId: answer.return.id,
      customerId: 'cus_1',
      lines: [
        {
          orderLineId: bought.lines['A'],
          variantId: 'var_A',
          quantity: 2,
          reasonCode: 'DEFECTIVE',
        },
      ],
    });
  });
});

describe('a return', () => {
  it.each([
    ['its customer', asCustomer(), true],
    ['another customer', asCustomer('cus_2'), false],
    ['an anonymous caller', {}, false],
  ])('is seen as an entity by %s: %j', async (_who, as, isSeen) => {
    await using service = await openOrders();
    const { returnId, bought } = await buyAndReturn(service, { A: 1 });
    const query = `query ($refs: [_Any!]!) {
      _entities(representations: $refs) { ... on ReturnRequest { status order { id } } }
    }`;
    const refs = [{ __typename: 'ReturnRequest', id: returnId }];
    const { data } = await service.execute(query, { refs }, as);
    const seen = { status: 'REQUESTED', order: { id: bought.orderId } };
    expect(data._entities).toEqual([isSeen ? seen : null]);
  });
});
