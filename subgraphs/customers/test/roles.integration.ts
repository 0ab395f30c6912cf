import { expect, it } from 'vitest';

import {
  type TestCustomers,
  addCustomer,
  claimsOf,
  signIn,
  startCustomers,
  tryLogin,
} from './build.ts';

const SET = `mutation ($input: RolesSetInput!) {
  rolesSet(input: $input) { customer { id roles } errors { __typename ... on UserError { code path } } }
}`;
const input = { customerId: 'cus_ada', roles: ['agent'], idempotencyKey: 'roles-set-0001' };

async function startWithAdmin(roles = ['admin']) {
  const customers = await startCustomers();
  await addCustomer(customers);
  await addCustomer(customers, { id: 'cus_root', roles });
  const { request } = await signIn(customers, { email: 'cus_root@example.com' });
  const setRoles = (change: object = {}) =>
    customers.service.execute(SET, { input: { ...input, ...change } }, request);
  return { customers, setRoles };
}

async function readUpdates({ service }: TestCustomers) {
  const events = await service.published();
  return events.filter(({ type }) => type === 'customers.customer.updated');
}

it('gives roles, whose scopes come with the next access token', async () => {
  const { customers, setRoles } = await startWithAdmin();
  await using _ = customers;
  const { data } = await setRoles();
  expect(data.rolesSet).toEqual({ customer: { id: 'cus_ada', roles: ['agent'] }, errors: [] });
  const { accessToken } = await tryLogin(customers, { email: 'cus_ada@example.com' });
  expect(claimsOf(accessToken)?.scopes).toContain('customers:read');
});

it('takes scopes away with the next refresh', async () => {
  const { customers, setRoles } = await startWithAdmin();
  await using _ = customers;
  await setRoles();
  const { refreshToken } = await signIn(customers, { email: 'cus_ada@example.com' });
  await setRoles({ roles: [], idempotencyKey: 'roles-set-0002' });
  const query = 'mutation { sessionRefresh { accessToken } }';
  const { data } = await customers.service.execute(query, {}, { refreshToken });
  expect(claimsOf(data.sessionRefresh.accessToken)).toMatchObject({ roles: [], scopes: [] });
});

it('publishes the roles once for a repeated call', async () => {
  const { customers, setRoles } = await startWithAdmin();
  await using _ = customers;
  await setRoles();
  const { data } = await setRoles();
  expect(data.rolesSet.errors).toEqual([]);
  expect(await readUpdates(customers)).toEqual([
    {
      type: 'customers.customer.updated',
      key: 'cus_ada',
      data: { customerId: 'cus_ada', groups: [], roles: ['agent'] },
    },
  ]);
});

it('refuses the same key with other roles', async () => {
  const { customers, setRoles } = await startWithAdmin();
  await using _ = customers;
  await setRoles();
  const { data } = await setRoles({ roles: [] });
  expect(data.rolesSet.errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
});

it('says FORBIDDEN without the scope', async () => {
  const { customers, setRoles } = await startWithAdmin(['agent', 'merchandiser']);
  await using _ = customers;
  const { errors } = await setRoles();
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect(await readUpdates(customers)).toEqual([]);
});

it('says UNAUTHENTICATED without a sign-in', async () => {
  const { customers } = await startWithAdmin();
  await using _ = customers;
  const { errors } = await customers.service.execute(SET, { input });
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it.each([
  ['VALIDATION', ['roles'], { roles: ['root'] }],
  ['VALIDATION', ['roles'], { roles: Array.from({ length: 1000 }, () => 'agent') }],
  ['NOT_FOUND', ['customerId'], { customerId: 'cus_gone' }],
  ['FORBIDDEN', ['roles'], { customerId: 'cus_root', roles: [] }],
])('says %s of %j in %o', async (code, path, change) => {
  const { customers, setRoles } = await startWithAdmin();
  await using _ = customers;
  const { data } = await setRoles(change);
  expect(data.rolesSet).toMatchObject({ customer: null, errors: [{ code, path }] });
});
