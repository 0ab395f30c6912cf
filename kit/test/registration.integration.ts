import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { sleep } from '@supergraph/kit/clock';
import { createTestService } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { type FakeRegistry, startFakeRegistry } from './fixture/fake-registry.ts';
import { notes } from './fixture/notes.ts';

const settingsFor = ({ url }: { readonly url: string }, more: Record<string, string> = {}) => ({
  settings: { REGISTRY_URL: url, SIGNING_KEY: 'ab'.repeat(32), ...more },
});
const methodsOf = ({ received }: FakeRegistry) => received.map(({ method }) => method);
const ask = { as: 'router', method: 'POST', body: { query: '{ notes { id } }' } } as const;

describe('a service with a registry', () => {
  it('registers where it answers and the hash of the very schema it serves', async () => {
    await using registry = await startFakeRegistry();
    await using service = await createTestService(notes, settingsFor(registry));
    const url = await service.listen();
    await expect.poll(() => registry.received).toHaveLength(1);

    const sdl = readFileSync(new URL('schema.graphql', notes.folder));
    const schemaHash = createHash('sha256').update(sdl).digest('hex');
    expect(registry.received[0]).toMatchObject({
      method: 'PUT',
      path: expect.stringMatching(/^\/instances\/notes_\w+$/u) as string,
      signature: expect.stringContaining('caller=notes;') as string,
      body: { subgraph: 'notes', url: `${url}/graphql`, version: '', schemaHash },
    });
  });

  it('says another URL when it is told to', async () => {
    await using registry = await startFakeRegistry();
    const INSTANCE_URL = 'http://notes.internal/graphql';
    await using service = await createTestService(notes, settingsFor(registry, { INSTANCE_URL }));
    await service.listen();
    await expect.poll(() => registry.received[0]?.body['url']).toBe(INSTANCE_URL);
  });

  it('renews its lease under the same id before it runs out', async () => {
    await using registry = await startFakeRegistry();
    registry.leaseMs = 60;
    await using service = await createTestService(notes, settingsFor(registry));
    await service.listen();
    await expect.poll(() => registry.received.length).toBeGreaterThan(3);
    expect(new Set(registry.received.map(({ path }) => path)).size).toBe(1);
  });

  it('withdraws first when it closes, and answers until routers have heard of it', async () => {
    await using registry = await startFakeRegistry();
    const settings = settingsFor(registry, { WITHDRAWAL_MS: '500' });
    const service = await createTestService(notes, settings);
    await service.listen();
    await expect.poll(() => methodsOf(registry)).toEqual(['PUT']);

    const closed = service[Symbol.asyncDispose]();
    await expect.poll(() => methodsOf(registry)).toEqual(['PUT', 'DELETE']);
    const meanwhile = await service.fetch('/graphql', ask);
    const ready = await service.fetch('/health/ready', { as: null });
    await closed;

    expect([meanwhile.status, ready.status]).toEqual([200, 503]);
  });

  it('renews no more once it is withdrawn', async () => {
    await using registry = await startFakeRegistry();
    registry.leaseMs = 30;
    const service = await createTestService(notes, settingsFor(registry, { WITHDRAWAL_MS: '150' }));
    await service.listen();
    await expect.poll(() => registry.received.length).toBeGreaterThan(1);
    await service[Symbol.asyncDispose]();
    expect(methodsOf(registry).at(-1)).toBe('DELETE');
  });

  it('serves while the registry refuses it, and registers when that is over', async () => {
    await using registry = await startFakeRegistry();
    registry.status = 503;
    await using service = await createTestService(notes, settingsFor(registry));
    await service.listen();
    await expect.poll(() => registry.received.length).toBeGreaterThan(0);
    expect((await service.fetch('/graphql', ask)).status).toBe(200);

    registry.status = 200;
    const before = registry.received.length;
    await expect.poll(() => registry.received.length, { timeout: 8000 }).toBe(before + 1);
  });

  it('starts and ends without a registry that answers', async () => {
    const registry = await startFakeRegistry();
    await registry[Symbol.asyncDispose]();
    const service = await createTestService(notes, settingsFor(registry));
    await service.listen();
    expect((await service.fetch('/graphql', ask)).status).toBe(200);
    await service[Symbol.asyncDispose]();
    await expect(service.fetch('/graphql', ask)).rejects.toThrow('fetch failed');
  });
});

it('tells nobody of a service without REGISTRY_URL', async () => {
  await using registry = await startFakeRegistry();
  await using service = await createTestService(notes, {
    settings: { SIGNING_KEY: 'ab'.repeat(32) },
  });
  await service.listen();
  await sleep(50);
  expect(registry.received).toEqual([]);
});
