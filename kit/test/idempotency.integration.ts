import { describe, expect, it } from 'vitest';

import type { Database } from '#src/database.ts';
import {
  type IdempotentCall,
  callerOf,
  purgeIdempotency,
  runIdempotent,
} from '#src/idempotency.ts';
import type { RequestContext } from '#src/request-context.ts';
import { idempotency } from '#src/tables.ts';

import { createTestDatabase } from '../testing/database.ts';
import { addEffect, createEffects, listEffects } from './build.ts';

const HOUR_MS = 60 * 60 * 1000;

function buildCall(call: Partial<IdempotentCall> = {}): IdempotentCall {
  return {
    caller: 'visitor:v1',
    operation: 'cartCreate',
    key: 'key-00001',
    input: { quantity: 1, sku: 'A' },
    now: () => 0,
    ...call,
  };
}

/** Runs a call whose effect is its name. */
function run(db: Database, name: string, call: Partial<IdempotentCall> = {}) {
  return runIdempotent(db, buildCall(call), async (tx) => {
    addEffect(tx, name);
    return { cartId: name, errors: [] };
  });
}

/** Leaves the row of a call whose process died between claiming its key and its effect. */
async function abandon(db: Database, call: Partial<IdempotentCall> = {}): Promise<void> {
  const dying: Database = Object.create(db, {
    transaction: {
      value: async (work: Parameters<Database['transaction']>[0]) => {
        await db.transaction(work);
        throw new Error('killed');
      },
    },
  });
  await runIdempotent(dying, buildCall(call), async () => null).catch(() => undefined);
}

async function openEffects() {
  const db = createTestDatabase();
  await createEffects(db);
  return db;
}

describe('runIdempotent', () => {
  it('gives a repeated call the stored outcome and has one effect', async () => {
    using db = await openEffects();
    const first = await run(db, 'one');
    expect(await run(db, 'two')).toEqual(first);
    expect(first).toEqual({ status: 'done', outcome: { cartId: 'one', errors: [] } });
    expect(listEffects(db.reader)).toEqual(['one']);
  });

  it('takes input with its keys in another order for the same', async () => {
    using db = await openEffects();
    await run(db, 'one');
    expect(await run(db, 'two', { input: { sku: 'A', quantity: 1 } })).toMatchObject({
      outcome: { cartId: 'one' },
    });
  });

  it('refuses a key with other input and changes nothing', async () => {
    using db = await openEffects();
    await run(db, 'one');
    expect(await run(db, 'two', { input: { sku: 'B' } })).toEqual({ status: 'reused' });
    expect(listEffects(db.reader)).toEqual(['one']);
  });

  it.each([{ caller: 'visitor:v2' }, { operation: 'cartClaim' }, { key: 'key-00002' }])(
    'does not mix up calls with another %j',
    async (other) => {
      using db = await openEffects();
      await run(db, 'one');
      expect(await run(db, 'two', other)).toMatchObject({ outcome: { cartId: 'two' } });
    },
  );

  it.each([null, undefined])('just runs without a key (%s)', async (key) => {
    using db = await openEffects();
    await run(db, 'one', { key });
    await run(db, 'two', { key });
    expect(listEffects(db.reader)).toEqual(['one', 'two']);
    expect(db.reader.select().from(idempotency).all()).toEqual([]);
  });

  it('runs one of two calls at the same time and tells the other to come back', async () => {
    using db = await openEffects();
    const results = await Promise.all([run(db, 'one'), run(db, 'two')]);
    expect(results).toEqual([
      { status: 'done', outcome: { cartId: 'one', errors: [] } },
      { status: 'in progress', retryAfterMs: 500 },
    ]);
    expect(listEffects(db.reader)).toEqual(['one']);
  });

  it('frees the key when the call throws, and keeps none of its effect', async () => {
    using db = await openEffects();
    const failing = runIdempotent(db, buildCall(), async (tx) => {
      addEffect(tx, 'half');
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await run(db, 'retry')).toMatchObject({ status: 'done', outcome: { cartId: 'retry' } });
    expect(listEffects(db.reader)).toEqual(['retry']);
  });

  it('waits for a call whose process may still be alive', async () => {
    using db = await openEffects();
    await abandon(db);
    expect(await run(db, 'one', { now: () => 29_999 })).toEqual({
      status: 'in progress',
      retryAfterMs: 500,
    });
  });

  it('takes over a call whose process died 30 s ago', async () => {
    using db = await openEffects();
    await abandon(db);
    expect(await run(db, 'one', { now: () => 30_000 })).toMatchObject({
      outcome: { cartId: 'one' },
    });
  });

  it('has no effect of a call that lost its key to a retry', async () => {
    using db = await openEffects();
    let retry: Promise<unknown> = Promise.resolve();
    const slow: Database = Object.create(db, {
      transaction: {
        // The retry gets between the slow call's claim and its effect.
        value: async (work: Parameters<Database['transaction']>[0]) => {
          const result = await db.transaction(work);
          retry = run(db, 'retry', { now: () => 40_000 });
          await retry;
          return result;
        },
      },
    });
    expect(await run(slow, 'slow')).toEqual({ status: 'in progress', retryAfterMs: 500 });
    expect(listEffects(db.reader)).toEqual(['retry']);
  });

  it('forgets after 24 hours', async () => {
    using db = await openEffects();
    await run(db, 'one');
    expect(await run(db, 'early', { now: () => 24 * HOUR_MS - 1 })).toMatchObject({
      outcome: { cartId: 'one' },
    });
    expect(await run(db, 'late', { now: () => 24 * HOUR_MS })).toMatchObject({
      outcome: { cartId: 'late' },
    });
  });
});

describe('purgeIdempotency', () => {
  it('removes what expired and nothing else', async () => {
    using db = await openEffects();
    await run(db, 'old', { key: 'key-old01' });
    await run(db, 'new', { key: 'key-new01', now: () => HOUR_MS });
    await purgeIdempotency(db, () => 24 * HOUR_MS + 1);
    expect(
      db.reader
        .select()
        .from(idempotency)
        .all()
        .map(({ key }) => key),
    ).toEqual(['key-new01']);
  });
});

describe('callerOf', () => {
  const visitor = { claims: null, visitorId: 'v1', requestId: 'r1' } as RequestContext;

  it.each([
    [
      'a signed-in customer',
      { ...visitor, claims: { sub: 'cus_1', sid: '', roles: [], scopes: [], groups: [] } },
      'customer:cus_1',
    ],
    ['a visitor', visitor, 'visitor:v1'],
    ['nobody known, who shares keys with nobody', { ...visitor, visitorId: null }, 'visitor:r1'],
  ])('names %s', (_, request, caller) => {
    expect(callerOf(request)).toBe(caller);
  });
});
