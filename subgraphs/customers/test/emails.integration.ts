import { expect, it } from 'vitest';

import {
  PASSWORD,
  type TestCustomers,
  addCustomer,
  findMailedToken,
  signIn,
  startCustomers,
  tryLogin,
  eventually,
} from './build.ts';

const email = 'cus_ada@example.com';
const newEmail = 'countess@example.com';

const ERRORS = `errors { __typename ... on UserError { code path } }`;
const REQUEST = `mutation ($input: EmailChangeRequestInput!) { emailChangeRequest(input: $input) { ok ${ERRORS} } }`;
const CONFIRM = `mutation ($token: String!) { emailChangeConfirm(token: $token) { ok ${ERRORS} } }`;

async function startSignedIn() {
  const customers = await startCustomers();
  await addCustomer(customers);
  const client = await signIn(customers, { email });
  const requestChange = async (input: object = {}) => {
    const variables = { input: { newEmail, password: PASSWORD, ...input } };
    const { data } = await customers.service.execute(REQUEST, variables, client.request);
    return data.emailChangeRequest;
  };
  return { customers, client, requestChange };
}

async function confirm({ service }: TestCustomers, token: string) {
  return (await service.execute(CONFIRM, { token })).data.emailChangeConfirm;
}

async function readToken(customers: TestCustomers): Promise<string> {
  return eventually(() => {
    const token = findMailedToken(customers, 'use this address for your account');
    expect(token).toBeDefined();
    return token ?? '';
  });
}

it('keeps the old address until the new one is confirmed', async () => {
  const { customers, requestChange } = await startSignedIn();
  await using _ = customers;
  expect(await requestChange()).toEqual({ ok: true, errors: [] });
  expect((await tryLogin(customers, { email })).errors).toEqual([]);
  await confirm(customers, await readToken(customers));
  expect((await tryLogin(customers, { email: newEmail })).errors).toEqual([]);
  expect((await tryLogin(customers, { email })).errors).toMatchObject([
    { code: 'CREDENTIALS_INVALID' },
  ]);
});

it('mails the link to the new address, and the news to the old one', async () => {
  const { customers, requestChange } = await startSignedIn();
  await using _ = customers;
  await requestChange();
  const token = await readToken(customers);
  expect(customers.mails()[0]).toContain(`To: ${newEmail}`);
  await confirm(customers, token);
  await eventually(() => expect(customers.mails()[1]).toContain(`To: ${email}`));
});

it('uses a token once', async () => {
  const { customers, requestChange } = await startSignedIn();
  await using _ = customers;
  await requestChange();
  const token = await readToken(customers);
  await confirm(customers, token);
  expect((await confirm(customers, token)).errors).toMatchObject([{ code: 'TOKEN_INVALID' }]);
});

it('refuses an expired token', async () => {
  const { customers, requestChange } = await startSignedIn();
  await using _ = customers;
  await requestChange();
  const token = await readToken(customers);
  customers.clock.at += 24 * 3_600_000;
  expect((await confirm(customers, token)).errors).toMatchObject([{ code: 'TOKEN_EXPIRED' }]);
});

it('refuses a forged token', async () => {
  await using customers = await startCustomers();
  expect((await confirm(customers, 'A'.repeat(43))).errors).toMatchObject([
    { code: 'TOKEN_INVALID' },
  ]);
});

it('ends links in the old mailbox', async () => {
  const { customers, requestChange } = await startSignedIn();
  await using _ = customers;
  const ask = `mutation { passwordResetRequest(input: { email: "${email}" }) { ok } }`;
  await customers.service.execute(ask);
  const resetToken = await eventually(() => {
    const found = findMailedToken(customers, 'set a new password');
    expect(found).toBeDefined();
    return found;
  });
  await requestChange();
  await confirm(customers, await readToken(customers));
  const reset = `mutation { passwordReset(input: { token: "${resetToken}", newPassword: "another horse" }) { ${ERRORS} } }`;
  const { data } = await customers.service.execute(reset);
  expect(data.passwordReset.errors).toMatchObject([{ code: 'TOKEN_INVALID' }]);
});

it('says EMAIL_TAKEN for an address of somebody else', async () => {
  const { customers, requestChange } = await startSignedIn();
  await using _ = customers;
  await addCustomer(customers, { id: 'cus_eve', email: newEmail });
  expect(await requestChange()).toMatchObject({ ok: false, errors: [{ code: 'EMAIL_TAKEN' }] });
});

it('says EMAIL_TAKEN when somebody took the address before it was confirmed', async () => {
  const { customers, requestChange } = await startSignedIn();
  await using _ = customers;
  await requestChange();
  const token = await readToken(customers);
  await addCustomer(customers, { id: 'cus_eve', email: newEmail });
  expect((await confirm(customers, token)).errors).toMatchObject([{ code: 'EMAIL_TAKEN' }]);
});

it.each([
  ['CREDENTIALS_INVALID', ['password'], { password: 'wrong horse battery' }],
  ['VALIDATION', ['newEmail'], { newEmail: 'countess' }],
])('says %s of %j in %o', async (code, path, input) => {
  const { customers, requestChange } = await startSignedIn();
  await using _ = customers;
  expect(await requestChange(input)).toMatchObject({ ok: false, errors: [{ code, path }] });
});

it('publishes the change without the address', async () => {
  const { customers, requestChange } = await startSignedIn();
  await using _ = customers;
  await requestChange();
  await confirm(customers, await readToken(customers));
  expect((await customers.service.published()).at(-1)).toEqual({
    type: 'customers.customer.updated',
    key: 'cus_ada',
    data: { customerId: 'cus_ada', groups: [], roles: [] },
  });
});
