import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type CatalogGraph, startCatalogGraph } from './harness/catalog-graph.ts';
import type { LoggedProcess } from './harness/logged-process.ts';
import type { Answer } from './harness/query.ts';
import { askUntil } from './harness/shop.ts';

const LEASE_MS = 900;
const POLL_WITHIN_MS = 10_000;

const OLD = '{ variantBySku(sku: "NONE") { id } }';
const NEW = '{ planted }';
const STATE = '{ active { number } staged { id } subgraphs { state isAlarming } }';

/** One deploy from its publish to the end of the instance that serves it, in steps that follow each other. */
describe('a deploy', () => {
  let graph: CatalogGraph;
  let next: LoggedProcess;
  beforeAll(async () => {
    graph = await startCatalogGraph({ leaseMs: LEASE_MS });
    await graph.catalog.until('registered');
    await askUntil(
      () => graph.query(OLD),
      ({ errors }) => errors === undefined,
    );
  });
  afterAll(() => graph?.[Symbol.asyncDispose]());

  const untilState = (state: string): Promise<unknown> =>
    expect
      .poll(async () => (await graph.ask(STATE)).subgraphs[0].state, { timeout: POLL_WITHIN_MS })
      .toBe(state);
  const isServed = ({ data }: Answer): boolean => data?.planted === 'next';

  it('is staged while the version before runs', async () => {
    const { outcome, activation } = await graph.publishNext();
    const { errors } = await graph.query(NEW);
    expect([outcome, activation, errors?.[0]?.extensions?.['code']]).toEqual([
      'STAGED',
      1,
      'GRAPHQL_VALIDATION_FAILED',
    ]);
    expect(graph.runGraph('subgraphs')).toMatch(/catalog .* 1 of 1 +served, staged pub_/u);
  });

  it('is live soon after an instance serves it, and is never half live', async () => {
    const answers: Answer[] = [];
    next = await graph.startNext();
    const startedAt = performance.now();
    await askUntil(async () => {
      const answer = await graph.query(NEW);
      answers.push(answer);
      return answer;
    }, isServed);
    const liveMs = Math.round(performance.now() - startedAt);
    process.stdout.write(`live ${liveMs} ms after the instance was ready\n`);

    const half = answers.filter(
      (answer) =>
        !isServed(answer) &&
        answer.errors?.[0]?.extensions?.['code'] !== 'GRAPHQL_VALIDATION_FAILED',
    );
    expect(half).toEqual([]);
    expect(await graph.ask(STATE)).toEqual({
      active: { number: 2 },
      staged: [],
      subgraphs: [{ state: 'SERVED', isAlarming: false }],
    });
  });

  it('is an alarm when that instance is killed, and stays active', async () => {
    await next.stop('SIGKILL');
    expect(await graph.registry.until('no instance serves the active schema')).toMatchObject({
      level: 'error',
      subgraph: 'catalog',
      state: 'DRIFTED',
    });
    expect(graph.runGraph('subgraphs')).toMatch(/catalog .* 0 of 1 +ALARM drifted/u);
    expect((await graph.ask(STATE)).active).toEqual({ number: 2 });
  });

  it('leaves what the version before knows to that one', async () => {
    const [old, planted] = [await graph.query(OLD), await graph.query(NEW)];
    expect(old.errors).toBeUndefined();
    // It is part of the graph still, and no instance can answer it.
    expect([planted.data, planted.errors?.[0]?.extensions?.['subgraph']]).toEqual([
      { planted: null },
      'catalog',
    ]);
  });

  it('is an alarm of another kind when no instance is left, and stays active', async () => {
    await graph.catalog.stop('SIGKILL');
    await untilState('GONE');
    expect(await graph.ask(STATE)).toMatchObject({
      active: { number: 2 },
      subgraphs: [{ isAlarming: true }],
    });
    const { errors } = await graph.query(OLD);
    expect(errors?.length).toBe(1);
  });

  it('is no alarm any more when an instance is back, and is served', async () => {
    await graph.startNext();
    expect(await graph.registry.until('the active schema is served')).toMatchObject({
      subgraph: 'catalog',
      state: 'SERVED',
    });
    await askUntil(() => graph.query(NEW), isServed);
    expect((await graph.ask(STATE)).active).toEqual({ number: 2 });
  });
});
