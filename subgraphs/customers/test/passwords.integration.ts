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
const NEXT = 'another horse battery';

const ERRORS = `errors { __typename ... on UserError { code message path } }`;
const REQUEST = `mutation ($email: String!) { passwordResetRequest(input: { email: $email }) { ok ${ERRORS} } }`;
const RESET = `mutation ($token: String!, $newPassword: String!) {
  passwordReset(input: { token: $token, newPassword: $newPassword }) {
    customer { id } accessToken verificationRequired ${ERRORS}
  }
}`;
const CHANGE = `mutation ($input: PasswordChangeInput!) { passwordChange(input: $input) { ok ${ERRORS} } }`;

async function requestReset({ service }: TestCustomers, to: string) {
  return (await service.execute(REQUEST, { email: to })).data.passwordResetRequest;
}

async function reset({ service }: TestCustomers, token: string, newPassword = NEXT) {
  return (await service.execute(RESET, { token, newPassword })).data.passwordReset;
}

async function requestToken(customers: TestCustomers): Promise<string> {
  const before = findMailedToken(customers, 'set a new password');
  await requestReset(customers, email);
  return eventually(() => {
    const token = findMailedToken(customers, 'set a new password');
    if (token === undefined || token === before) {
      throw new Error('There is no mail yet.');
    }
    return token;
  });
}

async function startWithCustomer() {
  const customers = await startCustomers();
  await addCustomer(customers, { emailVerifiedAt: null });
  return customers;
}

it('sets a new password with the token of the mail, and gives no tokens', async () => {
  await using customers = await startWithCustomer();
  const answer = await reset(customers, await requestToken(customers));
  expect(answer).toMatchObject({ accessToken: null, verificationRequired: false, errors: [] });
  expect((await tryLogin(customers, { email, password: NEXT })).errors).toEqual([]);
  expect((await tryLogin(customers, { email })).errors).toMatchObject([
    { code: 'CREDENTIALS_INVALID' },
  ]);
});

it('ends every session when the password is reset', async () => {
  await using customers = await startWithCustomer();
  const { refreshToken } = await signIn(customers, { email });
  await reset(customers, await requestToken(customers));
  const query = 'mutation { sessionRefresh { accessToken } }';
  const { data } = await customers.service.execute(query, {}, { refreshToken });
  expect(data.sessionRefresh.accessToken).toBeNull();
});

it('tells the customer that the password was changed', async () => {
  await using customers = await startWithCustomer();
  await reset(customers, await requestToken(customers));
  await eventually(() =>
    expect(customers.mails().at(-1)).toContain('The password of your account was changed'),
  );
});

it('answers the same for an unknown e-mail, and mails nobody', async () => {
  await using customers = await startWithCustomer();
  const unknown = await requestReset(customers, 'eve@example.com');
  expect(unknown).toEqual(await requestReset(customers, email));
  expect(unknown).toEqual({ ok: true, errors: [] });
  await eventually(() => expect(customers.mails()).toHaveLength(1));
  expect(customers.mails()[0]).not.toContain('eve@example.com');
});

it('runs as many statements before the answer for an unknown e-mail as for a known one', async () => {
  await using customers = await startWithCustomer();
  const { service } = customers;
  await requestReset(customers, 'warm@example.com');
  const unknown = await service.countStatements(() => requestReset(customers, 'eve@example.com'));
  const known = await service.countStatements(() => requestReset(customers, email));
  expect(known).toBe(unknown);
});

it('mails nobody a fifth link in a quarter of an hour', async () => {
  await using customers = await startWithCustomer();
  for (let count = 0; count < 4; count++) {
    await requestReset(customers, email);
  }
  const answer = await requestReset(customers, email);
  expect(answer).toMatchObject({ ok: false, errors: [{ code: 'RATE_LIMITED' }] });
});

it('refuses a used reset token', async () => {
  await using customers = await startWithCustomer();
  const token = await requestToken(customers);
  await reset(customers, token);
  expect((await reset(customers, token)).errors).toMatchObject([{ code: 'TOKEN_INVALID' }]);
});

it('uses a reset token once when it comes twice at the same time', async () => {
  await using customers = await startWithCustomer();
  const token = await requestToken(customers);
  const answers = await Promise.all(
    [NEXT, `${NEXT} 2`].map((next) => reset(customers, token, next)),
  );
  expect(answers.map(({ errors }) => errors.length)).toEqual(expect.arrayContaining([0, 1]));
});

it('refuses an older reset token when there is a later one', async () => {
  await using customers = await startWithCustomer();
  const older = await requestToken(customers);
  await requestToken(customers);
  expect((await reset(customers, older)).errors).toMatchObject([{ code: 'TOKEN_INVALID' }]);
});

