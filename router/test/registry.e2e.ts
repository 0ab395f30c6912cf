import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compose } from './harness/compose.ts';
import { spawnRouter } from './harness/process.ts';
import { type TestRegistry, startTestRegistry } from './harness/registry.ts';
import { type Shop, startShop } from './harness/shop.ts';

let shop: Shop;
let folder: string;

beforeAll(async () => {
  shop = await startShop();
  folder = mkdtempSync(path.join(tmpdir(), 'router-'));
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const envFor = ({ url }: TestRegistry) => ({ GRAPH_REGISTRY: url, PORT: '0' });
const askName = async (url: string): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ me { name } }"}',
  });
  return response.json();
};
const ADA = { data: { me: { name: 'Ada' } } };

describe('the router process with a registry', () => {
  it('says ready when the registry has a supergraph', async () => {
    await using registry = await startTestRegistry();
    await using router = spawnRouter([], envFor(registry));
    await router.said('"msg":"follows the registry"');
    expect(router.output()).not.toContain('"msg":"ready"');
    registry.publish(compose(shop.all));
    expect(await askName(await router.ready())).toEqual(ADA);
  });

  it('starts from its state while the registry is down', async () => {
    await using registry = await startTestRegistry();
    registry.publish(compose(shop.all));
    const env = { ...envFor(registry), STATE_DIR: path.join(folder, 'state') };
    {
      await using first = spawnRouter([], env);
      await first.ready();
      first.kill('SIGTERM');
      expect(await first.exit).toBe(0);
    }
    await registry.stop();
    await using second = spawnRouter([], env);
    expect(await askName(await second.ready())).toEqual(ADA);
  });

  it('does not ask it for a supergraph when the command line names a file', async () => {
    await using registry = await startTestRegistry();
    const file = path.join(folder, 'shop.graphql');
    writeFileSync(file, compose(shop.all));
    await using router = spawnRouter(['--supergraph', file], envFor(registry));
    await router.ready();
    expect(registry.received).toEqual([]);
  });

  it('ends with 0 on SIGTERM while it waits for a supergraph', async () => {
    await using registry = await startTestRegistry();
    await using router = spawnRouter([], envFor(registry));
    await router.said('"msg":"follows the registry"');
    router.kill('SIGTERM');
    expect(await router.exit).toBe(0);
  });
});
