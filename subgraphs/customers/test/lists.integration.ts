import { buildClaims } from '@supergraph/kit/testing';
import { expect, it } from 'vitest';

import { insertAddressRow } from './build-address.ts';
import {
  MINUTE_MS,
  START,
  type TestCustomers,
  addCustomer,
  startCustomers,
  tryLogin,
} from './build.ts';

const staff = { claims: buildClaims({ sub: 'cus_agent', scopes: ['customers:read'] }) };
const LIST = `query ($query: String, $first: Int, $after: String) {
  customers(query: $query, first: $first, after: $after) {
    totalCount nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

async function list({ service }: TestCustomers, variables: object = {}) {
  return (await service.execute(LIST, { ...variables }, staff)).data?.customers;
}

/** Customers 0 to count - 1, each a minute younger than the one before. */
async function startWithCustomers(count: number) {
  const customers = await startCustomers();
  for (let number = 0; number < count; number++) {
    const id = `cus_${String(number).padStart(3, '0')}`;
    await addCustomer(customers, { id, createdAt: START + Math.floor(number / 2) * MINUTE_MS });
  }
  return customers;
}

function idsOf(page: { nodes: { id: string }[] }): string[] {
  return page.nodes.map(({ id }) => id);
}

it('lists customers, newest first, page by page and none twice', async () => {
  await using customers = await startWithCustomers(5);
  const first = await list(customers, { first: 3 });
  const second = await list(customers, { first: 3, after: first.pageInfo.endCursor });
  expect(idsOf(first)).toEqual(['cus_004', 'cus_003', 'cus_002']);
  expect(idsOf(second)).toEqual(['cus_001', 'cus_000']);
  expect([first, second].map(({ totalCount }) => totalCount)).toEqual([5, 5]);
  expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
});

it('leaves erased customers out', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers, { email: null, status: 'ERASED' });
  expect(await list(customers)).toMatchObject({ totalCount: 0, nodes: [] });
});

it.each([
  ['ada@', ['cus_ada']],
  ['LOVE', ['cus_ada']],
  ['Grace', ['cus_grace']],
  ['G. H', ['cus_grace']],
  ['cus_grace', ['cus_grace']],
  ['cus_', []],
  ['%', []],
  ['_da', []],
  ["' or 1=1 --", []],
  ['  ', ['cus_grace', 'cus_ada']],
])('finds by %j %j', async (query, ids) => {
  await using customers = await startCustomers();
  await addCustomer(customers, { email: 'ada@example.com' });
  const grace = { firstName: 'Grace', lastName: 'Hopper', publicName: 'G. Hopper' };
  await addCustomer(customers, { id: 'cus_grace', email: 'grace@example.com', ...grace });
  expect(idsOf(await list(customers, { query }))).toEqual(ids);
});

it.each([
  ['a page size of 0', { first: 0 }],
  ['a page size of 101', { first: 101 }],
  ['a negative page size', { first: -1 }],
  ['a broken cursor', { after: 'broken' }],
  ['a query of 101 characters', { query: 'x'.repeat(101) }],
])('says VALIDATION for %s', async (_, variables) => {
  await using customers = await startWithCustomers(1);
  const { errors } = await customers.service.execute(LIST, variables, staff);
  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION' } }]);
});

it('says VALIDATION for the cursor of another query', async () => {
  await using customers = await startWithCustomers(2);
  const { pageInfo } = await list(customers, { first: 1 });
  const variables = { query: 'Ada', after: pageInfo.endCursor };
  const { errors } = await customers.service.execute(LIST, variables, staff);
  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION' } }]);
});

it('answers customer(id) for staff, and null when there is none', async () => {
  await using customers = await startWithCustomers(1);
  const query =
    '{ there: customer(id: "cus_000") { email } gone: customer(id: "cus_gone") { email } }';
  const { data } = await customers.service.execute(query, {}, staff);
  expect(data).toEqual({ there: { email: 'cus_000@example.com' }, gone: null });
});

const DEEP = `id email roles addresses { id address { city } } defaultShippingAddress { id } defaultBillingAddress { id }
  sessions { id current }`;

async function startWithMany() {
  const customers = await startWithCustomers(50);
  for (let number = 0; number < 50; number++) {
    const id = `cus_${String(number).padStart(3, '0')}`;
    await insertAddressRow(customers, id);
    await tryLogin(customers, { email: `${id}@example.com` });
  }
  return customers;
}

it('runs as many statements for 50 customers with addresses and sessions as for one', async () => {
  await using customers = await startWithMany();
  const { service } = customers;
  const query = `query ($first: Int) { customers(first: $first) { totalCount nodes { ${DEEP} } } }`;
  const run = async (first: number) => {
    const { data } = await service.execute(query, { first }, staff);
    expect(data.customers.nodes).toHaveLength(first);
    expect(data.customers.nodes[0]).toMatchObject({ addresses: [{}], sessions: [{}] });
  };
  await run(1);
  const one = await service.countStatements(() => run(1));
  const fifty = await service.countStatements(() => run(50));
  expect({ one, fifty }).toEqual({ one: 4, fifty: 4 });
});

it('runs as many statements for 50 references as for one', async () => {
  await using customers = await startWithMany();
  const { service } = customers;
  const query = `query ($of: [_Any!]!) { entities: _entities(representations: $of) { ... on Customer { ${DEEP} } } }`;
  const run = async (count: number) => {
    const of = Array.from({ length: count }, (_, number) => ({
      __typename: 'Customer',
      id: `cus_${String(number).padStart(3, '0')}`,
    }));
    const { data } = await service.execute(query, { of }, staff);
    expect(data.entities.filter(Boolean)).toHaveLength(count);
  };
  const one = await service.countStatements(() => run(1));
  const fifty = await service.countStatements(() => run(50));
  expect({ one, fifty }).toEqual({ one: 3, fifty: 3 });
});
