import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { createTestFolder } from '@supergraph/kit/testing';
import { readOrCreateKeys } from '@supergraph/runner/keys';
import { describeService } from '@supergraph/runner/processes';
import { readServices } from '@supergraph/runner/services';
import { readRunnerSettings } from '@supergraph/runner/settings';
import { readSimulators } from '@supergraph/runner/simulators';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { type LoggedProcess, startProcess } from './harness/logged-process.ts';
import { type Answer, query } from './harness/query.ts';
import { askUntil, createKey, signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CATALOG = path.join(ROOT, 'subgraphs/catalog');
/** The first ports of the block are those of services; this one is left over. */
const SPARE_PORT = 50;

const BUNDLE = /"[^"\n]*"\ntype ProductBundle implements[\s\S]*?\n\}\n/u;
// The catalogue of next week: it has a type more, for which nobody else has done anything.
const SERVER = `
import { startService } from '${import.meta.resolve('@supergraph/kit/service')}';
import { catalog } from '${pathToFileURL(path.join(CATALOG, 'src/subgraph.ts')).href}';

const create = (deps) => {
  const parts = catalog.create(deps);
  const { Query, CatalogItem, ProductBundle } = parts.resolvers;
  const { components, ...GiftBox } = ProductBundle;
  const find = (id, context) => CatalogItem.__resolveReference({ id }, context);
  const resolvers = {
    ...parts.resolvers,
    CatalogItem: { ...CatalogItem, __resolveType: ({ id }) => (id === process.env.GIFT_BOX ? 'GiftBox' : 'Product') },
    GiftBox: { ...GiftBox, __resolveReference: ({ id }, context) => find(id, context) },
    Query: { ...Query, giftBox: (_, { id }, context) => find(id, context) },
  };
  return { ...parts, resolvers };
};
await startService({ ...catalog, folder: new URL('.', import.meta.url), create }, process.env);
`;

const folder = createTestFolder();
const schemaFile = path.join(folder.path, 'schema.graphql');
let graph: RunningGraph;
let next: LoggedProcess;
let id: string;

beforeAll(async () => {
  graph = await startGraph();
  const { data } = await query(graph.url, {
    query: '{ products(first: 50) { nodes { id rating { count } } } }',
  });
  // The demo's own reviews are of others.
  id = data.products.nodes.find(({ rating }: { rating: object | null }) => rating === null).id;
  cpSync(path.join(CATALOG, 'migrations'), path.join(folder.path, 'migrations'), {
    recursive: true,
  });
  writeFileSync(schemaFile, addGiftBox(readFileSync(path.join(CATALOG, 'schema.graphql'), 'utf8')));
  writeFileSync(path.join(folder.path, 'server.ts'), SERVER);
  next = await startNext();
});
afterAll(async () => {
  await next?.[Symbol.asyncDispose]();
  await graph?.stop();
  folder[Symbol.dispose]();
});

function addGiftBox(sdl: string): string {
  const bundle = BUNDLE.exec(sdl)?.[0] ?? '';
  const box = bundle
    .replace('type ProductBundle', 'type GiftBox')
    .replace(/ {2}"What is in it\."\n {2}components[^\n]*\n/u, '');
  return `${sdl}\n${box}extend type Query { "A box." giftBox("Which." id: ID!): GiftBox }\n`;
}

/** Another instance of catalog, with its key and its database. */
async function startNext(): Promise<LoggedProcess> {
  const { graphPort, dataDir } = graph;
  const settings = readRunnerSettings(
    { DATA_DIR: dataDir, GRAPH_PORT: String(graphPort), LOG_LEVEL: 'info' },
    ROOT,
  );
  const services = readServices(ROOT, graphPort);
  const service = services.find(({ name }) => name === 'catalog');
  if (service === undefined) {
    throw new Error('There is no catalog.');
  }
  const simulators = readSimulators(ROOT, settings);
  const keys = readOrCreateKeys(dataDir, []);
  const { env } = describeService(service, { root: ROOT, settings, services, simulators, keys });
  const server = await startProcess({
    command: process.execPath,
    args: [path.join(folder.path, 'server.ts')],
    env: { ...env, PORT: String(graphPort + SPARE_PORT), GIFT_BOX: id },
  });
  await server.until('registered');
  return server;
}

const ask = (text: string, headers: Record<string, string> = {}): Promise<Answer> => {
  const variables = text.includes('$id') ? { id } : {};
  return query(graph.url, { query: text, variables, headers });
};

it('is published by catalog alone', async () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['schema/src/cli.ts', 'publish', 'catalog', '--schema', schemaFile],
    {
      cwd: ROOT,
      env: { ...process.env, GRAPH_PORT: String(graph.graphPort), DATA_DIR: graph.dataDir },
      encoding: 'utf8',
    },
  );
  expect([status, stdout + stderr]).toEqual([0, expect.stringMatching(/activation \d+/u)]);
  await askUntil(
    () => ask('query ($id: ID!) { giftBox(id: $id) { id } }'),
    ({ errors }) => errors === undefined,
  );
});

it('has reviews and questions at once', async () => {
  const customer = await signIn(graph.url);
  const { data } = await ask(
    `mutation ($id: ID!) {
      reviewSubmit(input: { itemId: $id, rating: 4, body: "What a box.", idempotencyKey: "${createKey()}" }) { errors { ... on UserError { message } } }
      questionAsk(input: { itemId: $id, body: "Is it of tin?", idempotencyKey: "${createKey()}" }) { errors { ... on UserError { message } } }
    }`,
    customer,
  );
  expect(data).toEqual({ reviewSubmit: { errors: [] }, questionAsk: { errors: [] } });
  const { data: box, errors } = await ask(`query ($id: ID!) { giftBox(id: $id) {
    __typename name rating { average count }
    ... on CatalogItem { reviews { nodes { body } } }
    ... on GiftBox { questions { nodes { body } } }
  } }`);
  expect(errors).toBeUndefined();
  expect(box.giftBox).toEqual({
    __typename: 'GiftBox',
    name: expect.any(String) as string,
    rating: { average: 4, count: 1 },
    reviews: { nodes: [{ body: 'What a box.' }] },
    questions: { nodes: [{ body: 'Is it of tin?' }] },
  });
});

it('is what a review is about, by its own type', async () => {
  const { data, errors } = await ask(
    '{ me { reviews { nodes { item { __typename id ... on GiftBox { slug } ... on Product { status } } } } } }',
    await signIn(graph.url),
  );
  expect(errors).toBeUndefined();
  expect(data.me.reviews.nodes).toEqual([
    { item: { __typename: 'GiftBox', id, slug: expect.any(String) as string } },
  ]);
});
