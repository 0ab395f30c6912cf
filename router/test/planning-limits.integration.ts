import { afterAll, beforeAll, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type TestSubgraph, startSubgraph } from './harness/subgraphs.ts';

const NODE = 'type Node @key(fields: "id") { id: ID! size: Int @shareable next: Node @shareable }';
const resolvers = {
  Query: { nodes: () => [{ id: 'n1' }] },
  Node: {
    __resolveReference: ({ id }: { id: string }) => ({ id }),
    size: () => 1,
    next: () => null,
  },
};

let subgraphs: TestSubgraph[];
let router: TestRouter;

beforeAll(async () => {
  subgraphs = await Promise.all([
    startSubgraph('one', { sdl: `type Query { nodes: [Node!] } ${NODE}`, resolvers }),
    ...['two', 'three'].map((name) =>
      startSubgraph(name, { sdl: NODE, resolvers: { Node: resolvers.Node } }),
    ),
  ]);
  router = await startRouter(subgraphs);
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await Promise.all(subgraphs.map((subgraph) => subgraph[Symbol.asyncDispose]()));
});

/** Every level that three subgraphs share multiplies the ways to what is below it. */
const nested = (levels: number): string =>
  `{ nodes { ${'size next { '.repeat(levels)} size ${'}'.repeat(levels)} } }`;

it('plans fields that several subgraphs share', async () => {
  expect(await router.query(nested(3))).toMatchObject({
    status: 200,
    data: { nodes: [{ size: 1, next: null }] },
  });
});

it('refuses an operation with too many ways to its fields instead of trying them all', async () => {
  const answer = await router.query(nested(12));

  expect(answer.status).toBe(400);
  expect(answer.errors[0]?.extensions['code']).toBe('PLAN_FAILED');
});

it('goes on answering others', async () => {
  const refused = router.query(nested(14));

  expect((await router.query('{ nodes { id } }')).data).toEqual({ nodes: [{ id: 'n1' }] });
  expect((await refused).status).toBe(400);
});
