import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { createVerifier, keyFor } from '@supergraph/kit/signing';
import { pino } from 'pino';
import { describe, expect, it, vi } from 'vitest';

import { configShape } from '#src/config/index.ts';
import { createMetrics } from '#src/telemetry/metrics.ts';
import { openUsageReporter } from '#src/telemetry/open-usage-reporter.ts';
import type { UsageBatch } from '#src/telemetry/usage-buffer.ts';
import { type UsedOperation, createUsageStore } from '#src/telemetry/usage.ts';

const KEY = 'ab'.repeat(32);

type Mood = 'keeps' | 'fails' | 'hangs' | 'keeps, but says nothing' | 'refuses';

/** A registry that keeps each batch once. */
async function startKeeper() {
  const kept = new Map<string, UsageBatch>();
  const state = { mood: 'keeps' as Mood, requests: 0, authorization: '', caller: '' };
  const verifier = createVerifier({ router: keyFor(KEY, 'registry') }, { now: Date.now });
  const server = createServer((request, response) => {
    const take = async (): Promise<void> => {
      const body = await text(request);
      state.requests += 1;
      state.authorization = request.headers.authorization ?? '';
      if (request.headers['x-graph-signature'] !== undefined) {
        const { method = '', url: path = '', headers } = request;
        state.caller = verifier.verify({ method, path, headers, body });
      }
      const batch = JSON.parse(body) as UsageBatch;
      if (state.mood.startsWith('keeps')) {
        kept.set(batch.id, batch);
      }
      if (state.mood === 'keeps' || state.mood === 'fails' || state.mood === 'refuses') {
        response.statusCode = { keeps: 200, fails: 503, refuses: 400 }[state.mood];
        response.end('{}');
      }
    };
    void take();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const calls = () =>
    [...kept.values()]
      .flatMap(({ operations }) => operations)
      .reduce((sum, one) => sum + one.calls, 0);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    kept,
    state,
    calls,
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const operation = (signature: string): UsedOperation => ({
  hash: signature,
  name: 'Shelf',
  type: 'query',
  variant: null,
  generation: 'g1',
  signature,
  coordinates: [],
});

function startReporting(url: string, settings: Record<string, unknown> = {}, signing = {}) {
  let minted = 0;
  const newId = (prefix: string) => `${prefix}_${++minted}`;
  const store = createUsageStore({ enabled: true, operations: 1000, clients: 1000 }, { newId });
  const registry = { url, reportMs: 20, timeoutMs: 100, maxBackoffMs: 40, ...settings };
  const metrics = createMetrics();
  const reporter = openUsageReporter(configShape.parse({ registry, signing }), store, {
    log: pino({ level: 'silent' }),
    metrics,
  });
  const count = (signature: string) =>
    store
      .open(operation(signature))
      .count({ clientName: 'shop', clientVersion: '1', hasErrors: false, ms: 1, at: 1000 });
  return { reporter, metrics, count };
}

describe('a usage report', () => {
  it('has the signature under its hash, with client and time', async () => {
    using registry = await startKeeper();
    const { reporter, count } = startReporting(registry.url);
    count('{ books { id } }');
    await reporter?.stop();

    expect([...registry.kept.values()][0]?.operations).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{64}$/u),
        name: 'Shelf',
        text: '{ books { id } }',
        clientName: 'shop',
        clientVersion: '1',
        calls: 1,
        lastSeenAt: '1970-01-01T00:00:01.000Z',
      },
    ]);
  });

  it.each<Mood>(['fails', 'hangs', 'keeps, but says nothing'])(
    'arrives once while the registry %s',
    async (mood) => {
      using registry = await startKeeper();
      registry.state.mood = mood;
      const { reporter, count } = startReporting(registry.url);
      for (let at = 0; at < 10; at += 1) {
        count(`{ a${at % 3} }`);
      }
      await vi.waitFor(() => expect(registry.state.requests).toBeGreaterThan(1), 10_000);
      count('{ later }');
      registry.state.mood = 'keeps';
      await vi.waitFor(() => expect(registry.calls()).toBe(11), 10_000);
      await reporter?.stop();

      expect(registry.calls()).toBe(11);
    },
  );

  it('carries the token', async () => {
    using registry = await startKeeper();
    const { reporter, count } = startReporting(registry.url, { token: 'secret' });
    count('{ a }');
    await reporter?.stop();

    expect(registry.state.authorization).toBe('Bearer secret');
  });

  it('is signed when there is a key', async () => {
    using registry = await startKeeper();
    const { reporter, count } = startReporting(registry.url, {}, { key: KEY });
    count('{ a }');
    await reporter?.stop();

    expect(registry.state.caller).toBe('router');
  });

  it('counts what is dropped when too much waits', async () => {
    using registry = await startKeeper();
    const { reporter, count, metrics } = startReporting(registry.url, { maxPending: 2 });
    for (const signature of ['{ a }', '{ b }', '{ c }']) {
      count(signature);
    }
    await reporter?.stop();

    expect(registry.calls()).toBe(2);
    expect((await metrics.render()).text).toMatch(/router_usage_lost_calls_total\S* 1\n/u);
  });

  it('is given up when the registry refuses it', async () => {
    using registry = await startKeeper();
    registry.state.mood = 'refuses';
    const { reporter, count } = startReporting(registry.url);
    count('{ a }');
    await vi.waitFor(() => expect(registry.state.requests).toBe(1), 10_000);
    registry.state.mood = 'keeps';
    count('{ b }');
    await reporter?.stop();

    expect(registry.calls()).toBe(1);
  });

  it('is not made without a registry', () => {
    const store = createUsageStore(
      { enabled: true, operations: 1, clients: 1 },
      { newId: (prefix) => prefix },
    );
    const deps = { log: pino({ level: 'silent' }), metrics: createMetrics() };

    expect(openUsageReporter(configShape.parse({}), store, deps)).toBeUndefined();
  });
});
