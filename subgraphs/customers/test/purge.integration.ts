import { expect, it } from 'vitest';

import { createJobs } from '#src/jobs.ts';
import { createKeyRing } from '#src/key-ring.ts';

import {
  MINUTE_MS,
  PASSWORD,
  type TestCustomers,
  addCustomer,
  signIn,
  startCustomers,
  tryLogin,
} from './build.ts';
import { readRows } from './read-file.ts';

const email = 'cus_ada@example.com';
const DAY_MS = 24 * 60 * MINUTE_MS;

async function purge({ service }: TestCustomers) {
  const { db, now } = service.deps;
  const jobs = createJobs({ db, now, keys: createKeyRing(service.deps) });
  await jobs.find(({ name }) => name === 'purge')?.run();
}

/** A file with a row of everything that expires. */
async function startWithRows() {
  const customers = await startCustomers();
  await addCustomer(customers);
  await tryLogin(customers, { email, password: 'wrong horse battery' });
  const query = `mutation { register(input: { email: "eve@example.com", password: "${PASSWORD}", idempotencyKey: "register-0001" }) {
    customer { id } } }`;
  await customers.service.execute(query);
  return { customers, client: await signIn(customers, { email }) };
}

function countRows({ service }: TestCustomers) {
  const rows = readRows(service.db.file);
  const names = ['session', 'refresh_token', 'one_time_token', 'attempt', 'audit'];
  return names.map((name) => rows[name]?.length);
}

it('keeps what has not expired', async () => {
  const { customers } = await startWithRows();
  await using _ = customers;
  const before = countRows(customers);
  await purge(customers);
  expect(before).toEqual([2, 2, 1, 3, 3]);
  expect(countRows(customers)).toEqual(before);
});

it.each([
  [16, 'attempts', [2, 2, 1, 0, 3]],
  [24 * 60 + 1, 'refresh tokens', [2, 0, 1, 0, 3]],
  [48 * 60 + 1, 'mailed tokens', [2, 0, 0, 0, 3]],
  [31 * 24 * 60 + 1, 'sessions', [0, 0, 0, 0, 3]],
  [400 * 24 * 60 + 1, 'audits', [0, 0, 0, 0, 0]],
])('forgets after %i minutes the %s', async (minutes, _name, left) => {
  const { customers } = await startWithRows();
  await using _ = customers;
  customers.clock.at += minutes * MINUTE_MS;
  await purge(customers);
  expect(countRows(customers)).toEqual(left);
});

it('keeps used refresh tokens of a live session, so that their reuse is noticed', async () => {
  const { customers, client } = await startWithRows();
  await using _ = customers;
  const query = 'mutation { sessionRefresh { accessToken errors { ... on UserError { code } } } }';
  const { refreshToken } = client;
  await customers.service.execute(query, {}, { refreshToken });
  customers.clock.at += DAY_MS - MINUTE_MS;
  await purge(customers);
  const { data } = await customers.service.execute(query, {}, { refreshToken });
  const audits = readRows(customers.service.db.file)['audit'] as { action: string }[];
  expect(data.sessionRefresh.errors).toEqual([{ code: 'TOKEN_INVALID' }]);
  expect(audits.at(-1)?.action).toBe('refresh_reused');
});
