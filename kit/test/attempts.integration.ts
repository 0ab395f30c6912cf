import { expect, it } from 'vitest';

import { purgeAttempts, takeAttempt } from '#src/attempts.ts';
import { createKeyedHash } from '#src/keyed-hash.ts';
import { attempt } from '#src/tables.ts';

import { type TestDatabase, createTestDatabase } from '../testing/database.ts';

const QUARTER_MS = 15 * 60_000;
const tried = [
  { name: 'number A', limit: 3 },
  { name: 'network N', limit: 5 },
];

const open = (db: TestDatabase, now = 0) => ({
  db,
  now: () => now,
  keyedHash: createKeyedHash(db),
});

it('lets no more tries through than there are, however many come at a time', async () => {
  using db = createTestDatabase();
  const verdicts = await Promise.all(
    Array.from({ length: 10 }, () => takeAttempt(tried, open(db, 60_000))),
  );
  expect(verdicts.filter(({ status }) => status === 'allowed')).toHaveLength(3);
  expect(verdicts.at(-1)).toEqual({ status: 'limited', retryAfterMs: QUARTER_MS - 60_000 });
});

it('counts each subject by itself', async () => {
  using db = createTestDatabase();
  const [, network] = tried;
  const take = (name: string) =>
    takeAttempt([{ name, limit: 3 }, ...(network === undefined ? [] : [network])], open(db));
  const verdicts = [];
  for (const name of ['A', 'A', 'B', 'B', 'C', 'C']) {
    verdicts.push((await take(name)).status);
  }
  expect(verdicts).toEqual([...Array.from({ length: 5 }, () => 'allowed'), 'limited']);
});

it('does not count a try that went well', async () => {
  using db = createTestDatabase();
  for (let at = 0; at < 10; at += 1) {
    const verdict = await takeAttempt(tried, open(db));
    expect(verdict.status).toBe('allowed');
    await (verdict.status === 'allowed' ? verdict.refund() : undefined);
  }
});

it('begins anew with the next quarter of an hour, and forgets the one before', async () => {
  using db = createTestDatabase();
  for (let at = 0; at < 4; at += 1) {
    await takeAttempt(tried, open(db));
  }
  expect((await takeAttempt(tried, open(db, QUARTER_MS))).status).toBe('allowed');
  await db.transaction((tx) => purgeAttempts(tx, 2 * QUARTER_MS));
  expect(await db.reader.$count(attempt)).toBe(2);
});

it('stores no name, and the same hash for it in every process', async () => {
  using db = createTestDatabase();
  await takeAttempt(tried, open(db));
  await takeAttempt(tried, open(db));
  const rows = db.reader.select().from(attempt).all();
  expect(rows.map(({ tries }) => tries)).toEqual([2, 2]);
  expect(JSON.stringify(rows)).not.toMatch(/number|network/u);
});
