import { describe, expect, it } from 'vitest';

import { addCustomer, signIn, startCustomers } from './build.ts';

const email = 'cus_ada@example.com';
const ERRORS = `errors { __typename ... on UserError { code path } }`;

async function startSignedIn() {
  const customers = await startCustomers();
  await addCustomer(customers);
  const { request } = await signIn(customers, { email });
  const execute = (query: string, variables: Record<string, unknown> = {}) =>
    customers.service.execute(query, variables, request);
  return { customers, execute };
}

describe('profileUpdate', () => {
  const UPDATE = `mutation ($input: ProfileUpdateInput!) {
    profileUpdate(input: $input) { customer { firstName lastName publicName phone locale marketingConsent } ${ERRORS} }
  }`;

  it('changes what is given, clears what is null and keeps the rest', async () => {
    const { customers, execute } = await startSignedIn();
    await using _ = customers;
    const input = {
      firstName: ' Augusta ',
      lastName: null,
      phone: '+44 20 7946 0000',
      marketingConsent: true,
    };
    const { data } = await execute(UPDATE, { input });
    expect(data.profileUpdate).toEqual({
      customer: {
        firstName: 'Augusta',
        lastName: null,
        publicName: 'Ada L.',
        phone: '+44 20 7946 0000',
        locale: 'en',
        marketingConsent: true,
      },
      errors: [],
    });
  });

  it('takes an empty input for no change', async () => {
    const { customers, execute } = await startSignedIn();
    await using _ = customers;
    const { data } = await execute(UPDATE, { input: {} });
    expect(data.profileUpdate).toMatchObject({ customer: { firstName: 'Ada' }, errors: [] });
  });

  it('publishes the id, the groups and the roles', async () => {
    const { customers, execute } = await startSignedIn();
    await using _ = customers;
    await execute(UPDATE, { input: { firstName: 'Augusta' } });
    expect((await customers.service.published()).at(-1)).toEqual({
      type: 'customers.customer.updated',
      key: 'cus_ada',
      data: { customerId: 'cus_ada', groups: [], roles: [] },
    });
  });

  it.each([
    ['firstName', { firstName: 'x'.repeat(81) }],
    ['publicName', { publicName: null }],
    ['phone', { phone: 'call me' }],
    ['marketingConsent', { marketingConsent: null }],
  ])('refuses a bad %s', async (field, input) => {
    const { customers, execute } = await startSignedIn();
    await using _ = customers;
    const { data } = await execute(UPDATE, { input });
    expect(data.profileUpdate).toEqual({
      customer: null,
      errors: [{ __typename: 'ValidationError', code: 'VALIDATION', path: [field] }],
    });
  });
});

