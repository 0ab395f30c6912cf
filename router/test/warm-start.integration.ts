import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { configShape } from '#src/config/index.ts';
import { createRouter } from '#src/router.ts';
import { createMetrics } from '#src/telemetry/metrics.ts';

import { compose } from './harness/compose.ts';
import { createTestLog, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

const QUERY = 'query Shelf($all: Boolean!) { books { id title @include(if: $all) } }';
const hits = /^router_plan_cache_lookups_total\{result="hit".*\} (?<count>\d+)$/mu;
const misses = /^router_plan_cache_lookups_total\{result="miss".*\} (?<count>\d+)$/mu;

let directory: string;
let shop: Shop;

beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'router-state-'));
  shop = await startShop();
});
afterEach(async () => {
  await shop[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

const start = () => startRouter(shop.all, { config: { plans: { directory } } });
const count = (text: string, pattern: RegExp): number =>
  Number(pattern.exec(text)?.groups?.['count'] ?? 0);

describe('a new supergraph', () => {
  it('has the plans of what clients asked before the first of them asks again', async () => {
    await using router = await start();
    await router.query(QUERY, { variables: { all: true } });
    await router.query(QUERY, { variables: { all: false } });

    await router.router.load(`# changed\n${compose(shop.all)}`);
    await router.query(QUERY, { variables: { all: true } });
    await router.query(QUERY, { variables: { all: false } });

    const { text } = await router.fetch('/metrics');
    expect({ hits: count(text, hits), misses: count(text, misses) }).toEqual({
      hits: 2,
      misses: 2,
    });
  });

  it('does not mind operations that it has no fields for', async () => {
    await using router = await start();
    await router.query('{ books { id } }');

    await router.router.load(compose([shop.readers]));

    expect((await router.query('{ books { id } }')).status).toBe(400);
    expect((await router.query('{ me { name } }')).data).toEqual({ me: { name: 'Ada' } });
  });
});

describe('the next start', () => {
  it('has the plans of the operations that were used last', async () => {
    const before = await start();
    await before.query(QUERY, { variables: { all: true } });
    await before[Symbol.asyncDispose]();

    await using router = await start();
    await router.query(QUERY, { variables: { all: true } });

    const { text } = await router.fetch('/metrics');
    expect({ hits: count(text, hits), misses: count(text, misses) }).toEqual({
      hits: 1,
      misses: 0,
    });
  });

  it('can serve the supergraph that was served last', async () => {
    const before = await start();
    await before[Symbol.asyncDispose]();
    const router = createRouter(configShape.parse({ plans: { directory } }), {
      log: createTestLog([]),
      metrics: createMetrics(),
      now: Date.now,
      newId: (prefix) => `${prefix}_1`,
    });

    expect(await router.loadLastGood()).toBe(true);
    const { body } = await router.answer({
      method: 'POST',
      url: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{"query":"{ me { name } }"}'),
      remoteAddress: null,
    });
    await router.stop();

    expect(JSON.parse(body.toString())).toEqual({ data: { me: { name: 'Ada' } } });
  });

  it('finds no variables, tokens or answers in what was kept', async () => {
    const router = await start();
    await router.query('query($id: ID!) { book(id: $id) { title } }', {
      variables: { id: 'b1' },
      headers: { 'x-cart-token': 'secret-token' },
    });
    await router[Symbol.asyncDispose]();

    const kept = readFileSync(path.join(directory, 'hot-operations.json'), 'utf8');
    expect(JSON.parse(kept)).toEqual([
      { variant: '', query: 'query($id: ID!) { book(id: $id) { title } }', forms: [{}] },
    ]);
  });

  it('has nothing to go by when nothing was kept', async () => {
    const router = createRouter(configShape.parse({ plans: { directory } }), {
      log: createTestLog([]),
      metrics: createMetrics(),
      now: Date.now,
      newId: (prefix) => `${prefix}_1`,
    });

    expect(await router.loadLastGood()).toBe(false);
    await router.stop();
  });
});
