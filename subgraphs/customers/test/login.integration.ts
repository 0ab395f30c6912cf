import { expect, it } from 'vitest';

import { updateCustomer } from '#src/data/customers.ts';

import { MINUTE_MS, PASSWORD, addCustomer, claimsOf, startCustomers, tryLogin } from './build.ts';

const email = 'cus_ada@example.com';

it('signs in with e-mail and password', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers, { roles: ['merchandiser'], groups: ['vip'] });
  const { accessToken, errors } = await tryLogin(customers, { email: ' CUS_Ada@example.com ' });
  expect(errors).toEqual([]);
  expect(claimsOf(accessToken)).toEqual({
    sub: 'cus_ada',
    sid: expect.stringMatching(/^ses_/u),
    roles: ['merchandiser'],
    scopes: ['catalog:write', 'inventory:write', 'pricing:write'],
    groups: ['vip'],
  });
});

it('publishes the login by id alone', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  await tryLogin(customers, { email });
  expect(await customers.service.published()).toEqual([
    { type: 'customers.customer.logged_in', key: 'cus_ada', data: { customerId: 'cus_ada' } },
  ]);
});

it('gives the refresh token in the answer to mobile clients, and no cookie', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  const { refreshToken } = await tryLogin(customers, { email }, { variant: 'mobile' });
  expect(refreshToken).toMatch(/^[\w-]{43}$/u);
  expect(customers.service.cookies).toEqual([]);
});

it('gives everybody else a cookie, and no refresh token in the answer', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  expect((await tryLogin(customers, { email })).refreshToken).toBeNull();
  expect(customers.service.cookies).toEqual([
    expect.stringMatching(/^refresh_token=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/u),
  ]);
});

it('keeps the cookie for 30 days when asked to remember', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  await tryLogin(customers, { email, rememberMe: true });
  expect(customers.service.cookies[0]).toContain(`; Max-Age=${30 * 86_400}`);
});

it('says the same of a wrong password and of an unknown e-mail', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  const wrong = await tryLogin(customers, { email, password: 'wrong horse battery' });
  const unknown = await tryLogin(customers, { email: 'eve@example.com' });
  expect(wrong.errors).toMatchObject([{ code: 'CREDENTIALS_INVALID' }]);
  expect(unknown).toEqual(wrong);
});

it('hashes as often for an unknown e-mail as for a known one', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  await tryLogin(customers, { email, password: 'wrong horse battery' });
  const known = customers.hashed.verify;
  await tryLogin(customers, { email: 'eve@example.com' });
  expect({ known, unknown: customers.hashed.verify - known }).toEqual({ known: 1, unknown: 1 });
});

it('runs as many statements for an unknown e-mail as for a known one', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  const { service } = customers;
  const password = 'wrong horse battery';
  await tryLogin(customers, { email: 'warm@example.com' });
  const known = await service.countStatements(() => tryLogin(customers, { email, password }));
  const unknown = await service.countStatements(() =>
    tryLogin(customers, { email: 'eve@example.com' }),
  );
  expect(unknown).toBe(known);
});

it('does not sign in to an account without a password', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers, { passwordHash: null });
  expect((await tryLogin(customers, { email })).errors).toMatchObject([
    { code: 'CREDENTIALS_INVALID' },
  ]);
});

it('does not sign in with a password that is changed while it is verified', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  const { db } = customers.service;
  customers.meanwhile.run = () =>
    db.transaction((tx) => updateCustomer(tx, 'cus_ada', { passwordHash: 'another' }));
  expect((await tryLogin(customers, { email })).errors).toMatchObject([
    { code: 'CREDENTIALS_INVALID' },
  ]);
});

it.each([
  ['an e-mail that is none', { email: 'ada' }],
  ['an empty password', { email, password: '' }],
  ['a huge password', { email, password: 'x'.repeat(100_000) }],
])('refuses %s before any hashing', async (_, login) => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  expect((await tryLogin(customers, login)).errors).toMatchObject([{ code: 'VALIDATION' }]);
  expect(customers.hashed.verify).toBe(0);
});

