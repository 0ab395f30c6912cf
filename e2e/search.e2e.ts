import { afterAll, beforeAll, expect, it } from 'vitest';

import { type Answer, query } from './harness/query.ts';
import { askUntil, createKey, signIn } from './harness/shop.ts';
import { SERVICES } from './harness/services.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const GRID = `nodes { id item { slug name thumbnail { url } } indexedPrice { min { decimal currency } } inStock }
  pageInfo { hasNextPage endCursor } facets { name values { value count } }`;
// By name: ratings that are still to come move nothing there.
const PAGE = `query ($after: String) { search(input: { sort: NAME_ASC }, first: 2, after: $after) { ${GRID} } }`;
const PAGES = 5;

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());

/** How many fetches of this chain of requests came to each service. */
const fetchesOf = (correlationId: string): Record<string, number> =>
  Object.fromEntries(
    SERVICES.map((name) => [
      name,
      graph
        .logOf(name)
        .filter((line) => line['route'] === '/graphql' && line['correlationId'] === correlationId)
        .length,
    ]),
  );

it('answers each of five pages of a grid by one fetch, to search alone', async () => {
  await askUntil(
    () => query(graph.url, { query: PAGE }),
    ({ data }) => data?.search?.pageInfo.hasNextPage === true,
  );
  const headers = { 'x-correlation-id': 'five-pages-of-a-grid' };
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const { data } = await query(graph.url, { query: PAGE, variables: { after }, headers });
    ids.push(...data.search.nodes.map(({ id }: { id: string }) => id));
    after = data.search.pageInfo.endCursor;
  }
  expect(new Set(ids).size).toBe(2 * PAGES);
  await expect
    .poll(() => fetchesOf(headers['x-correlation-id']))
    .toEqual(Object.fromEntries(SERVICES.map((name) => [name, name === 'search' ? PAGES : 0])));
});

it('has what is rated best first, a moment after somebody has rated it', async () => {
  const { data: one } = await query(graph.url, {
    query: '{ search(input: { query: "DEMO-SALE" }, first: 1) { nodes { item { id } } } }',
  });
  const itemId: string = one.search.nodes[0].item.id;
  const text =
    '{ search(input: { query: "DEMO-SALE", minRating: 1 }) { nodes { item { id rating { average count } } } } }';
  const before = await query(graph.url, { query: text });
  const countOf = ({ data }: Answer): number => data.search.nodes[0]?.item.rating.count ?? 0;
  const { data } = await query(graph.url, {
    query:
      'mutation ($input: ReviewSubmitInput!) { reviewSubmit(input: $input) { errors { ... on UserError { message } } } }',
    variables: { input: { itemId, rating: 5, body: 'Quiet.', idempotencyKey: createKey() } },
    headers: await signIn(graph.url),
  });
  expect(data.reviewSubmit.errors).toEqual([]);
  await askUntil(
    () => query(graph.url, { query: text }),
    (answer) => countOf(answer) === countOf(before) + 1,
  );
  const sorted =
    '{ search(input: { sort: RATING_DESC }, first: 20) { nodes { item { rating { bayesian } } } } }';
  // The mean of all ratings has moved while they were imported: they are told anew where that makes a difference.
  await expect
    .poll(
      async () => {
        const answer = await query(graph.url, { query: sorted });
        return findStep(
          answer.data.search.nodes.map(
            ({ item }: { item: { rating: { bayesian: number } } }) => item.rating.bayesian,
          ),
        );
      },
      { timeout: 20_000 },
    )
    .toBeLessThan(0.05);
});

/** By how much a list that should fall rises at most. */
function findStep(numbers: readonly number[]): number {
  return Math.max(...numbers.map((number, at) => (at === 0 ? 0 : number - (numbers[at - 1] ?? 0))));
}

it('shows the same grid while the services that it learnt from are killed', async () => {
  const { data: whole } = await query(graph.url, { query: PAGE });
  for (const name of ['catalog', 'pricing', 'inventory']) {
    process.kill(graph.pidOf(name), 'SIGKILL');
  }
  const beside = `{ search(input: { sort: NAME_ASC }, first: 2) { ${GRID} } products(first: 1) { nodes { id } } currencies locations { totalCount } }`;
  const { data } = await askUntil(
    () => query(graph.url, { query: beside }),
    ({ data: answer }) =>
      answer?.products === null && answer.currencies === null && answer.locations === null,
  );
  expect(data.search).toEqual(whole.search);
});
