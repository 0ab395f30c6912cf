import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { type DevProject, createDevProject, formatValues } from './harness/dev-project.ts';
import { type DevSession, spawnDevSession, startDevSession } from './harness/dev-session.ts';

const GRAPH = fileURLToPath(new URL('../bin/graph.mjs', import.meta.url));
const HEAD =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])\n';
const CATALOG = `${HEAD}
type Query { product: Product pid: Int }
type Product @key(fields: "id") { id: ID! name: String weight: Int }
`;
const FREIGHT = `${HEAD}
type Query { freightPid: Int }
type Product @key(fields: "id") { id: ID! weight: Int @external freight: Int @requires(fields: "weight") }
`;
const SUBGRAPHS = {
  catalog: {
    port: 4001,
    schema: CATALOG,
    values: { query: { product: { id: 'p1', name: 'Kettle', weight: 2, colour: 'red' } } },
  },
  freight: { port: 4002, schema: FREIGHT, values: { entity: { freight: 5 }, query: {} } },
};
const WHOLE = '{ product { name freight } }';

let project: DevProject;
let session: DevSession;
beforeAll(async () => {
  project = createDevProject(SUBGRAPHS);
  session = await startDevSession(project);
}, 90_000);
afterAll(async () => {
  await session?.stop();
  project?.[Symbol.dispose]();
});

const pidOf = async (field: 'pid' | 'freightPid'): Promise<unknown> =>
  (await session.ask(`{ ${field} }`)).data[field];

it('answers across the subgraphs of the project', async () => {
  const { data } = await session.ask(WHOLE);
  expect(data).toEqual({ product: { name: 'Kettle', freight: 5 } });
});

it('has a saved schema live, and the service that serves it', async () => {
  const more = CATALOG.replace('weight: Int', 'weight: Int colour: String');
  project.save('catalog', 'schema.graphql', more);
  await session.askUntil('{ __type(name: "Product") { fields { name } } }', ({ data }) =>
    JSON.stringify(data).includes('colour'),
  );
  await session.askUntil('{ product { colour } }', ({ data }) => data?.product?.colour === 'red');
  const { data } = await session.ask('{ product { name colour } }');
  expect(data).toEqual({ product: { name: 'Kettle', colour: 'red' } });
});

it('starts one service again when its source is saved, and leaves the others alone', async () => {
  const before = [await pidOf('pid'), await pidOf('freightPid')];
  const values = { query: { product: { id: 'p1', name: 'Pot', weight: 2, colour: 'blue' } } };
  project.save('catalog', 'src/values.ts', formatValues(values));
  await session.askUntil(WHOLE, ({ data }) => data?.product?.name === 'Pot');
  const after = [await pidOf('pid'), await pidOf('freightPid')];
  expect([before[0] === after[0], before[1] === after[1]]).toEqual([false, true]);
});

it('shows the frames of a schema that does not compose and serves the last good graph', async () => {
  const from = session.output().length;
  project.save(
    'freight',
    'schema.graphql',
    FREIGHT.replace('fields: "weight"', 'fields: "wieght"'),
  );
  await session.until(/freight\/schema\.graphql:\d+:\d+[^]*\^{6}[^]*goes on as it was/u, from);
  expect((await session.ask(WHOLE)).data).toEqual({ product: { name: 'Pot', freight: 5 } });
});

it('publishes another schema beside one that stays broken', async () => {
  project.save(
    'catalog',
    'schema.graphql',
    CATALOG.replace('weight: Int', 'weight: Int colour: String size: Int'),
  );
  await session.askUntil('{ __type(name: "Product") { fields { name } } }', ({ data }) =>
    JSON.stringify(data).includes('size'),
  );
  expect((await session.ask(WHOLE)).errors).toBeUndefined();
});

