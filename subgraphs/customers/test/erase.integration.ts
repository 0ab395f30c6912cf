import { expect, it } from 'vitest';

import {
  PASSWORD,
  type TestCustomers,
  addCustomer,
  lastCookie,
  signIn,
  startCustomers,
  tryLogin,
  eventually,
} from './build.ts';
import { readRows, readSettledBytes } from './read-file.ts';

const email = 'cus_ada@example.com';
const ERASE = `mutation ($input: AccountEraseInput!) {
  accountErase(input: $input) { ok errors { ... on UserError { code path } } }
}`;
const SAVE = `mutation { addressSave(input: { address: {
  name: "Ada Lovelace", line1: "1 Main St", city: "London", countryCode: "GB" } }) { errors { __typename } } }`;

async function startSignedIn() {
  const customers = await startCustomers();
  await addCustomer(customers, { phone: '+44 20 7946 0000' });
  const client = await signIn(customers, { email });
  const erase = async (input: object = {}) => {
    const variables = { input: { password: PASSWORD, confirm: 'ERASE', ...input } };
    return (await customers.service.execute(ERASE, variables, client.request)).data?.accountErase;
  };
  return { customers, client, erase };
}

async function readPublic({ service }: TestCustomers) {
  const query = `{ entities: _entities(representations: [{ __typename: "Customer", id: "cus_ada" }]) { ... on Customer { publicName } } }`;
  return (await service.execute(query)).data.entities;
}

it('scrubs every trace of the person from the file', async () => {
  const { customers, client, erase } = await startSignedIn();
  await using _ = customers;
  await customers.service.execute(SAVE, {}, client.request);
  expect(await erase()).toEqual({ ok: true, errors: [] });
  const rows = JSON.stringify(readRows(customers.service.db.file));
  for (const trace of [email, 'Lovelace', '1 Main St', '7946', 'scrypt$']) {
    expect(rows).not.toContain(trace);
  }
});

it('leaves nothing in free pages of the file either', async () => {
  const { customers, erase } = await startSignedIn();
  await using _ = customers;
  await erase();
  expect(readSettledBytes(customers.service.db.file)).not.toContain(email);
});

it('cannot be signed in to any more', async () => {
  const { customers, erase } = await startSignedIn();
  await using _ = customers;
  await erase();
  expect((await tryLogin(customers, { email })).errors).toMatchObject([
    { code: 'CREDENTIALS_INVALID' },
  ]);
});

it('ends every session and forgets the cookie', async () => {
  const { customers, client, erase } = await startSignedIn();
  await using _ = customers;
  await erase();
  expect(lastCookie(customers)).toBe('');
  const { refreshToken } = client;
  const query = 'mutation { sessionRefresh { accessToken } }';
  const refreshed = await customers.service.execute(query, {}, { refreshToken });
  expect(refreshed.data.sessionRefresh.accessToken).toBeNull();
});

it('is nobody to an access token that lives on', async () => {
  const { customers, client, erase } = await startSignedIn();
  await using _ = customers;
  await erase();
  const { data } = await customers.service.execute('{ me { id } }', {}, client.request);
  expect(data).toEqual({ me: null });
});

it('takes no new personal data', async () => {
  const { customers, client, erase } = await startSignedIn();
  await using _ = customers;
  await erase();
  const { errors } = await customers.service.execute(SAVE, {}, client.request);
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it('leaves a public name that says nothing', async () => {
  const { customers, erase } = await startSignedIn();
  await using _ = customers;
  await erase();
  expect(await readPublic(customers)).toEqual([{ publicName: 'Former customer' }]);
});

it('publishes the id alone', async () => {
  const { customers, erase } = await startSignedIn();
  await using _ = customers;
  await erase();
  expect((await customers.service.published()).at(-1)).toEqual({
    type: 'customers.customer.erased',
    key: 'cus_ada',
    data: { customerId: 'cus_ada' },
  });
});

it('mails no reset link to the address of somebody who is erased', async () => {
  const { customers, erase } = await startSignedIn();
  await using _ = customers;
  await erase();
  await addCustomer(customers, { id: 'cus_bob' });
  for (const to of [email, 'cus_bob@example.com']) {
    await customers.service.execute(
      `mutation { passwordResetRequest(input: { email: "${to}" }) { ok } }`,
    );
  }
  await eventually(() => expect(customers.mails()).toHaveLength(1));
  expect(customers.mails()[0]).toContain('To: cus_bob@example.com');
});

it('frees the address for a new account', async () => {
  const { customers, erase } = await startSignedIn();
  await using _ = customers;
  await erase();
  const query = `mutation { register(input: { email: "${email}", password: "${PASSWORD}", idempotencyKey: "register-0001" }) {
    customer { id } errors { __typename } } }`;
  const { data } = await customers.service.execute(query);
  expect(data.register.errors).toEqual([]);
  expect(data.register.customer.id).not.toBe('cus_ada');
});

it.each([
  ['VALIDATION', ['confirm'], { confirm: 'yes' }],
  ['CREDENTIALS_INVALID', ['password'], { password: 'wrong horse battery' }],
])('says %s of %j and erases nothing with %o', async (code, path, input) => {
  const { customers, erase } = await startSignedIn();
  await using _ = customers;
  expect(await erase(input)).toEqual({ ok: false, errors: [{ code, path }] });
  expect(await readPublic(customers)).toEqual([{ publicName: 'Ada L.' }]);
});
