import { expect, it } from 'vitest';

import { createHasher } from './hasher.ts';

const cheap = { logN: 4, p: 1 };

it('verifies the password it hashed', async () => {
  const hasher = createHasher(cheap);
  expect(await hasher.verify('correct horse', await hasher.hash('correct horse'))).toBe(true);
});

it('refuses another password', async () => {
  const hasher = createHasher(cheap);
  expect(await hasher.verify('correct horsf', await hasher.hash('correct horse'))).toBe(false);
});

it('salts: the same password has two hashes', async () => {
  const hasher = createHasher(cheap);
  expect(await hasher.hash('correct horse')).not.toBe(await hasher.hash('correct horse'));
});

it('verifies a hash made at another cost', async () => {
  const stored = await createHasher({ logN: 5, p: 2 }).hash('correct horse');
  expect(await createHasher(cheap).verify('correct horse', stored)).toBe(true);
});

it.each([null, '', 'plain', 'scrypt$4$8$1$short$short'])(
  'answers false for the hash %j',
  async (stored) => {
    expect(await createHasher(cheap).verify('', stored)).toBe(false);
  },
);

it('takes a password composed of other code points for the same', async () => {
  const hasher = createHasher(cheap);
  expect(await hasher.verify('cafe\u0301 creme', await hasher.hash('caf\u00e9 creme'))).toBe(true);
});

it('does the work without a hash, too', async () => {
  const hasher = createHasher({ logN: 14, p: 1 });
  const startedAt = performance.now();
  await hasher.verify('wrong horse!', null);
  expect(performance.now() - startedAt).toBeGreaterThan(4);
});

it('refuses callers when too many wait', async () => {
  const hasher = createHasher({ ...cheap, concurrency: 1, maxWaiting: 1 });
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => hasher.hash('correct horse')));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
});

it('goes on after callers were refused', async () => {
  const hasher = createHasher({ ...cheap, concurrency: 1, maxWaiting: 0 });
  await Promise.allSettled([1, 2, 3].map(() => hasher.hash('correct horse')));
  await expect(hasher.hash('correct horse')).resolves.toMatch(/^scrypt\$/u);
});
