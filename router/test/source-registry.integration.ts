import { setTimeout as delay } from 'node:timers/promises';

import { sleep } from '@supergraph/kit/clock';
import { describe, expect, it } from 'vitest';

import { configShape } from '#src/config/index.ts';
import type { InstanceUrls } from '#src/fetchers/subgraph-client.ts';
import { createRegistryGet } from '#src/supergraph/registry-client.ts';
import type { OverrideShares } from '#src/supergraph/override-shares.ts';
import { RegistrySource, type RegistrySourceTimes } from '#src/supergraph/source-registry.ts';

import { type TestRegistry, startTestRegistry } from './harness/registry.ts';
import { type LogLine, createTestLog } from './harness/router.ts';

const KEY = 'ab'.repeat(32);

interface Follower extends AsyncDisposable {
  readonly source: RegistrySource;
  readonly loaded: string[];
  readonly routed: InstanceUrls[];
  readonly overridden: OverrideShares[];
  readonly lines: LogLine[];
}

interface FollowOptions {
  readonly times?: Partial<RegistrySourceTimes>;
  readonly lastGood?: string;
  readonly load?: (sdl: string) => Promise<void>;
  readonly settings?: Record<string, unknown>;
}

/** Follows a registry, and keeps what a router would have been given. */
function follow(registry: TestRegistry, options: FollowOptions = {}): Follower {
  const { lastGood, load, settings, times } = options;
  const config = configShape.parse({ signing: { key: KEY }, ...settings });
  const loaded: string[] = [];
  const routed: InstanceUrls[] = [];
  const overridden: OverrideShares[] = [];
  const lines: LogLine[] = [];
  const take = async (sdl: string): Promise<void> => {
    await load?.(sdl);
    loaded.push(sdl);
  };
  const source = new RegistrySource(
    {
      get: createRegistryGet(registry.url, config.registry, config.signing),
      load: take,
      loadLastGood: async () => {
        await (lastGood === undefined ? undefined : take(lastGood));
        return lastGood !== undefined;
      },
      route: (instances) => void routed.push(instances),
      override: (shares) => void overridden.push(shares),
      log: createTestLog(lines),
      sleep,
      random: () => 0,
    },
    { pollMs: 50, ...times },
  );
  return { source, loaded, routed, overridden, lines, [Symbol.asyncDispose]: () => source.stop() };
}

const saysOf = ({ lines }: Follower) => lines.map(({ msg }) => msg);

describe('the stream', () => {
  it('brings the version that is active, and every one after it', async () => {
    await using registry = await startTestRegistry();
    registry.publish('one');
    await using follower = follow(registry);
    await follower.source.serving;
    registry.publish('two');
    await expect.poll(() => follower.loaded).toEqual(['one', 'two']);
  });

  it('brings the first version that is ever published', async () => {
    await using registry = await startTestRegistry();
    await using follower = follow(registry);
    await expect.poll(() => registry.streams).toBe(1);
    registry.publish('one');
    await follower.source.serving;
    expect(follower.loaded).toEqual(['one']);
  });

  it('brings instances', async () => {
    await using registry = await startTestRegistry();
    await using follower = follow(registry);
    await expect.poll(() => registry.streams).toBe(1);
    registry.tellInstances({ books: ['http://127.0.0.1:1/graphql'] });
    await expect.poll(() => follower.routed).toEqual([{ books: ['http://127.0.0.1:1/graphql'] }]);
  });

  it.each([['http://127.0.0.1:1'], { books: ['file:///etc/passwd'] }, { books: 'x' }, null])(
    'changes nothing when instances come as %j',
    async (data) => {
      await using registry = await startTestRegistry();
      await using follower = follow(registry);
      await expect.poll(() => registry.streams).toBe(1);
      registry.tellInstances(data);
      await expect
        .poll(() => saysOf(follower))
        .toContain('the registry tells of instances in another form');
      expect(follower.routed).toEqual([]);
    },
  );

  it('brings how far overrides are', async () => {
    await using registry = await startTestRegistry();
    await using follower = follow(registry);
    await expect.poll(() => registry.streams).toBe(1);
    registry.tellOverrides({ 'percent(10)': 25 });
    await expect.poll(() => follower.overridden).toEqual([{ 'percent(10)': 25 }]);
  });

  it.each([[25], { label: 101 }, { label: '25' }, null])(
    'changes nothing when overrides come as %j',
    async (data) => {
      await using registry = await startTestRegistry();
      await using follower = follow(registry);
      await expect.poll(() => registry.streams).toBe(1);
      registry.tellOverrides(data);
      await expect
        .poll(() => saysOf(follower))
        .toContain('the registry tells of overrides in another form');
      expect(follower.overridden).toEqual([]);
    },
  );

  it('is opened again when it ends, and what came meanwhile is loaded', async () => {
    await using registry = await startTestRegistry();
    registry.publish('one');
    await using follower = follow(registry);
    await follower.source.serving;
    await registry.stop();
    registry.publish('two');
    await registry.start();
    await expect.poll(() => follower.loaded).toEqual(['one', 'two']);
    await expect.poll(() => registry.streams).toBe(1);
  });

  it('is lost when it is silent for too long', async () => {
    await using registry = await startTestRegistry();
    await using follower = follow(registry, { times: { silenceMs: 50 } });
    const opened = () =>
      registry.received.filter(({ path }) => path === '/supergraph/events').length;
    await expect.poll(opened).toBeGreaterThan(2);
    expect(saysOf(follower)).toContain('the registry is out of reach, what is served stays');
  });
});

