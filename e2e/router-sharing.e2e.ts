import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { ask } from './harness/router-client.ts';
import { type RouterProcess, startRouterProcess } from './harness/router-process.ts';
import { type Subgraph, composeSupergraph, startSubgraph } from './harness/router-subgraph.ts';
import { type Issuer, startIssuer } from './harness/router-tokens.ts';

const SDL = `
  type Query { slow(id: ID!): Slow me: String }
  type Mutation { count: Int }
  type Slow @key(fields: "id") { id: ID! name: String }
`;
const SLOW_MS = 400;
const FIFTY = Array.from({ length: 50 }, (_, at) => at);
const QUERY = { query: '{ slow(id: "a") { name } }' };
const DATA = { slow: { name: 'slow a' } };

let counted = 0;
let issuer: Issuer;
let subgraph: Subgraph;
let router: RouterProcess;

beforeAll(async () => {
  issuer = await startIssuer();
  subgraph = await startSubgraph('slow', {
    sdl: SDL,
    resolvers: {
      Query: {
        slow: async (_: unknown, { id }: { id: string }) => {
          await delay(SLOW_MS);
          return { id, name: `slow ${id}` };
        },
      },
      Mutation: {
        count: async () => {
          counted += 1;
          const own = counted;
          await delay(50);
          return own;
        },
      },
    },
  });
  router = await startRouterProcess({
    sdl: composeSupergraph([subgraph]),
    config: {
      auth: { jwksUrl: issuer.jwksUrl },
      headers: { forward: [{ header: 'authorization', to: ['slow'] }] },
    },
  });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await subgraph[Symbol.asyncDispose]();
  await issuer[Symbol.asyncDispose]();
});
beforeEach(() => {
  subgraph.calls.length = 0;
});

describe('identical operations at the same time', () => {
  it('make one call when nothing tells their callers apart', async () => {
    const answers = await Promise.all(FIFTY.map(() => ask(router.url, QUERY)));

    expect(subgraph.calls).toHaveLength(1);
    expect(answers.map(({ data }) => data)).toEqual(FIFTY.map(() => DATA));
  });

  it('make a call for each authorization that is forwarded', async () => {
    const tokens = await Promise.all(['one', 'two'].map((id) => issuer.issue('ada', id)));
    const headers = tokens.map((token) => ({ authorization: `Bearer ${token}` }));

    const answers = await Promise.all(
      FIFTY.map((at) => ask(router.url, QUERY, { headers: headers[at % 2] ?? {} })),
    );

    expect(answers.map(({ data }) => data)).toEqual(FIFTY.map(() => DATA));
    expect(subgraph.calls).toHaveLength(2);
    expect(new Set(subgraph.calls.map((call) => call.headers.authorization))).toEqual(
      new Set(headers.map(({ authorization }) => authorization)),
    );
  });

  it('do not share one with other variables', async () => {
    const query = 'query ($id: ID!) { slow(id: $id) { name } }';
    const answers = await Promise.all(
      FIFTY.map((at) => ask(router.url, { query, variables: { id: `v${at % 5}` } })),
    );

    expect(subgraph.calls).toHaveLength(5);
    expect(answers.map(({ data }) => data)).toEqual(
      FIFTY.map((at) => ({ slow: { name: `slow v${at % 5}` } })),
    );
  });

  it('call again once the answer is there', async () => {
    await ask(router.url, QUERY);
    await ask(router.url, QUERY);

    expect(subgraph.calls).toHaveLength(2);
  });

  it('share no mutation', async () => {
    counted = 0;
    const answers = await Promise.all(
      FIFTY.map(() => ask(router.url, { query: 'mutation { count }' })),
    );

    expect(subgraph.calls).toHaveLength(50);
    expect(new Set(answers.map(({ data }) => (data as { count: number }).count)).size).toBe(50);
  });

  it('do not lose their answer when the first of them goes away', async () => {
    const leaving = new AbortController();
    const first = ask(router.url, QUERY, { signal: leaving.signal });
    await expect.poll(() => subgraph.calls.length).toBe(1);
    const others = FIFTY.slice(1).map(() => ask(router.url, QUERY));
    setTimeout(() => leaving.abort(), SLOW_MS / 4);

    await expect(first).rejects.toThrow('aborted');
    const answers = await Promise.all(others);

    expect(answers.map(({ data }) => data)).toEqual(others.map(() => DATA));
    expect(subgraph.calls).toHaveLength(1);
  });

  it('do not lose their answer when one of the others goes away', async () => {
    const leaving = new AbortController();
    const first = ask(router.url, QUERY);
    await expect.poll(() => subgraph.calls.length).toBe(1);
    const one = ask(router.url, QUERY, { signal: leaving.signal });
    setTimeout(() => leaving.abort(), SLOW_MS / 4);

    await expect(one).rejects.toThrow('aborted');

    expect((await first).data).toEqual(DATA);
    expect(subgraph.calls).toHaveLength(1);
  });
});
