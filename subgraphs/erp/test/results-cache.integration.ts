import { createTestDatabase } from '@supergraph/kit/testing';
import { expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';

import { countResults } from '#src/data/results.ts';
import { type Asked, createResultsCache } from '#src/results-cache.ts';

import {
  askVariants,
  buildCart,
  createErp,
  readOptions,
  readStatus,
  startUpstream,
} from './build.ts';

const NOW = Date.parse('2026-06-15T12:00:00.000Z');
const MINUTE_MS = 60_000;
const withPostalCode = (postalCode: string) =>
  buildCart({ shippingAddress: { countryCode: 'DE', postalCode, region: null } });

it('asks once for 100 equal quotes, again for another area, and again after 5 minutes', async () => {
  let now = NOW;
  await using upstream = await startUpstream();
  await using service = await createErp(upstream, { now: () => now });
  const [first] = await readOptions(service);
  expect(first.provenance).toEqual({ source: 'LIVE', asOf: '2026-06-15T12:00:00.000Z' });
  now += 5 * MINUTE_MS - 1;
  for (let again = 1; again < 100; again++) {
    const options = await readOptions(service);
    expect(options[0]).toEqual({
      ...first,
      provenance: { source: 'CACHED', asOf: '2026-06-15T12:00:00.000Z' },
    });
  }
  expect(await upstream.count('GetFreightQuote')).toBe(1);
  // Another house, another area.
  await readOptions(service, withPostalCode('10999'));
  expect(await upstream.count('GetFreightQuote')).toBe(1);
  await readOptions(service, withPostalCode('80331'));
  expect(await upstream.count('GetFreightQuote')).toBe(2);
  now += 1;
  expect((await readOptions(service))[0].provenance.source).toBe('LIVE');
  expect(await upstream.count('GetFreightQuote')).toBe(3);
  expect(await readStatus(service)).toMatchObject({ cacheEntries: 2, upstreamCalls: 3 });
});

it('asks once for 50 at the same time', async () => {
  await using upstream = await startUpstream({ behaviour: { latencyMs: [100, 100] } });
  await using service = await createErp(upstream);
  const all = await Promise.all(Array.from({ length: 50 }, () => readOptions(service)));
  expect(new Set(all.map((options) => JSON.stringify(options))).size).toBe(1);
  expect(all[0].length).toBeGreaterThan(1);
  expect(await upstream.count('GetFreightQuote')).toBe(1);
});

it('asks only for what a page has new', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  await askVariants(service, ['1', '2', '3'], 'listPrice { amount }');
  const { data } = await askVariants(service, ['2', '4', '3'], 'listPrice { amount }');
  const book = await upstream.control('/price-book', {
    currency: 'USD',
    materials: ['2', '4', '3'],
  });
  expect(data._entities).toEqual(
    ['2', '4', '3'].map((sku) => ({
      listPrice: book[sku].amount === null ? null : { amount: book[sku].amount },
    })),
  );
  expect(await upstream.count('GetListPrice')).toBe(2);
  expect(await readStatus(service)).toMatchObject({ cacheEntries: 4, cacheHitRatio: 2 / 6 });
});

it('gives the same answers when it is off', async () => {
  await using upstream = await startUpstream({ now: () => NOW });
  const options = { now: () => NOW };
  await using cached = await createErp(upstream, options);
  await using plain = await createErp(upstream, { ...options, settings: { RESULTS_CACHE: 'off' } });
  const strip = (found: object[]) => found.map((option) => ({ ...option, provenance: null }));
  for (const cart of [
    buildCart(),
    buildCart({ lines: [{ quantity: 1, variant: { sku: 'A-1', weightGrams: 1433 } }] }),
    // The same for both, since both ask about 1,500 g.
    buildCart({ lines: [{ quantity: 1, variant: { sku: 'A-1', weightGrams: 1500 } }] }),
    withPostalCode('80 331'),
    buildCart({ countryCode: 'US', currencyCode: 'KWD', shippingAddress: null }),
  ]) {
    await readOptions(cached, cart);
    const again = await readOptions(cached, cart);
    const asked = await readOptions(plain, cart);
    expect(strip(asked)).toEqual(strip(again));
    expect([again[0].provenance.source, asked[0].provenance.source]).toEqual(['CACHED', 'LIVE']);
  }
  expect(await readStatus(plain)).toMatchObject({ cacheEntries: 0, cacheHitRatio: 0 });
});

it('gives what it has for a day when the ERP cannot be asked', async () => {
  let now = NOW;
  await using upstream = await startUpstream();
  await using service = await createErp(upstream, { now: () => now });
  const live = await readOptions(service);
  await askVariants(service, ['1000000'], 'listPrice { amount }');
  await upstream.control('/behaviour', { maintenance: true });
  now += 24 * 60 * MINUTE_MS - 1;
  const stale = await readOptions(service);
  expect(stale[0]).toEqual({
    ...live[0],
    provenance: { source: 'CACHED', asOf: '2026-06-15T12:00:00.000Z' },
  });
  const { data } = await askVariants(service, ['1000000'], 'listPrice { amount }');
  expect(data._entities[0].listPrice).not.toBeNull();
  now += 1;
  const [option] = await readOptions(service);
  expect(option.provenance).toEqual({ source: 'FALLBACK', asOf: '2026-06-16T12:00:00.000Z' });
});

const migrations = fileURLToPath(new URL('../migrations', import.meta.url));

it('keeps the newest 5,000', async () => {
  using db = createTestDatabase(migrations);
  let now = NOW;
  const cache = createResultsCache({ db, now: () => now, isOn: true });
  let calls = 0;
  const ask = async (keys: readonly string[]): Promise<Asked<string>> => {
    calls += 1;
    return { status: 'answered', values: new Map(keys.map((key) => [key, key])) };
  };
  const keys = Array.from({ length: 5001 }, (_, index) => `k${index}`);
  for (const key of [keys.slice(0, 1), keys.slice(1)]) {
    await cache.lookUp({ operation: 'O', keys: key, ask });
    now += 1;
  }
  expect(await countResults(db.reader)).toBe(5000);
  await cache.lookUp({ operation: 'O', keys: keys.slice(1), ask });
  expect(calls).toBe(2);
  await cache.lookUp({ operation: 'O', keys: ['k0'], ask });
  expect(calls).toBe(3);
});

it('is still there when the process is another one', async () => {
  using db = createTestDatabase(migrations);
  const ask = async (keys: readonly string[]): Promise<Asked<null>> => ({
    status: 'answered',
    values: new Map(keys.map((key) => [key, null])),
  });
  const question = { operation: 'O', keys: ['a'], ask };
  await createResultsCache({ db, now: () => NOW, isOn: true }).lookUp(question);
  const found = await createResultsCache({ db, now: () => NOW + 1, isOn: true }).lookUp({
    ...question,
    ask: () => Promise.reject(new Error('asked again')),
  });
  expect(found.get('a')).toEqual({
    status: 'known',
    value: null,
    provenance: { source: 'CACHED', asOf: NOW },
  });
});
