import { readFileSync } from 'node:fs';

import { importLines } from '@supergraph/e2e/import-lines';
import { query } from '@supergraph/e2e/query';
import { Random } from '@supergraph/e2e/random';
import type { SoughtProduct } from '@supergraph/e2e/search-index';
import type { RunningGraph } from '@supergraph/e2e/start-graph';

import { SEARCH, SEARCH_WITH_FACETS, SUGGEST, drawPrefixes, drawQueries } from './queries.ts';

const QUERIES = 400;
const WARM_UP = 50;
const PAGES = 100;
const ROUNDS = 20;
const PRICE_CHANGES = 20;
const GIVE_UP_MS = 10_000;

/** Milliseconds of each request. */
export interface Timings {
  readonly search: readonly number[];
  readonly suggest: readonly number[];
  readonly facetsCold: readonly number[];
  readonly facetsCached: readonly number[];
  readonly firstPage: readonly number[];
  readonly hundredthPage: readonly number[];
  /** From the import of a price to the answer that shows it. */
  readonly priceLag: readonly number[];
}

type Graph = Pick<RunningGraph, 'url'>;

/** Answers and how long it took, as a client of the router sees it. Throws when there are errors. */
async function ask({ url }: Graph, text: string, variables: object) {
  const started = performance.now();
  const { data, errors } = await query(url, { query: text, variables: { ...variables } });
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return { data, ms: performance.now() - started };
}

async function timeAll(graph: Graph, text: string, all: readonly object[]): Promise<number[]> {
  const times: number[] = [];
  for (const variables of all) {
    times.push((await ask(graph, text, variables)).ms);
  }
  return times;
}

/** Every request alone, one after the other, each query for the first time unless said otherwise. */
export async function measure(
  graph: RunningGraph,
  products: readonly SoughtProduct[],
): Promise<Timings> {
  const random = new Random(11);
  const all = drawQueries(products, 2 * QUERIES + WARM_UP, random);
  const inputs = all.map((text) => ({ input: { query: text } }));
  const prefixes = drawPrefixes(all, random).map((prefix) => ({ prefix }));
  await timeAll(graph, SEARCH_WITH_FACETS, inputs.slice(0, WARM_UP));
  await timeAll(graph, SUGGEST, prefixes.slice(0, WARM_UP));

  const plain = inputs.slice(WARM_UP, WARM_UP + QUERIES);
  const faceted = inputs.slice(WARM_UP + QUERIES);
  return {
    search: await timeAll(graph, SEARCH, plain),
    suggest: await timeAll(graph, SUGGEST, prefixes.slice(WARM_UP, WARM_UP + QUERIES)),
    facetsCold: await timeAll(graph, SEARCH_WITH_FACETS, faceted),
    facetsCached: await timeAll(graph, SEARCH_WITH_FACETS, faceted.slice(-ROUNDS)),
    ...(await measurePages(graph)),
    priceLag: await measurePriceLag(graph),
  };
}

/** Of the list of everything. */
async function measurePages(graph: Graph) {
  const cursors: (string | null)[] = [null];
  while (cursors.length < PAGES) {
    const { data } = await ask(graph, SEARCH, { input: {}, after: cursors.at(-1) });
    const { hasNextPage, endCursor } = data.search.pageInfo;
    if (!hasNextPage) {
      break;
    }
    cursors.push(endCursor);
  }
  const repeat = (after: string | null | undefined) =>
    timeAll(
      graph,
      SEARCH,
      Array.from({ length: ROUNDS }, () => ({ input: {}, after })),
    );
  return { firstPage: await repeat(null), hundredthPage: await repeat(cursors.at(-1)) };
}

async function measurePriceLag(graph: RunningGraph): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < PRICE_CHANGES; round++) {
    const amount = 1 + round;
    const line = {
      type: 'price',
      sku: 'DEMO-LAST-ONE',
      currency: 'USD',
      amount,
      taxIncluded: false,
    };
    await importLines(graph, () => [JSON.stringify(line)]);
    const started = performance.now();
    const input = { query: 'DEMO-LAST-ONE' };
    while (performance.now() - started < GIVE_UP_MS) {
      const { data } = await ask(graph, SEARCH, { input });
      if (data.search.nodes[0]?.indexedPrice?.min.amount === amount) {
        break;
      }
    }
    times.push(performance.now() - started);
  }
  return times;
}

/** What a process holds, and the most it ever held, in MB. */
export function readMemory(pid: number) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+)`, 'u').exec(status)?.[1]) / 1024;
  return { nowMb: read('VmRSS'), mostMb: read('VmHWM') };
}
