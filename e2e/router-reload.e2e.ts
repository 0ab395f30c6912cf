import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ask } from './harness/router-client.ts';
import { startLoad } from './harness/router-load.ts';
import { type RouterProcess, startRouterProcess } from './harness/router-process.ts';
import { type Subgraph, composeSupergraph, startSubgraph } from './harness/router-subgraph.ts';

const MUTATION_MS = 3000;
const MUTATIONS_EACH = 3;
const REPLACEMENTS = 20;
const HEAP_REPLACEMENTS = 200;
// Machine code is made while a process warms up, for minutes: it would hide what reloads leave behind.
const WITHOUT_COMPILERS = ['--no-opt', '--no-maglev', '--no-sparkplug'];

const BOOKS = `
  type Query { books: [Book!]! book(id: ID!): Book }
  type Mutation { bookRename(token: String!): Book }
  type Book @key(fields: "id") { id: ID! title: String }
`;
const PRICES = 'type Book @key(fields: "id") { id: ID! price: Int }';
const TITLES = ['Emma', 'Ivanhoe', 'Middlemarch'];

const books = TITLES.map((title, at) => ({ id: `b${at}`, title, price: at * 10 }));
const runs = new Map<string, number>();
const loads = { config: { supergraph: { pollMs: 25 }, log: { level: 'info' } } };

let subgraphs: readonly Subgraph[];

beforeAll(async () => {
  subgraphs = [
    await startSubgraph('books', {
      sdl: BOOKS,
      keepsCalls: false,
      resolvers: {
        Query: {
          books: () => books,
          book: (_: unknown, { id }: { id: string }) => books.find((book) => book.id === id),
        },
        Mutation: {
          bookRename: async (_: unknown, { token }: { token: string }) => {
            runs.set(token, (runs.get(token) ?? 0) + 1);
            await delay(MUTATION_MS);
            return { id: 'b0', title: token };
          },
        },
      },
    }),
    await startSubgraph('prices', {
      sdl: PRICES,
      keepsCalls: false,
      resolvers: {
        Book: {
          __resolveReference: ({ id }: { id: string }) => books.find((book) => book.id === id),
        },
      },
    }),
  ];
});
afterAll(async () => {
  await Promise.all(subgraphs.map((one) => one[Symbol.asyncDispose]()));
});

/** The supergraph with a type and two fields that only this generation has. */
const generation = (at: number): string =>
  composeSupergraph(
    subgraphs.map(({ name, url, sdl }) => ({
      name,
      url,
      sdl:
        name === 'books'
          ? `${sdl} extend type Query { only${at}: Only${at} } type Only${at} { field${at}: Int }`
          : sdl,
    })),
  );

const isLoaded = (line: Readonly<Record<string, unknown>>): boolean =>
  line['msg'] === 'supergraph loaded';

const replace = async (router: RouterProcess, sdl: string): Promise<void> => {
  const from = router.lines.length;
  router.replaceSupergraph(sdl);
  await router.until(isLoaded, from);
};

/** Forty texts, so that some are planned for each generation on the spot and some ahead. */
const operation = (at: number) => {
  const alias = `a${at % 40}`;
  const [one = books[0]] = [books[at % books.length]];
  return at % 2 === 0
    ? {
        query: `{ ${alias}: books { title price } }`,
        data: { [alias]: books.map(({ title, price }) => ({ title, price })) },
      }
    : {
        query: `{ ${alias}: book(id: "${one?.id}") { price id title } }`,
        data: { [alias]: { price: one?.price, id: one?.id, title: one?.title } },
      };
};

describe('replacing the supergraph', () => {
  it('fails and repeats nothing of 200 requests/s and of mutations that take 3 s', async () => {
    // Composed ahead: it would keep this process from sending.
    const [first = '', ...later] = Array.from({ length: REPLACEMENTS + 1 }, (_, at) =>
      generation(at),
    );
    await using router = await startRouterProcess({ sdl: first, ...loads });
    const load = startLoad({ url: router.url, perSecond: 200, operation });
    const mutations: Promise<{ token: string; answer: unknown }>[] = [];
    const mutate = async (token: string) => {
      const query = `mutation { bookRename(token: "${token}") { title price } }`;
      const { data, errors } = await ask(router.url, { query });
      return { token, answer: { data, errors } };
    };
    for (const [at, sdl] of later.entries()) {
      for (let one = 0; one < MUTATIONS_EACH; one += 1) {
        mutations.push(mutate(`m${at}-${one}`));
      }
      await replace(router, sdl);
      await delay(250);
    }
    const answers = await Promise.all(mutations);
    const { sent, wrong, slowestMs } = await load.stop();

    expect(wrong).toEqual([]);
    expect(sent).toBeGreaterThan(1000);
    expect(answers.map(({ answer }) => answer)).toEqual(
      answers.map(({ token }) => ({
        data: { bookRename: { title: token, price: 0 } },
        errors: [],
      })),
    );
    expect([...runs.values()].filter((times) => times !== 1)).toEqual([]);
    expect(runs.size).toBe(REPLACEMENTS * MUTATIONS_EACH);
    expect(router.lines.filter(isLoaded)).toHaveLength(REPLACEMENTS + 1);
    process.stdout.write(
      `reload: ${sent} queries, ${runs.size} mutations, slowest query ${Math.round(slowestMs)} ms\n`,
    );
  });

  it('with a bad one changes nothing, and is logged', async () => {
    await using router = await startRouterProcess({ sdl: generation(1), ...loads });
    const bad = [
      'type Query { not: Int } # a supergraph',
      generation(2).slice(0, 2000),
      '\u0000\u0001 no GraphQL',
      generation(2).replace('field2: Int', 'field2: Nowhere'),
    ];
    const load = startLoad({ url: router.url, perSecond: 100, operation });
    for (const sdl of bad) {
      const from = router.lines.length;
      router.replaceSupergraph(sdl);
      const line = await router.until(({ msg }) => String(msg).includes('refused'), from);
      expect(line).toMatchObject({ level: 'error', error: expect.anything() });
    }
    const { wrong } = await load.stop();
    const kept = await ask(router.url, { query: '{ only1 { field1 } }' });
    await replace(router, generation(3));
    const next = await ask(router.url, { query: '{ only3 { field3 } }' });

    expect(wrong).toEqual([]);
    expect({ kept: kept.data, next: next.data }).toEqual({
      kept: { only1: null },
      next: { only3: null },
    });
  });

  it('200 times leaves the heap where it was', async () => {
    const sdl = generation(0);
    await using router = await startRouterProcess({ sdl, ...loads, flags: WITHOUT_COMPILERS });
    const heap = async () => Math.round((await router.memory()).heapUsed / 1024);
    let first = 0;
    for (let at = 1; at <= HEAP_REPLACEMENTS; at += 1) {
      await replace(router, generation(at));
      await Promise.all([1, 2, 3, 4].map((one) => ask(router.url, operation(one))));
      first = at === 10 ? await heap() : first;
    }
    const last = await heap();

    process.stdout.write(`reload: heap ${first} KB after 10 replacements, ${last} KB after 200\n`);
    expect(last / first).toBeLessThan(1.1);
  });
});