it('has a repaired schema live', async () => {
  project.save(
    'freight',
    'schema.graphql',
    FREIGHT.replace('freight: Int', 'parcels: Int freight: Int'),
  );
  await session.askUntil('{ __type(name: "Product") { fields { name } } }', ({ data }) =>
    JSON.stringify(data).includes('parcels'),
  );
  const { data } = await session.askUntil(WHOLE, ({ errors }) => errors === undefined);
  expect(data).toEqual({ product: { name: 'Pot', freight: 5 } });
});

it('starts a service again that crashed, and says what it said last', async () => {
  const from = session.output().length;
  await fetch(`http://127.0.0.1:${session.graphPort + 2}/crash`).catch(() => undefined);
  await session.until(/freight ended by itself \(code 7\)[^]*about to crash/u, from);
  await session.askUntil(WHOLE, ({ data }) => data?.product?.freight === 5);
  expect(session.output()).not.toMatch(/catalog ended/u);
});

it('goes on with a service that crashes as it starts, until it is repaired', async () => {
  const from = session.output().length;
  project.save('freight', 'src/values.ts', 'export const VALUES = ;\n');
  await session.until(/freight ended by itself/u, from);
  const { data, errors } = await session.ask(WHOLE);
  expect([data.product.name, errors?.length]).toEqual(['Pot', 1]);
  project.save('freight', 'src/values.ts', formatValues(SUBGRAPHS.freight.values));
  await session.askUntil(WHOLE, (answer) => answer.data?.product?.freight === 5);
});

it('leaves off what --only does not name: its fields are errors', async () => {
  using small = createDevProject(SUBGRAPHS);
  await using only = await startDevSession(small, ['--only', 'catalog']);
  const { data, errors } = await only.ask(WHOLE);
  expect([data.product, errors?.map(({ extensions }) => extensions?.['subgraph'])]).toEqual([
    { name: 'Kettle', freight: null },
    ['freight'],
  ]);
});

it('takes a service from elsewhere with --remote', async () => {
  using small = createDevProject(SUBGRAPHS);
  const remote = `freight=http://127.0.0.1:${session.graphPort + 2}/graphql`;
  await using other = await startDevSession(small, ['--remote', remote]);
  expect((await other.ask(WHOLE)).data).toEqual({ product: { name: 'Kettle', freight: 5 } });
});

it('waits for schemas that compose when none ever did', async () => {
  using broken = createDevProject({
    ...SUBGRAPHS,
    freight: { ...SUBGRAPHS.freight, schema: 'type Product {' },
  });
  await using late = await spawnDevSession(broken);
  await late.until(/freight\/schema\.graphql:1/u);
  await late.until(/watching/u);
  broken.save('freight', 'schema.graphql', FREIGHT);
  await late.until(/ready in/u);
  expect(late.output()).not.toMatch(/late: /u);
  const { data } = await late.askUntil(WHOLE, ({ errors }) => errors === undefined);
  expect(data).toEqual({ product: { name: 'Kettle', freight: 5 } });
});

it('ends with 2 and a sentence when GRAPH_PORT is no port', () => {
  const { status, stderr } = spawnSync(process.execPath, [GRAPH, 'dev'], {
    env: { GRAPH_PORT: 'abc' },
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'GRAPH_PORT is "abc": a port is a number from 1 to 65000.\n',
  });
});

it('ends with 2 and says what there is for an unknown subgraph', async () => {
  using small = createDevProject(SUBGRAPHS);
  const wrong = await spawnDevSession(small, ['--only', 'catalgo']);
  await wrong.until(/no subgraph "catalgo"; there are catalog, freight/u);
  expect(await wrong.ended).toBe(2);
});

it('leaves nothing running when it is ended', async () => {
  using small = createDevProject(SUBGRAPHS);
  const short = await startDevSession(small);
  expect(await short.stop()).toBe(0);
  const ports = [0, 1, 2, 100].map((offset) => `http://127.0.0.1:${short.graphPort + offset}/`);
  const answers = await Promise.allSettled(ports.map((url) => fetch(url)));
  expect(answers.map(({ status }) => status)).toEqual(ports.map(() => 'rejected'));
});
