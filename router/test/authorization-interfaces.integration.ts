import { afterAll, beforeAll, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type TestSubgraph, startSubgraph } from './harness/subgraphs.ts';
import { type Issuer, startIssuer } from './harness/tokens.ts';

const SDL = `
  type Query { things: [Thing] nodes: [Node] either: [Either] }
  interface Thing { kind: String! label: String! owner: Owner }
  type Open implements Thing { kind: String! label: String! owner: Owner more: Int }
  type Closed implements Thing {
    kind: String!
    label: String! @requiresScopes(scopes: [["labels"]])
    owner: Owner @authenticated
  }
  type Owner { name: String }
  interface Node { id: ID! }
  type Public implements Node { id: ID! }
  type Secret implements Node @authenticated { id: ID! }
  union Either = Public | Secret
`;

const nodes = [
  { __typename: 'Public', id: 'n1' },
  { __typename: 'Secret', id: 'n2' },
];
const owner = { name: 'Ada' };
const resolvers = {
  Query: {
    things: () => [
      { __typename: 'Open', kind: 'o', label: 'open', owner, more: 1 },
      { __typename: 'Closed', kind: 'c', label: 'closed', owner },
    ],
    nodes: () => nodes,
    either: () => nodes,
  },
};

let subgraph: TestSubgraph;
let issuer: Issuer;
let router: TestRouter;

beforeAll(async () => {
  [subgraph, issuer] = await Promise.all([
    startSubgraph('things', { sdl: SDL, resolvers }),
    startIssuer(),
  ]);
  router = await startRouter([subgraph], { config: { auth: { jwksUrl: issuer.jwksUrl } } });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await Promise.all([subgraph[Symbol.asyncDispose](), issuer[Symbol.asyncDispose]()]);
});

async function ask(query: string, claims?: Record<string, unknown>) {
  const token = claims && `Bearer ${await issuer.sign(claims)}`;
  const { data, errors } = await router.query(query, {
    headers: token === undefined ? {} : { authorization: token },
  });
  const denied = errors.map(
    ({ path, extensions }) => `${path?.join('.')} ${String(extensions['code'])}`,
  );
  return { data, denied };
}

it('denies a field of an interface that one implementation secures, for all of them', async () => {
  expect(await ask('{ things { kind owner { name } } }')).toEqual({
    data: {
      things: [
        { kind: 'o', owner: null },
        { kind: 'c', owner: null },
      ],
    },
    denied: ['things.owner UNAUTHENTICATED'],
  });
});

it('nulls objects whose denied field must not be null, with one error', async () => {
  expect(await ask('{ things { kind label } }', { scopes: [] })).toEqual({
    data: { things: [null, null] },
    denied: ['things.label UNAUTHORIZED_FIELD_OR_TYPE'],
  });
});

it('answers the field of an open implementation that is named', async () => {
  expect(await ask('{ things { kind ... on Open { label owner { name } } } }')).toEqual({
    data: { things: [{ kind: 'o', label: 'open', owner: { name: 'Ada' } }, { kind: 'c' }] },
    denied: [],
  });
});

it('answers of each object what may be had of it when a field is asked for in both ways', async () => {
  expect(await ask('{ things { owner { name } ... on Open { owner { name } } } }')).toEqual({
    data: { things: [{ owner: { name: 'Ada' } }, { owner: null }] },
    denied: ['things.owner UNAUTHENTICATED'],
  });
});

it('answers the field to who may have it of all', async () => {
  expect(await ask('{ things { label } }', { scopes: ['labels'] })).toEqual({
    data: { things: [{ label: 'open' }, { label: 'closed' }] },
    denied: [],
  });
});

it('denies a field that returns an interface of which one implementation is secured', async () => {
  expect(await ask('{ nodes { id } }')).toEqual({
    data: { nodes: null },
    denied: ['nodes UNAUTHENTICATED'],
  });
});

it('denies what is selected of a secured member of a union, and tells its name', async () => {
  expect(await ask('{ either { __typename ... on Public { id } } }')).toEqual({
    data: { either: [{ __typename: 'Public', id: 'n1' }, { __typename: 'Secret' }] },
    denied: [],
  });
  expect(await ask('{ either { __typename ... on Secret { id } } }')).toEqual({
    data: { either: [{ __typename: 'Public' }, null] },
    denied: ['either.id UNAUTHENTICATED'],
  });
});

it('never asks a subgraph for what is denied', async () => {
  subgraph.received.length = 0;
  await ask('{ things { kind owner { name } } either { ... on Secret { id } } }');

  expect(subgraph.received.map(({ body }) => body).join()).not.toMatch(/owner|\bid\b/u);
});