it('limits tries of one e-mail from any address, whether it is known or not', async () => {
  await using customers = await startCustomers({ ATTEMPTS_PER_SUBJECT: '2' });
  await addCustomer(customers);
  for (const tried of [email, 'eve@example.com']) {
    const codes = [];
    for (const clientAddress of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) {
      const login = { email: tried, password: 'wrong horse battery' };
      codes.push((await tryLogin(customers, login, { clientAddress })).errors[0].code);
    }
    expect(codes).toEqual(['CREDENTIALS_INVALID', 'CREDENTIALS_INVALID', 'RATE_LIMITED']);
  }
});

it('refuses the right password, too, while the limit holds', async () => {
  await using customers = await startCustomers({ ATTEMPTS_PER_SUBJECT: '1' });
  await addCustomer(customers);
  await tryLogin(customers, { email, password: 'wrong horse battery' });
  const verified = customers.hashed.verify;
  const { accessToken, errors } = await tryLogin(customers, { email });
  expect(accessToken).toBeNull();
  expect(errors).toMatchObject([{ code: 'RATE_LIMITED', retryAfterMs: 15 * MINUTE_MS }]);
  expect(customers.hashed.verify).toBe(verified);
});

it('lets in again when the window is over', async () => {
  await using customers = await startCustomers({ ATTEMPTS_PER_SUBJECT: '1' });
  await addCustomer(customers);
  await tryLogin(customers, { email, password: 'wrong horse battery' });
  const { errors } = await tryLogin(customers, { email });
  customers.clock.at += errors[0].retryAfterMs;
  expect((await tryLogin(customers, { email })).errors).toEqual([]);
});

it('limits tries from one address over all e-mails', async () => {
  await using customers = await startCustomers({ ATTEMPTS_PER_ADDRESS: '2' });
  const codes = [];
  for (const name of ['a', 'b', 'c']) {
    codes.push((await tryLogin(customers, { email: `${name}@example.com` })).errors[0].code);
  }
  expect(codes).toEqual(['CREDENTIALS_INVALID', 'CREDENTIALS_INVALID', 'RATE_LIMITED']);
});

it('does not let an address move on within its IPv6 network', async () => {
  await using customers = await startCustomers({ ATTEMPTS_PER_ADDRESS: '1' });
  await tryLogin(customers, { email: 'a@example.com' }, { clientAddress: '2001:db8::1' });
  const moved = { clientAddress: '2001:db8::ffff' };
  const { errors } = await tryLogin(customers, { email: 'b@example.com' }, moved);
  expect(errors).toMatchObject([{ code: 'RATE_LIMITED' }]);
});

it('does not count tries that went well', async () => {
  await using customers = await startCustomers({
    ATTEMPTS_PER_SUBJECT: '1',
    ATTEMPTS_PER_ADDRESS: '1',
  });
  await addCustomer(customers);
  await tryLogin(customers, { email });
  expect((await tryLogin(customers, { email })).errors).toEqual([]);
});

it('lets no more tries through at once than one after the other', async () => {
  await using customers = await startCustomers({ ATTEMPTS_PER_SUBJECT: '3' });
  await addCustomer(customers);
  const login = { email, password: 'wrong horse battery' };
  await Promise.all(Array.from({ length: 10 }, () => tryLogin(customers, login)));
  expect(customers.hashed.verify).toBe(3);
});

it('makes the demo logins at start', async () => {
  await using customers = await startCustomers({ DEMO_LOGINS: '1' });
  for (const name of ['shopper', 'agent', 'merchandiser', 'admin']) {
    const login = { email: `${name}@example.com`, password: 'demo-password-1' };
    const { accessToken } = await tryLogin(customers, login);
    expect(claimsOf(accessToken)?.roles).toEqual(name === 'shopper' ? [] : [name]);
  }
});

it('makes the demo logins once, however often it starts', async () => {
  await using customers = await startCustomers({ DEMO_LOGINS: '1' });
  const first = await customers.service.published();
  await customers.restart();
  expect(first).toHaveLength(4);
  expect(await customers.service.published()).toEqual(first);
});

it('has no demo logins unless they are asked for', async () => {
  await using customers = await startCustomers();
  const login = { email: 'admin@example.com', password: 'demo-password-1' };
  expect((await tryLogin(customers, login)).errors).toMatchObject([
    { code: 'CREDENTIALS_INVALID' },
  ]);
});

it('takes a password in other letters for another', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  const { errors } = await tryLogin(customers, { email, password: PASSWORD.toUpperCase() });
  expect(errors).toMatchObject([{ code: 'CREDENTIALS_INVALID' }]);
});
