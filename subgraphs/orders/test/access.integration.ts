import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { describe, expect, it } from 'vitest';

import { type Request, asCustomer, asStaff, openOrders, place } from './build.ts';

/** The bytes of a database after everything was moved from the log into the file. To be called last: another SQLite in one process ends its locks. */
function readSettledBytes(file: string): string {
  using db = new DatabaseSync(file);
  db.exec('pragma wal_checkpoint(truncate)');
  return readFileSync(file, 'latin1');
}

const ANONYMOUS: Request = {};

describe('an order', () => {
  it.each([
    ['its customer', asCustomer(), true],
    ['staff with orders:read', asStaff(), true],
    ['another customer', asCustomer('cus_2'), false],
    ['an anonymous caller', ANONYMOUS, false],
  ])('is seen by %s: by id, by number and as an entity', async (_who, request, isSeen) => {
    await using service = await openOrders();
    const { orderId: id, number } = await place(service);
    const query = `query ($id: ID!, $refs: [_Any!]!) {
      order(id: $id) { id }
      _entities(representations: $refs) { ... on Order { email } }
    }`;
    const refs = [
      { __typename: 'Order', id },
      { __typename: 'Order', number },
    ];
    const { data } = await service.execute(query, { id, refs }, request);
    const email = isSeen ? { email: 'ada@example.com' } : null;
    expect(data).toEqual({ order: isSeen ? { id } : null, _entities: [email, email] });
  });

  it('is nobody’s by customer when a guest bought', async () => {
    await using service = await openOrders();
    const { orderId } = await place(service, { customerId: null });
    const { data } = await service.execute(
      'query ($id: ID!) { order(id: $id) { id } }',
      { id: orderId },
      asCustomer(),
    );
    expect(data.order).toBeNull();
  });

  it('is shown whole to those whom cart says it to', async () => {
    await using service = await openOrders();
    const { orderId } = await place(service, { customerId: null });
    const query = `query ($refs: [_Any!]!) {
      _entities(representations: $refs) { ... on Checkout { order { email lines { sku } total { amount } } } }
    }`;
    const refs = [
      { __typename: 'Checkout', id: 'chk_1', orderId },
      { __typename: 'Checkout', id: 'chk_1', orderId: null },
      { __typename: 'Checkout', id: 'chk_1' },
    ];
    const { data } = await service.execute(query, { refs }, ANONYMOUS);
    expect(data._entities).toEqual([
      { order: { email: 'ada@example.com', lines: [{ sku: 'A' }], total: { amount: 2200 } } },
      { order: null },
      { order: null },
    ]);
  });
});

describe('Customer.orders', () => {
  const read = async (
    service: Awaited<ReturnType<typeof openOrders>>,
    args: string,
    request: Request,
  ) => {
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on Customer {
      orders(${args}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
    } } }`;
    const refs = [{ __typename: 'Customer', id: 'cus_1' }];
    const { data } = await service.execute(query, { refs }, request);
    return data._entities[0].orders;
  };

  it('pages through what the customer bought, newest first, nothing twice', async () => {
    await using service = await openOrders();
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) {
      ids.unshift((await place(service, { checkoutId: `chk_${at}` })).orderId);
    }
    await place(service, { checkoutId: 'chk_other', customerId: 'cus_2' });
    const first = await read(service, 'first: 3', asCustomer());
    const rest = await read(
      service,
      `first: 3, after: "${first.pageInfo.endCursor}"`,
      asCustomer(),
    );
    expect([first.totalCount, first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([
      5,
      true,
      false,
    ]);
    const seen = [...first.nodes, ...rest.nodes].map(({ id }: { id: string }) => id);
    expect(new Set(seen)).toEqual(new Set(ids));
  });

  it('is null for another customer', async () => {
    await using service = await openOrders();
    await place(service);
    expect(await read(service, 'first: 3', asCustomer('cus_2'))).toBeNull();
  });
});

describe('all orders', () => {
  it('are staff’s', async () => {
    await using service = await openOrders();
    await place(service);
    const { errors } = await service.execute('{ orders { totalCount } }', {}, asCustomer());
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('can be narrowed', async () => {
    await using service = await openOrders();
    await place(service);
    await place(service, { checkoutId: 'chk_2', customerId: 'cus_2' });
    const query = 'query ($filter: OrderFilter!) { orders(filter: $filter) { totalCount } }';
    const count = async (filter: object) =>
      (await service.execute(query, { filter }, asStaff())).data.orders.totalCount;
    expect([
      await count({}),
      await count({ customerId: 'cus_2' }),
      await count({ status: 'CANCELLED' }),
      await count({ placedAfter: '2100-01-01T00:00:00.000Z' }),
    ]).toEqual([2, 1, 0, 0]);
  });

  it('cost as many statements for many as for one', async () => {
    await using service = await openOrders();
    const query = '{ orders(first: 50) { nodes { lines { sku } timeline { kind } } } }';
    await place(service);
    const one = await service.countStatements(() => service.execute(query, {}, asStaff()));
    for (let at = 0; at < 10; at += 1) {
      await place(service, { checkoutId: `chk_many_${at}` });
    }
    expect(await service.countStatements(() => service.execute(query, {}, asStaff()))).toBe(one);
  });
});

describe('a customer who is erased', () => {
  it('leaves orders that still count, and no name, e-mail or address in the file', async () => {
    await using service = await openOrders();
    await place(service);
    await service.receive('customers', [
      { type: 'customers.customer.erased', key: 'cus_1', data: { customerId: 'cus_1' } },
    ]);
    const { data } = await service.execute(
      '{ orders { nodes { email customer { id } shippingAddress { name } total { amount } } } }',
      {},
      asStaff(),
    );
    expect(data.orders.nodes).toEqual([
      { email: null, customer: null, shippingAddress: null, total: { amount: 2200 } },
    ]);
    const bytes = readSettledBytes(service.db.file);
    expect(bytes).toContain('SPRING');
    expect(bytes).not.toMatch(/ada@example|Ada Example|Analytical Way/u);
  });

  it('is not remembered by an order that is placed after that', async () => {
    await using service = await openOrders();
    await service.receive('customers', [
      { type: 'customers.customer.erased', key: 'cus_1', data: { customerId: 'cus_1' } },
    ]);
    await place(service);
    expect(JSON.stringify(await service.published())).not.toContain('cus_1');
    expect(readSettledBytes(service.db.file)).not.toMatch(
      /ada@example|Ada Example|Analytical Way/u,
    );
  });
});
