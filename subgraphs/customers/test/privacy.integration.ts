import { buildClaims } from '@supergraph/kit/testing';
import { expect, it } from 'vitest';

import { type TestCustomers, addCustomer, signIn, startCustomers } from './build.ts';

const PRIVATE = `email emailVerified firstName lastName phone locale groups marketingConsent createdAt
  addresses { id } defaultShippingAddress { id } defaultBillingAddress { id } sessions { id }`;
const FIELDS = PRIVATE.replaceAll(/\{[^}]*\}/gu, '')
  .trim()
  .split(/\s+/u);
const ENTITIES = `query ($of: [_Any!]!) { entities: _entities(representations: $of) {
  ... on Customer { id publicName ${PRIVATE} } ... on SavedAddress { id label address { name city } } } }`;
const SAVE = `mutation { addressSave(input: { label: "Home", isDefaultShipping: true, isDefaultBilling: true, address: {
  name: "Ada Lovelace", line1: "1 Main St", city: "London", countryCode: "GB" } }) { customer { addresses { id } } } }`;

async function startWithAddress() {
  const customers = await startCustomers();
  await addCustomer(customers, { phone: '+44', groups: ['vip'] });
  const client = await signIn(customers, { email: 'cus_ada@example.com' });
  const { data } = await customers.service.execute(SAVE, {}, client.request);
  return { customers, client, addressId: data.addressSave.customer.addresses[0].id as string };
}

function readEntity({ service }: TestCustomers, reference: object, request: object = {}) {
  return service.execute(ENTITIES, { of: [reference] }, request);
}

const ada = { __typename: 'Customer', id: 'cus_ada' };

it('tells everybody the public name', async () => {
  const { customers } = await startWithAddress();
  await using _ = customers;
  const query = `query ($of: [_Any!]!) { entities: _entities(representations: $of) { ... on Customer { id publicName } } }`;
  expect(await customers.service.execute(query, { of: [ada] })).toEqual({
    data: { entities: [{ id: 'cus_ada', publicName: 'Ada L.' }] },
    errors: undefined,
  });
});

it('tells somebody who is not signed in nothing else', async () => {
  const { customers } = await startWithAddress();
  await using _ = customers;
  const { data, errors } = await readEntity(customers, ada);
  const { id: _id, publicName, ...others } = data.entities[0];
  expect(publicName).toBe('Ada L.');
  expect(Object.keys(others)).toEqual(FIELDS);
  expect(Object.values(others)).toEqual(FIELDS.map(() => null));
  expect(errors?.every(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED')).toBe(true);
});

it('answers another customer with null for each private field, and no error', async () => {
  const { customers } = await startWithAddress();
  await using _ = customers;
  const claims = buildClaims({ sub: 'cus_eve', scopes: ['orders:read'] });
  const { data, errors } = await readEntity(customers, ada, { claims });
  const { id: _id, publicName, ...others } = data.entities[0];
  expect(errors).toBeUndefined();
  expect(publicName).toBe('Ada L.');
  expect(Object.values(others)).toEqual(FIELDS.map(() => null));
});

it.each([
  ['the owner', { sub: 'cus_ada' }],
  ['staff', { sub: 'cus_agent', scopes: ['customers:read'] }],
])('tells %s every private field', async (_who, claims) => {
  const { customers } = await startWithAddress();
  await using _ = customers;
  const { data } = await readEntity(customers, ada, { claims: buildClaims(claims) });
  expect(Object.values(data.entities[0])).not.toContain(null);
});

it('keeps the roles from their owner, who has no scope', async () => {
  const { customers, client } = await startWithAddress();
  await using _ = customers;
  const { data, errors } = await customers.service.execute('{ me { roles } }', {}, client.request);
  expect(data).toEqual({ me: { roles: null } });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

it('resolves an address for its owner', async () => {
  const { customers, client, addressId } = await startWithAddress();
  await using _ = customers;
  const reference = { __typename: 'SavedAddress', id: addressId };
  const { data } = await readEntity(customers, reference, client.request);
  expect(data.entities).toEqual([
    { id: addressId, label: 'Home', address: { name: 'Ada Lovelace', city: 'London' } },
  ]);
});

it.each([
  ['nobody', null],
  ['another customer', buildClaims({ sub: 'cus_eve' })],
])('does not resolve an address for %s', async (_who, claims) => {
  const { customers, addressId } = await startWithAddress();
  await using _ = customers;
  const reference = { __typename: 'SavedAddress', id: addressId };
  expect((await readEntity(customers, reference, { claims })).data).toEqual({ entities: [null] });
});

it('resolves what is not there to null', async () => {
  await using customers = await startCustomers();
  const claims = buildClaims();
  for (const type of ['Customer', 'SavedAddress']) {
    const { data } = await readEntity(customers, { __typename: type, id: 'gone' }, { claims });
    expect(data).toEqual({ entities: [null] });
  }
});

it('is nobody without a sign-in', async () => {
  await using customers = await startCustomers();
  expect((await customers.service.execute('{ me { id } }')).data).toEqual({ me: null });
});

it.each(['{ customer(id: "cus_ada") { id } }', '{ customers { totalCount } }'])(
  'refuses %s without the scope customers:read',
  async (query) => {
    const { customers, client } = await startWithAddress();
    await using _ = customers;
    const { errors } = await customers.service.execute(query, {}, client.request);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  },
);

it('refuses requests that the router did not sign', async () => {
  await using customers = await startCustomers();
  const body = { query: '{ __typename }' };
  for (const as of [null, 'cart']) {
    const response = await customers.service.fetch('/graphql', { as, method: 'POST', body });
    expect(response.status).toBe(as === null ? 401 : 403);
  }
});

it('sets the cookie as a header, and takes the refresh token from one', async () => {
  const { customers, client } = await startWithAddress();
  await using _ = customers;
  const response = await customers.service.fetch('/graphql', {
    as: 'router',
    method: 'POST',
    headers: { 'x-refresh-token': client.refreshToken },
    body: { query: 'mutation { sessionRefresh { accessToken errors { __typename } } }' },
  });
  expect(await response.json()).toMatchObject({
    data: { sessionRefresh: { accessToken: expect.any(String), errors: [] } },
  });
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^refresh_token=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/u),
  ]);
});
