import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginUsageReportingDisabled } from '@apollo/server/plugin/disabled';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { type Gateway, createGateway, createPlainScope } from '#src/embedding/apollo-gateway.ts';

import { createTestClient } from './harness/client.ts';
import { compose } from './harness/compose.ts';
import { type Shop, startShop } from './harness/shop.ts';

let shop: Shop;
let gateway: Gateway;
let server: ApolloServer;

beforeAll(async () => {
  shop = await startShop();
  gateway = createGateway({
    supergraphSdl: compose(shop.all),
    client: createTestClient(),
    createScope: () => createPlainScope(5000),
  });
  server = new ApolloServer({
    gateway: gateway.gateway,
    stringifyResult: (result) => gateway.stringifyResult(result),
    plugins: [ApolloServerPluginUsageReportingDisabled()],
    logger: SILENT,
  });
  await server.start();
});

afterAll(async () => {
  await server.stop();
  await shop[Symbol.asyncDispose]();
});

const SILENT = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

async function query(text: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  const { body } = await server.executeOperation({ query: text, variables });
  if (body.kind !== 'single') {
    throw new Error('An incremental answer was not asked for.');
  }
  return JSON.parse(gateway.stringifyResult(body.singleResult));
}

it('answers inside Apollo Server, from several subgraphs', async () => {
  expect(await query('{ me { name } book(id: "b1") { title price } }')).toEqual({
    data: { me: { name: 'Ada' }, book: { title: 'Emma', price: 490 } },
  });
});

it('decides conditions by the defaults of their variables', async () => {
  const text = 'query($with: Boolean = true) { book(id: "b1") { id title @include(if: $with) } }';

  expect(await query(text)).toEqual({ data: { book: { id: 'b1', title: 'Emma' } } });
  expect(await query(text, { with: false })).toEqual({ data: { book: { id: 'b1' } } });
});

it('asks no subgraph when a variable is wrong or missing', async () => {
  const before = shop.books.received.length;
  const text = 'query($id: ID!) { book(id: $id) { title } }';

  expect(await query(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect(await query(text, { id: {} })).toMatchObject({
    errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
  });
  expect(shop.books.received).toHaveLength(before);
});

it('hands errors of subgraphs to Apollo Server', async () => {
  expect(await query('{ coded me { name } }')).toMatchObject({
    data: { coded: null, me: { name: 'Ada' } },
    errors: [{ path: ['coded'], extensions: { code: 'NOT_FOUND', subgraph: 'readers' } }],
  });
});

it('does not fetch what a caller without claims may not have', async () => {
  expect(await query('{ secret me { name } }')).toMatchObject({
    data: { secret: null, me: { name: 'Ada' } },
    errors: [{ path: ['secret'], extensions: { code: 'UNAUTHENTICATED' } }],
  });
});

it('serves a supergraph that is loaded later', async () => {
  gateway.load(compose([shop.readers]));

  expect(await query('{ me { name } }')).toEqual({ data: { me: { name: 'Ada' } } });
  expect(await query('{ books { id } }')).toMatchObject({
    errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
  });
});
