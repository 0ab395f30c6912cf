import { buildClaims } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { type OrdersService, asCustomer, asReader, openOrders } from './build.ts';
import { buy, cancel, tellPayment } from './build-order.ts';

const QUERY = `query ($filter: OrderFilter!, $first: Int, $after: String) {
  orders(filter: $filter, first: $first, after: $after) {
    totalCount nodes { id } pageInfo { endCursor hasNextPage }
  }
}`;
const EMILIE = {
  email: 'emilie@chatelet.example',
  shippingAddress: {
    name: 'Émilie du Châtelet',
    company: null,
    line1: '2 Rue X',
    line2: null,
    city: 'Cirey',
    region: null,
    postalCode: '52110',
    countryCode: 'FR',
    phone: null,
  },
};

async function find(service: OrdersService, query: string, more: object = {}): Promise<string[]> {
  const { data, errors } = await service.execute(QUERY, { filter: { query, ...more } }, asReader());
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data.orders.nodes.map(({ id }: { id: string }) => id);
}

describe('staff', () => {
  it('find orders by parts of numbers, e-mails and names, without accents and in any order', async () => {
    await using service = await openOrders();
    await buy(service);
    const { orderId, number } = await buy(service, EMILIE);
    for (const query of [
      number,
      number.toLowerCase().slice(2, 6),
      'chatelet.example',
      'EMILIE',
      'châtelet du emilie',
      `lie ${number.slice(0, 4)}`,
    ]) {
      expect([query, await find(service, query)]).toEqual([query, [orderId]]);
    }
    expect(await find(service, 'emilie lovelace')).toEqual([]);
  });

  it('find by the name on the bill, too', async () => {
    await using service = await openOrders();
    const { orderId } = await buy(service, {
      billingAddress: { ...EMILIE.shippingAddress, name: 'Grace Payer' },
    });
    expect(await find(service, 'payer')).toEqual([orderId]);
  });

  it.each(['"', 'ada" OR "x', 'number:ada', 'ada*', 'NEAR(ada)', '(((', '-ada'])(
    'ask with %j for just that text',
    async (query) => {
      await using service = await openOrders();
      await buy(service);
      const text = query.length < 3 ? `ada ${query}` : query;
      expect(await find(service, text)).toHaveLength(query.length < 3 ? 1 : 0);
    },
  );

  it('narrow what they find, and page through it', async () => {
    await using service = await openOrders();
    for (let at = 0; at < 3; at += 1) {
      await buy(service, EMILIE);
    }
    expect(await find(service, 'emilie', { status: 'CANCELLED' })).toEqual([]);
    const filter = { query: 'emilie' };
    const first = await service.execute(QUERY, { filter, first: 2 }, asReader());
    const after = first.data.orders.pageInfo.endCursor;
    const rest = await service.execute(QUERY, { filter, first: 2, after }, asReader());
    expect([first.data.orders.totalCount, rest.data.orders.nodes.length]).toEqual([3, 1]);
  });

  it('are told that two letters are too few', async () => {
    await using service = await openOrders();
    const { errors } = await service.execute(QUERY, { filter: { query: 'ab' } }, asReader());
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION' } }]);
  });
});

describe('Customer.lifetimeValue', () => {
  const AGENT = { claims: buildClaims({ sub: 'cus_agent', scopes: ['support:agent'] }) };
  const ENTITIES = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
    ... on Customer { lifetimeValue { amount currency } } } }`;
  const refsOf = (ids: readonly string[]) => ({
    refs: ids.map((id) => ({ __typename: 'Customer', id })),
  });
  const read = async (service: OrdersService, id = 'cus_1') => {
    const { data } = await service.execute(ENTITIES, refsOf([id]), AGENT);
    return data._entities[0].lifetimeValue;
  };

  it('is what was paid, less what was paid back and what was cancelled', async () => {
    await using service = await openOrders();
    const { orderId } = await buy(service);
    await buy(service);
    await buy(service, { customerId: 'cus_2' });
    const more = { refundId: 're_1', reference: 'tkt_1', amount: 300 };
    await tellPayment(service, { name: 'refunded', orderId, more });
    await cancel(service, (await buy(service)).orderId);
    expect(await read(service)).toEqual({ amount: 3100, currency: 'USD' });
  });

  it('is in the currency of the latest order', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    await using service = await openOrders({ now: () => now });
    await buy(service);
    now += 1000;
    await buy(service, { currencyCode: 'EUR' });
    expect(await read(service)).toEqual({ amount: 1700, currency: 'EUR' });
  });

  it('is null before the first order, and costs one look-up for many customers', async () => {
    await using service = await openOrders();
    await buy(service);
    expect(await read(service, 'cus_new')).toBeNull();
    const count = (ids: string[]) =>
      service.countStatements(() => service.execute(ENTITIES, refsOf(ids), AGENT));
    expect(await count(['cus_1', 'cus_2', 'cus_3'])).toBe(await count(['cus_1']));
  });

  it('is staff’s alone', async () => {
    await using service = await openOrders();
    const { errors } = await service.execute(ENTITIES, refsOf(['cus_1']), asCustomer());
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
