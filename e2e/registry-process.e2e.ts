import { createHash } from 'node:crypto';

import { createTestFolder } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { startRegistry } from './harness/registry-process.ts';

const PUBLISH = `mutation ($input: PublishInput!) { publish(input: $input) { outcome activation } }`;
const SDL = 'type Query { products: Int }';

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

  it('ends open event streams when it is told to stop', async () => {
    using folder = createTestFolder();
    await using registry = await startRegistry(folder.path);
    const stream = await registry.fetch('/supergraph/events', {}, 'router');

    const code = await registry.stop('SIGTERM');

    expect([code, await stream.text()]).toEqual([0, 'event: instances\ndata: {}\n\n']);
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
    const graphPort = 20_000 + Math.floor(Math.random() * 20_000);

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