it('refuses an expired reset token', async () => {
  await using customers = await startWithCustomer();
  const token = await requestToken(customers);
  customers.clock.at += 3_600_000;
  expect((await reset(customers, token)).errors).toMatchObject([{ code: 'TOKEN_EXPIRED' }]);
});

it('refuses a forged reset token without hashing', async () => {
  await using customers = await startWithCustomer();
  const { errors } = await reset(customers, 'A'.repeat(43));
  expect(errors).toMatchObject([{ __typename: 'TokenError', code: 'TOKEN_INVALID' }]);
  expect(customers.hashed.hash).toBe(0);
});

it('keeps the reset token when the new password is not good enough', async () => {
  await using customers = await startWithCustomer();
  const token = await requestToken(customers);
  expect((await reset(customers, token, email)).errors).toMatchObject([
    { code: 'PASSWORD_POLICY', path: ['newPassword'] },
  ]);
  expect((await reset(customers, token)).errors).toEqual([]);
});

it('does not take the token of another mail for a reset token', async () => {
  await using customers = await startWithCustomer();
  const { request } = await signIn(customers, { email });
  await customers.service.execute('mutation { emailVerifyRequest { ok } }', {}, request);
  const token = await eventually(() => {
    const found = findMailedToken(customers, 'confirm your e-mail');
    expect(found).toBeDefined();
    return found ?? '';
  });
  expect((await reset(customers, token)).errors).toMatchObject([{ code: 'TOKEN_INVALID' }]);
});

async function change(customers: TestCustomers, request: object, input: object = {}) {
  const variables = { input: { currentPassword: PASSWORD, newPassword: NEXT, ...input } };
  return customers.service.execute(CHANGE, variables, request);
}

it('changes the password with the old one', async () => {
  await using customers = await startWithCustomer();
  const { request } = await signIn(customers, { email });
  expect((await change(customers, request)).data.passwordChange).toEqual({ ok: true, errors: [] });
  expect((await tryLogin(customers, { email, password: NEXT })).errors).toEqual([]);
});

it('ends every other session when the password is changed, and keeps this one', async () => {
  await using customers = await startWithCustomer();
  const other = await signIn(customers, { email });
  const client = await signIn(customers, { email });
  await change(customers, client.request);
  const tokens = [];
  for (const { refreshToken } of [other, client]) {
    const query = 'mutation { sessionRefresh { accessToken } }';
    const { data } = await customers.service.execute(query, {}, { refreshToken });
    tokens.push(data.sessionRefresh.accessToken);
  }
  expect(tokens).toEqual([null, expect.any(String)]);
});

it('ends a reset link when the password is changed', async () => {
  await using customers = await startWithCustomer();
  const token = await requestToken(customers);
  const { request } = await signIn(customers, { email });
  await change(customers, request);
  expect((await reset(customers, token)).errors).toMatchObject([{ code: 'TOKEN_INVALID' }]);
});

it.each([
  ['CREDENTIALS_INVALID', ['currentPassword'], { currentPassword: 'wrong horse battery' }],
  ['VALIDATION', ['currentPassword'], { currentPassword: '' }],
  ['PASSWORD_POLICY', ['newPassword'], { newPassword: 'short' }],
])('says %s of %j when changing the password with %o', async (code, path, input) => {
  await using customers = await startWithCustomer();
  const { request } = await signIn(customers, { email });
  const { data } = await change(customers, request, input);
  expect(data.passwordChange).toMatchObject({ ok: false, errors: [{ code, path }] });
  expect((await tryLogin(customers, { email })).errors).toEqual([]);
});

it('says that the current password is not theirs, and no word of an e-mail', async () => {
  await using customers = await startWithCustomer();
  const { request } = await signIn(customers, { email });
  const { data } = await change(customers, request, { currentPassword: 'wrong horse battery' });
  expect(data.passwordChange.errors).toMatchObject([{ message: 'This is not your password.' }]);
});

it('counts guesses of the current password together with those at login', async () => {
  await using customers = await startCustomers({ ATTEMPTS_PER_SUBJECT: '2' });
  await addCustomer(customers);
  const { request } = await signIn(customers, { email });
  await tryLogin(customers, { email, password: 'wrong horse battery' });
  await change(customers, request, { currentPassword: 'wrong horse battery' });
  const { data } = await change(customers, request);
  expect(data.passwordChange.errors).toMatchObject([{ code: 'RATE_LIMITED' }]);
});

it('says UNAUTHENTICATED when nobody is signed in', async () => {
  await using customers = await startWithCustomer();
  const { errors } = await change(customers, {});
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});