describe('addresses', () => {
  const BOOK = `addresses { id label isDefaultShipping isDefaultBilling address { name line1 line2 city countryCode } }
    defaultShippingAddress { label } defaultBillingAddress { label }`;
  const SAVE = `mutation ($input: AddressSaveInput!) { addressSave(input: $input) { customer { ${BOOK} } ${ERRORS} } }`;
  const DELETE = `mutation ($id: ID!) { addressDelete(id: $id) { customer { ${BOOK} } ${ERRORS} } }`;
  const address = { name: 'Ada Lovelace', line1: '1 Main St', city: 'London', countryCode: 'GB' };

  async function startWithBook() {
    const { customers, execute } = await startSignedIn();
    const save = async (input: object) => {
      const { data } = await execute(SAVE, { input: { address, ...input } });
      return data.addressSave;
    };
    return { customers, execute, save };
  }

  it('adds an address', async () => {
    const { customers, save } = await startWithBook();
    await using _ = customers;
    const { customer, errors } = await save({ label: 'Home' });
    expect(errors).toEqual([]);
    expect(customer).toEqual({
      addresses: [
        {
          id: expect.stringMatching(/^adr_/u),
          label: 'Home',
          isDefaultShipping: false,
          isDefaultBilling: false,
          address: { ...address, line2: null },
        },
      ],
      defaultShippingAddress: null,
      defaultBillingAddress: null,
    });
  });

  it('replaces an address and keeps its marks', async () => {
    const { customers, save } = await startWithBook();
    await using _ = customers;
    const { id } = (await save({ label: 'Home', isDefaultShipping: true })).customer.addresses[0];
    const { customer } = await save({
      id,
      label: 'Cottage',
      address: { ...address, city: 'Ockham' },
    });
    expect(customer.addresses).toMatchObject([
      { id, label: 'Cottage', address: { city: 'Ockham' } },
    ]);
    expect(customer.defaultShippingAddress).toEqual({ label: 'Cottage' });
  });

  it('has one default for shipping and one for billing', async () => {
    const { customers, save } = await startWithBook();
    await using _ = customers;
    await save({ label: 'Home', isDefaultShipping: true, isDefaultBilling: true });
    const { customer } = await save({ label: 'Office', isDefaultShipping: true });
    expect(customer.defaultShippingAddress).toEqual({ label: 'Office' });
    expect(customer.defaultBillingAddress).toEqual({ label: 'Home' });
  });

  it('takes a mark away', async () => {
    const { customers, save } = await startWithBook();
    await using _ = customers;
    const { id } = (await save({ isDefaultShipping: true })).customer.addresses[0];
    expect(
      (await save({ id, isDefaultShipping: false })).customer.defaultShippingAddress,
    ).toBeNull();
  });

  it('deletes an address', async () => {
    const { customers, execute, save } = await startWithBook();
    await using _ = customers;
    const { id } = (await save({})).customer.addresses[0];
    expect((await execute(DELETE, { id })).data.addressDelete).toMatchObject({
      customer: { addresses: [] },
      errors: [],
    });
    expect((await execute(DELETE, { id })).data.addressDelete.errors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
  });

  it('neither replaces nor deletes the address of somebody else', async () => {
    const { customers, save } = await startWithBook();
    await using _ = customers;
    const { id } = (await save({ label: 'Home' })).customer.addresses[0];
    await addCustomer(customers, { id: 'cus_eve' });
    const eve = await signIn(customers, { email: 'cus_eve@example.com' });
    const input = { id, label: 'Mine', address };
    const saved = await customers.service.execute(SAVE, { input }, eve.request);
    const deleted = await customers.service.execute(DELETE, { id }, eve.request);
    expect(saved.data.addressSave.errors).toEqual([
      { __typename: 'NotFoundError', code: 'NOT_FOUND', path: ['id'] },
    ]);
    expect(deleted.data.addressDelete.errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await save({ label: 'Office' })).customer.addresses).toMatchObject([
      { id, label: 'Home' },
      { label: 'Office' },
    ]);
  });

  it('holds 50 addresses', async () => {
    const { customers, save } = await startWithBook();
    await using _ = customers;
    for (let count = 0; count < 50; count++) {
      await save({});
    }
    expect((await save({})).errors).toMatchObject([{ code: 'VALIDATION' }]);
  });

  it.each([
    [['label'], { label: 'x'.repeat(41) }],
    [['address', 'city'], { address: { ...address, city: ' ' } }],
    [['address', 'line1'], { address: { ...address, line1: 'x'.repeat(121) } }],
    [['address', 'name'], { address: { ...address, name: 'Ada\nEve' } }],
  ])('refuses a bad %j', async (path, input) => {
    const { customers, save } = await startWithBook();
    await using _ = customers;
    expect((await save(input)).errors).toMatchObject([{ code: 'VALIDATION', path }]);
  });

  it('refuses a country that is no code', async () => {
    const { customers, execute } = await startWithBook();
    await using _ = customers;
    const input = { address: { ...address, countryCode: 'Narnia' } };
    expect((await execute(SAVE, { input })).errors).toHaveLength(1);
  });
});
