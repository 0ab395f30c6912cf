import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { sleep } from '@supergraph/kit/clock';
import { createTestService } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { notes } from './fixture/notes.ts';

interface Received {
  readonly method: string;
  readonly path: string;
  readonly signature: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface FakeRegistry extends AsyncDisposable {
  readonly url: string;
  readonly received: Received[];
  /** Status of every further answer. */
  status: number;
  leaseMs: number;
}

/** Something that speaks the registry's side of the contract, on real HTTP. */
async function startFakeRegistry(): Promise<FakeRegistry> {
  const registry = { received: [] as Received[], status: 200, leaseMs: 60_000, url: '' };
  const server = createServer((message, response) => {
    let text = '';
    message.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    message.on('end', () => {
      registry.received.push({
        method: message.method ?? '',
        path: message.url ?? '',
        signature: String(message.headers['x-graph-signature']),
        body: text === '' ? {} : (JSON.parse(text) as Received['body']),
      });
      const isEmpty = message.method === 'DELETE' && registry.status === 200;
      response.writeHead(isEmpty ? 204 : registry.status);
      response.end(isEmpty ? undefined : JSON.stringify({ leaseMs: registry.leaseMs }));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  registry.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(registry, { [Symbol.asyncDispose]: () => stop(server) });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

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
