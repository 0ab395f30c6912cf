import { describe, expect, it } from 'vitest';

import { boundOf } from './durations.ts';
import { type Use, type UsedOperation, createUsageStore } from './usage.ts';

const createStore = (bounds: { operations?: number; clients?: number } = {}) => {
  let minted = 0;
  return createUsageStore(
    { enabled: true, operations: 1000, clients: 1000, ...bounds },
    { newId: (prefix) => `${prefix}_${++minted}` },
  );
};
const operation = (hash: string): UsedOperation => ({
  hash,
  name: 'Shelf',
  type: 'query',
  variant: 'web',
  generation: 'g1',
  signature: 'query Shelf { books { id } }',
  coordinates: ['Book.id', 'Query.books'],
});
const use = (over: Partial<Use> = {}): Use => ({
  clientName: 'shop',
  clientVersion: '1.0',
  hasErrors: false,
  ms: 2,
  at: 1000,
  ...over,
});

describe('a usage report', () => {
  it('has nothing as long as nothing was used', () => {
    const store = createStore();
    store.open(operation('a'));

    expect(store.takeUsage()).toBeUndefined();
  });

  it('counts calls, errors and time by operation and client', () => {
    const store = createStore();
    const usage = store.open(operation('a'));
    usage.count(use());
    usage.count(use({ hasErrors: true, ms: 3, at: 2000 }));
    usage.count(use({ clientVersion: '2.0' }));

    expect(store.takeUsage()?.operations).toMatchObject([
      {
        ...operation('a'),
        clients: [
          {
            name: 'shop',
            version: '1.0',
            count: 2,
            errors: 1,
            durationMs: 5,
            firstSeenAt: 1000,
            lastSeenAt: 2000,
          },
          { name: 'shop', version: '2.0', count: 1, errors: 0 },
        ],
      },
    ]);
  });

  it.each([0, 0.05, 0.1, 2, 15.7, 900, 40_000])(
    'has %d ms in the bucket that bounds them',
    (ms) => {
      const store = createStore();
      store.open(operation('a')).count(use({ ms }));
      const durations = store.takeUsage()?.operations[0]?.clients[0]?.durations ?? [];
      const bucket = durations.indexOf(1);

      expect(boundOf(bucket)).toBeGreaterThanOrEqual(ms);
      expect(bucket === 0 || boundOf(bucket - 1) < ms).toBe(true);
    },
  );

  it('is the same after being JSON', () => {
    const store = createStore();
    store.open(operation('a')).count(use());
    const report = store.takeUsage();

    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('starts from nothing after the one before', () => {
    const store = createStore();
    const usage = store.open(operation('a'));
    usage.count(use());
    store.takeUsage();
    usage.count(use());

    expect(store.takeUsage()?.operations[0]?.clients[0]?.count).toBe(1);
    expect(store.takeUsage()).toBeUndefined();
  });

  it('comes again under its id when it was given back, before what was counted since', () => {
    const store = createStore();
    const usage = store.open(operation('a'));
    usage.count(use());
    const report = store.takeUsage();
    usage.count(use());
    usage.count(use());
    if (report !== undefined) {
      store.giveBack(report);
    }

    expect(store.takeUsage()).toBe(report);
    expect(store.takeUsage()).toMatchObject({
      id: 'usage_2',
      operations: [{ clients: [{ count: 2 }] }],
    });
  });

  it('counts operations beyond its bound as other, and loses none', () => {
    const store = createStore({ operations: 10 });
    for (let round = 0; round < 2; round += 1) {
      for (let at = 0; at < 100; at += 1) {
        store.open(operation(`hash ${at}`)).count(use());
      }
      const operations = store.takeUsage()?.operations ?? [];

      expect(operations.map(({ hash }) => hash)).toEqual([
        ...Array.from({ length: 10 }, (_, at) => `hash ${at}`),
        'other',
      ]);
      expect(operations.at(-1)?.clients).toMatchObject([{ name: 'shop', count: 90 }]);
    }
  });

  it('counts clients beyond its bound as other, and loses none', () => {
    const store = createStore({ clients: 3 });
    const usage = store.open(operation('a'));
    for (let at = 0; at < 50; at += 1) {
      usage.count(use({ clientName: `client ${at}` }));
    }

    expect(store.takeUsage()?.operations[0]?.clients).toMatchObject([
      { name: 'client 0', count: 1 },
      { name: 'client 1', count: 1 },
      { name: 'client 2', count: 1 },
      { name: 'other', version: 'other', count: 47 },
    ]);
  });

  it('has an operation under its own name again once there is room', () => {
    const store = createStore({ operations: 1 });
    const [first, second] = [store.open(operation('a')), store.open(operation('b'))];
    first.count(use());
    second.count(use());
    store.takeUsage();
    second.count(use());

    expect(store.takeUsage()?.operations).toMatchObject([{ hash: 'b' }]);
  });
});
