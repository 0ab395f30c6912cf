import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { type CommandCall, defineCommand, runCommand } from '#src/commands.ts';
import type { Database } from '#src/database.ts';

import { createTestDatabase } from '../testing/database.ts';
import { addEffect, createEffects, listEffects } from './build.ts';

const reserve = defineCommand({
  callers: ['cart'],
  input: z.strictObject({
    lines: z.array(z.strictObject({ name: z.string(), quantity: z.int().min(1) })),
  }),
  async run(tx, { lines }, { caller }) {
    for (const { name } of lines) {
      addEffect(tx, name);
    }
    return { reserved: lines.length, for: caller };
  },
});

async function openEffects() {
  const db = createTestDatabase();
  await createEffects(db);
  return db;
}

function inputOf(...names: string[]) {
  return { lines: names.map((name) => ({ name, quantity: 1 })) };
}

function call(db: Database, changes: Partial<CommandCall> = {}) {
  return runCommand(db, reserve, {
    name: 'reserve',
    input: inputOf('a', 'b'),
    caller: 'cart',
    correlationId: 'cor_1',
    idempotencyKey: 'checkout-1',
    now: () => 0,
    ...changes,
  });
}

describe('runCommand', () => {
  it('answers what the command answers', async () => {
    using db = await openEffects();
    expect(await call(db)).toEqual({ reserved: 2, for: 'cart' });
  });

  it('answers a repeated key from what it stored, with one effect', async () => {
    using db = await openEffects();
    const answers = await Promise.all([call(db), call(db), call(db)]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(listEffects(db.reader)).toEqual(['a', 'b']);
  });

  it('stores nothing of a call that failed', async () => {
    using db = await openEffects();
    await expect(
      call(db, { input: inputOf('a', 'a name beyond twenty characters') }),
    ).rejects.toThrow('insert into effect');
    expect(listEffects(db.reader)).toEqual([]);
    expect(await call(db)).toEqual({ reserved: 2, for: 'cart' });
  });

  it.each([
    {
      what: 'a caller that is not listed',
      changes: { caller: 'pricing' },
      code: 'CALLER_NOT_ALLOWED',
      says: /"pricing" may not call the command "reserve"/u,
    },
    {
      what: 'a missing key',
      changes: { idempotencyKey: undefined },
      code: 'VALIDATION',
      says: /Idempotency-Key/u,
    },
    {
      what: 'a short key',
      changes: { idempotencyKey: 'x' },
      code: 'VALIDATION',
      says: /Idempotency-Key/u,
    },
    {
      what: 'input, naming every fault',
      changes: { input: { lines: [{ name: 1, quantity: 0 }] } },
      code: 'VALIDATION',
      says: /lines\.0\.name: .*; lines\.0\.quantity: /u,
    },
  ])('refuses $what', async ({ changes, code, says }) => {
    using db = await openEffects();
    const message = expect.stringMatching(says);
    await expect(call(db, changes)).rejects.toMatchObject({ code, message });
    expect(listEffects(db.reader)).toEqual([]);
  });

  it('refuses a key that was used with other input', async () => {
    using db = await openEffects();
    await call(db);
    await expect(call(db, { input: inputOf('c') })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(listEffects(db.reader)).toEqual(['a', 'b']);
  });
});

describe('a command that is performed', () => {
  function createAuthorize() {
    const asked: { amount: number; deadline: number | null }[] = [];
    const upstream = { isUp: true };
    const gate: { wait: Promise<void> } = { wait: Promise.resolve() };
    const create = (db: Database) =>
      defineCommand({
        callers: ['cart'],
        input: z.strictObject({ amount: z.int() }),
        async perform({ amount }, { deadline, keep }) {
          asked.push({ amount, deadline });
          await gate.wait;
          if (!upstream.isUp) {
            throw new Error('The upstream is down.');
          }
          const outcome = { status: 'AUTHORIZED', amount };
          await db.transaction(async (tx) => {
            addEffect(tx, `paid ${amount}`);
            keep(tx, outcome);
          });
          return outcome;
        },
      });
    return { asked, upstream, gate, create };
  }

  const authorization = (amount: number, changes: Partial<CommandCall> = {}): CommandCall => ({
    name: 'authorize',
    input: { amount },
    caller: 'cart',
    correlationId: 'cor_1',
    idempotencyKey: 'checkout-1',
    now: () => 0,
    ...changes,
  });

  it('runs once for a key when its answer was kept', async () => {
    using db = await openEffects();
    const { asked, create } = createAuthorize();
    const command = create(db);
    const first = await runCommand(db, command, authorization(5, { deadline: 99 }));
    expect(await runCommand(db, command, authorization(5))).toEqual(first);
    expect(asked).toEqual([{ amount: 5, deadline: 99 }]);
    expect(listEffects(db.reader)).toEqual(['paid 5']);
  });

  it('runs once for calls at the same time', async () => {
    using db = await openEffects();
    const { asked, create } = createAuthorize();
    const command = create(db);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => runCommand(db, command, authorization(5))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(asked).toHaveLength(1);
  });

  it('runs again for the same key when it failed', async () => {
    using db = await openEffects();
    const { asked, create, upstream } = createAuthorize();
    const command = create(db);
    upstream.isUp = false;
    await expect(runCommand(db, command, authorization(5))).rejects.toThrow('down');
    upstream.isUp = true;
    expect(await runCommand(db, command, authorization(5))).toMatchObject({ status: 'AUTHORIZED' });
    expect(asked).toHaveLength(2);
  });

  it('refuses a key with other input, also while the first one runs', async () => {
    using db = await openEffects();
    const { create, gate } = createAuthorize();
    const command = create(db);
    const { promise, resolve } = Promise.withResolvers<void>();
    gate.wait = promise;
    const first = runCommand(db, command, authorization(5));
    await expect(runCommand(db, command, authorization(6))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    resolve();
    await first;
    await expect(runCommand(db, command, authorization(6))).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(listEffects(db.reader)).toEqual(['paid 5']);
  });
});
