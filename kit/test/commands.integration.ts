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
