import { createHash } from 'node:crypto';

import { createTestFolder } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { findFreeBlock } from './harness/ports.ts';
import { startRegistry } from './harness/registry-process.ts';

const PUBLISH = `mutation ($input: PublishInput!) { publish(input: $input) { outcome activation } }`;
const SDL = 'type Query { products: Int }';

const CHECK = `mutation ($input: CheckInput!) { check(input: $input) { outcome } }`;
/** So many subgraphs that know so many types together take the composer a second or more. */
const SUBGRAPHS = 20;
const SHARED_TYPES = 60;

function buildLargeInput() {
  const subgraphs = Array.from({ length: SUBGRAPHS }, (_, at) => {
    const types = Array.from(
      { length: SHARED_TYPES },
      (__, type) => `type Shared${type} @key(fields: "id") { id: ID! by${at}: Int }`,
    );
    const head = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;
    const sdl = [head, `type Query { of${at}: Shared0 }`, ...types].join('\n');
    return { name: `large-${at}`, url: `http://127.0.0.1/${at}`, sdl };
  });
  return { subgraphs };
}

function buildInput(name: string, sdl = `type Query { ${name}: Int }`) {
  return { subgraphs: [{ name, sdl, url: `http://127.0.0.1/${name}` }] };
}

describe('the process of the registry', () => {
  it('answers publishes that are under way when it is told to stop, and ends with 0', async () => {
    using folder = createTestFolder();
    await using registry = await startRegistry(folder.path);
    const publishing = ['one', 'two', 'three'].map((name) =>
      registry.ask(PUBLISH, { input: buildInput(name) }),
    );
    // The first to be answered shows that the others wait for their turn.
    await Promise.race(publishing);

    const code = await registry.stop('SIGTERM');

    const outcomes = (await Promise.all(publishing)).map(({ data }) => data.publish.outcome);
    expect([code, outcomes]).toEqual([0, ['ACTIVATED', 'ACTIVATED', 'ACTIVATED']]);
  });

  it('answers a publish while it composes what is checked', async () => {
    using folder = createTestFolder();
    await using registry = await startRegistry(folder.path);
    const answered: string[] = [];
    const send = async (what: string, text: string, input: object): Promise<unknown> => {
      const { data } = await registry.ask(text, { input });
      answered.push(what);
      return data;
    };

    const checks = [1, 2].map(() => send('check', CHECK, buildLargeInput()));
    // A later request than theirs, by the order in which connections are opened and read.
    await registry.ask('{ active { number } }');
    const published = await send('publish', PUBLISH, buildInput('small'));
    await Promise.all(checks);

    expect(published).toMatchObject({ publish: { outcome: 'ACTIVATED' } });
    expect(answered).toEqual(['publish', 'check', 'check']);
  });

  it('ends open event streams when it is told to stop', async () => {
    using folder = createTestFolder();
    await using registry = await startRegistry(folder.path);
    const stream = await registry.fetch('/supergraph/events', {}, 'router');

    const code = await registry.stop('SIGTERM');

    expect([code, await stream.text()]).toEqual([
      0,
      'event: instances\ndata: {}\n\nevent: overrides\ndata: {}\n\n',
    ]);
  });

  it('says in its log when no instance serves the active schema any more', async () => {
    using folder = createTestFolder();
    await using registry = await startRegistry(folder.path, { LEASE_MS: '500' });
    await registry.ask(PUBLISH, { input: buildInput('products', SDL) });
    const schemaHash = createHash('sha256').update(SDL).digest('hex');
    const body = { subgraph: 'products', url: 'http://127.0.0.1/products', schemaHash };

    // Its lease is never renewed, as of a process that was killed.
    await registry.fetch('/instances/one', { method: 'PUT', body }, 'products');

    expect(await registry.until('no instance serves the active schema')).toMatchObject({
      level: 'error',
      subgraph: 'products',
      state: 'GONE',
      schemaHash,
    });
  });

  it('is on the port that is a hundred above the one of the graph', async () => {
    using folder = createTestFolder();
    const graphPort = await findFreeBlock();

    await using registry = await startRegistry(folder.path, {
      GRAPH_PORT: String(graphPort),
      PORT: '',
    });

    expect(registry.url).toBe(`http://127.0.0.1:${graphPort + 100}`);
  });

  it('knows the callers of the data folder where none are named', async () => {
    using folder = createTestFolder();
    await using registry = await startRegistry(folder.path, { CALLER_KEYS: '' });

    expect(
      await registry.until(
        'no caller is known: set CALLER_KEYS, or DATA_DIR to a folder with keys.json',
      ),
    ).toMatchObject({ level: 'warn' });
  });

  it('says every fault of its settings and does not start', async () => {
    using folder = createTestFolder();

    await expect(
      startRegistry(folder.path, { LEASE_MS: 'long', UNKNOWN_CHANGES: 'maybe' }),
    ).rejects.toThrow(/LEASE_MS[\s\S]*UNKNOWN_CHANGES|UNKNOWN_CHANGES[\s\S]*LEASE_MS/u);
  });
});