describe('versions that come faster than they load', () => {
  it('are loaded one after the other, and the last one wins', async () => {
    await using registry = await startTestRegistry();
    const release = Promise.withResolvers<void>();
    let loading = 0;
    let most = 0;
    const load = async (): Promise<void> => {
      loading += 1;
      most = Math.max(most, loading);
      await release.promise;
      loading -= 1;
    };
    await using follower = follow(registry, { load });
    await expect.poll(() => registry.streams).toBe(1);
    registry.publish('one');
    await expect.poll(() => loading).toBe(1);
    for (const sdl of ['two', 'three', 'four']) {
      registry.publish(sdl);
    }
    // Told, and waiting for the one that loads.
    await delay(50);
    release.resolve();
    await expect.poll(() => follower.loaded).toEqual(['one', 'four']);
    expect(most).toBe(1);
  });
});

describe('a registry without a stream', () => {
  it('is asked again and again, and answers whole only what is new', async () => {
    await using registry = await startTestRegistry();
    registry.hasStream = false;
    registry.publish('one');
    await using follower = follow(registry);
    await follower.source.serving;
    const statuses = () =>
      registry.received.filter(({ path }) => path === '/supergraph').map(({ status }) => status);
    await expect.poll(statuses).toEqual(expect.arrayContaining([200, 304, 304]));
    registry.publish('two');
    await expect.poll(() => follower.loaded).toEqual(['one', 'two']);
    expect(statuses().filter((status) => status === 200)).toHaveLength(2);
  });
});

describe('a registry that is down', () => {
  it('is said once, and once when it is back', async () => {
    await using registry = await startTestRegistry();
    registry.publish('one');
    await using follower = follow(registry);
    await follower.source.serving;
    await registry.stop();
    await delay(300);
    await registry.start();
    await expect.poll(() => registry.streams).toBe(1);
    await expect
      .poll(() => saysOf(follower))
      .toEqual([
        'follows the registry',
        'the registry is out of reach, what is served stays',
        'follows the registry',
      ]);
  });

  it('lets a start serve what was served last', async () => {
    await using registry = await startTestRegistry();
    await registry.stop();
    await using follower = follow(registry, { lastGood: 'kept', times: { graceMs: 20 } });
    await follower.source.serving;
    expect(follower.loaded).toEqual(['kept']);
    await registry.start();
    registry.publish('new');
    await expect.poll(() => follower.loaded).toEqual(['kept', 'new']);
  });

  it('leaves a start waiting when nothing was ever served', async () => {
    await using registry = await startTestRegistry();
    await registry.stop();
    await using follower = follow(registry, { times: { graceMs: 20 } });
    await expect.poll(() => saysOf(follower)).toContain('waits for a supergraph from the registry');
    await registry.start();
    registry.publish('one');
    await follower.source.serving;
    expect(follower.loaded).toEqual(['one']);
  });
});

describe('a supergraph that cannot be served', () => {
  const load = (sdl: string): Promise<void> =>
    sdl === 'bad' ? Promise.reject(new Error('not a supergraph')) : Promise.resolve();

  it('is refused once, and the next one is loaded', async () => {
    await using registry = await startTestRegistry();
    registry.publish('one');
    await using follower = follow(registry, { load });
    await follower.source.serving;
    registry.publish('bad');
    const refusals = () =>
      saysOf(follower).filter((msg) => msg === 'supergraph refused, the last one stays').length;
    await expect.poll(refusals).toBe(1);
    await registry.stop();
    await registry.start();
    await expect.poll(() => registry.streams).toBe(1);
    registry.publish('two');
    await expect.poll(() => follower.loaded).toEqual(['one', 'two']);
    expect(refusals()).toBe(1);
  });

  it('lets a start serve what was served last', async () => {
    await using registry = await startTestRegistry();
    registry.publish('bad');
    const times = { graceMs: 20 };
    await using follower = follow(registry, { load, lastGood: 'kept', times });
    await follower.source.serving;
    expect(follower.loaded).toEqual(['kept']);
  });
});

describe('who asks', () => {
  it('is proven by a signature', async () => {
    await using registry = await startTestRegistry();
    registry.publish('one');
    await using follower = follow(registry);
    await follower.source.serving;
    const signatures = registry.received.map(({ headers }) => headers['x-graph-signature']);
    expect(signatures).toEqual(
      signatures.map(() => expect.stringMatching(/^v1;caller=router;/u) as string),
    );
  });

  it('is proven by the token instead when there is one', async () => {
    await using registry = await startTestRegistry();
    registry.publish('one');
    await using follower = follow(registry, { settings: { registry: { token: 'secret' } } });
    await follower.source.serving;
    expect(registry.received[0]?.headers).toMatchObject({ authorization: 'Bearer secret' });
  });
});
