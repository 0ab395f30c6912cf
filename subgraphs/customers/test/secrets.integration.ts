import { statSync } from 'node:fs';

import { expect, it } from 'vitest';

import {
  PASSWORD,
  type TestCustomers,
  claimsOf,
  findMailedToken,
  lastCookie,
  startCustomers,
  tryLogin,
  eventually,
} from './build.ts';
import { readBytes, readRows } from './read-file.ts';

const email = 'ada@example.com';
const newEmail = 'countess@example.com';
const clientAddress = '203.0.113.77';

/** Walks through every flow that makes a token; answers all of them. */
async function makeEveryToken(customers: TestCustomers): Promise<string[]> {
  const { service } = customers;
  const execute = (query: string, request: object = {}) =>
    service.execute(query, {}, { clientAddress, ...request });
  const { data } = await execute(`mutation { register(input: {
    email: "${email}", password: "${PASSWORD}", firstName: "Augusta", lastName: "Lovelace", idempotencyKey: "register-0001"
  }) { accessToken } }`);
  const tokens = [data.register.accessToken, lastCookie(customers)];
  const refreshToken = lastCookie(customers);
  const refreshed = await execute('mutation { sessionRefresh { accessToken } }', { refreshToken });
  tokens.push(refreshed.data.sessionRefresh.accessToken, lastCookie(customers));
  await tryLogin(customers, { email, password: 'wrong horse battery' }, { clientAddress });
  const claims = claimsOf(data.register.accessToken);
  await execute(`mutation { passwordResetRequest(input: { email: "${email}" }) { ok } }`);
  await execute(
    `mutation { emailChangeRequest(input: { newEmail: "${newEmail}", password: "${PASSWORD}" }) { ok } }`,
    { claims },
  );
  await eventually(() => expect(customers.mails()).toHaveLength(3));
  const texts = ['confirm your e-mail', 'set a new password', 'use this address'];
  return [...tokens, ...texts.map((text) => findMailedToken(customers, text))].map(String);
}

it('stores no token and no password, not even in deleted pages', async () => {
  await using customers = await startCustomers();
  const tokens = await makeEveryToken(customers);
  const bytes = readBytes(customers.service.db.file);
  expect(tokens).toHaveLength(7);
  expect(bytes).toContain('cus_');
  for (const secret of [...tokens, PASSWORD, 'wrong horse battery']) {
    expect(secret.length).toBeGreaterThan(10);
    expect(bytes).not.toContain(secret);
  }
});

it('writes no e-mail, name or network address outside of the customer and the mailed tokens', async () => {
  await using customers = await startCustomers();
  await makeEveryToken(customers);
  const { customer, one_time_token: mailed, ...others } = readRows(customers.service.db.file);
  expect(customer).toHaveLength(1);
  expect(mailed).toHaveLength(3);
  expect(others['outbox']).not.toHaveLength(0);
  expect(others['idempotency']).toHaveLength(1);
  expect(others['audit']).not.toHaveLength(0);
  expect(others['attempt']).not.toHaveLength(0);
  const rows = JSON.stringify(others).toLowerCase();
  for (const trace of [email, newEmail, 'augusta', 'lovelace', clientAddress]) {
    expect(rows).not.toContain(trace);
  }
});

it('hashes what could be guessed under a key of this file', async () => {
  await using one = await startCustomers();
  await using other = await startCustomers();
  const hashes = [];
  for (const customers of [one, other]) {
    await tryLogin(customers, { email });
    hashes.push(readRows(customers.service.db.file)['attempt']);
  }
  expect(hashes[0]).toHaveLength(2);
  expect(hashes[0]).not.toEqual(hashes[1]);
});

it('notes who did what, also when it went wrong', async () => {
  await using customers = await startCustomers();
  await makeEveryToken(customers);
  const audits = readRows(customers.service.db.file)['audit'] as {
    action: string;
    ip_hash: string;
  }[];
  expect(audits.map(({ action }) => action).toSorted()).toEqual([
    'email_change_requested',
    'login_failed',
    'password_reset_requested',
    'registered',
  ]);
  expect(new Set(audits.map(({ ip_hash: ipHash }) => ipHash)).size).toBe(1);
});

it('keeps the database from other users of the machine', async () => {
  await using customers = await startCustomers();
  const { mode } = statSync(customers.service.db.file);
  expect(mode & 0o077).toBe(0);
});
