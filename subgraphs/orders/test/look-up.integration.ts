import { describe, expect, it } from 'vitest';

import { type OrdersService, type Request, asCustomer, asStaff, openOrders } from './build.ts';
import { GUEST, buy } from './build-order.ts';

const QUERY = `query ($number: String!, $email: String) {
  orderByNumber(number: $number, email: $email) { id email lines { sku } shippingAddress { line1 } }
}`;
const EMAIL = 'ada@example.com';

function lookUp(
  service: OrdersService,
  { number, email, as = {} }: { number: string; email?: string; as?: Request },
) {
  return service.execute(QUERY, { number, ...(email !== undefined && { email }) }, as);
}

describe('orderByNumber', () => {
  it.each([
    ['its customer', asCustomer(), true],
    ['staff', asStaff(), true],
    ['another customer', asCustomer('cus_2'), false],
    ['an anonymous caller', {}, false],
  ])('shows it without an e-mail to %s: %j', async (_who, as, isSeen) => {
    await using service = await openOrders();
    const { number, orderId } = await buy(service);
    const { data } = await lookUp(service, { number, as });
    expect(data.orderByNumber?.id).toBe(isSeen ? orderId : undefined);
  });

  it('shows a guest’s order whole to who knows its e-mail, however both are spelt', async () => {
    await using service = await openOrders();
    const { number, orderId } = await buy(service, GUEST);
    const spelt = `${number.slice(0, 4)}-${number.slice(4)} `.toLowerCase();
    const { data } = await lookUp(service, { number: spelt, email: ' Ada@Example.com' });
    expect(data.orderByNumber).toEqual({
      id: orderId,
      email: EMAIL,
      lines: [{ sku: 'A' }, { sku: 'B' }],
      shippingAddress: { line1: '1 Analytical Way' },
    });
  });

  it('opens no order of a customer with its e-mail: that needs a sign-in', async () => {
    await using service = await openOrders();
    const { number } = await buy(service);
    expect((await lookUp(service, { number, email: EMAIL })).data.orderByNumber).toBeNull();
  });

  it('answers an unknown number and a wrong e-mail alike, in equally many statements', async () => {
    await using service = await openOrders();
    const { number } = await buy(service, GUEST);
    await lookUp(service, { number: 'warm-up0', email: EMAIL });
    const answers: unknown[] = [];
    const wrong = await service.countStatements(async () => {
      answers.push(await lookUp(service, { number, email: 'eve@example.com' }));
    });
    const unknown = await service.countStatements(async () => {
      answers.push(await lookUp(service, { number: '00000000', email: EMAIL }));
    });
    expect(answers[0]).toEqual(answers[1]);
    expect(wrong).toBe(unknown);
  });

  it('lets nobody guess the e-mail of one order, from however many networks', async () => {
    await using service = await openOrders({ settings: { LOOKUPS_PER_ORDER: '3' } });
    const { number } = await buy(service, GUEST);
    const guess = (at: number) =>
      lookUp(service, {
        number,
        email: `guess-${at}@example.com`,
        as: { clientAddress: `203.0.113.${at}` },
      });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(guess));
    const codes = answers.map(({ errors }) => errors?.[0]?.extensions?.['code']);
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(2);
    const { data, errors } = await lookUp(service, { number, email: EMAIL });
    expect([data.orderByNumber, errors?.[0]?.extensions]).toEqual([
      null,
      { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) as unknown },
    ]);
  });

  it('lets no network guess numbers', async () => {
    await using service = await openOrders({ settings: { LOOKUPS_PER_ADDRESS: '3' } });
    const codes = [];
    for (let at = 0; at < 5; at += 1) {
      const { errors } = await lookUp(service, { number: `0000000${at}`, email: EMAIL });
      codes.push(errors?.[0]?.extensions?.['code']);
    }
    expect(codes).toEqual([undefined, undefined, undefined, 'RATE_LIMITED', 'RATE_LIMITED']);
  });

  it('does not count tries that were right', async () => {
    await using service = await openOrders({ settings: { LOOKUPS_PER_ORDER: '2' } });
    const { number, orderId } = await buy(service, GUEST);
    for (let at = 0; at < 5; at += 1) {
      const { data } = await lookUp(service, { number, email: EMAIL });
      expect(data.orderByNumber.id).toBe(orderId);
    }
  });

  it('begins anew with the next quarter of an hour', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    await using service = await openOrders({
      now: () => now,
      settings: { LOOKUPS_PER_ORDER: '1' },
    });
    const { number, orderId } = await buy(service, GUEST);
    await lookUp(service, { number, email: 'eve@example.com' });
    expect((await lookUp(service, { number, email: EMAIL })).data.orderByNumber).toBeNull();
    now += 15 * 60_000;
    expect((await lookUp(service, { number, email: EMAIL })).data.orderByNumber.id).toBe(orderId);
  });
});
