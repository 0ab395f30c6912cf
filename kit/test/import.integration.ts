import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import type { Database } from '#src/database.ts';
import { sql } from '#src/drizzle.ts';
import { type ImportLine, type Imports, applyImport, defineImportType } from '#src/import.ts';

import { createTestDatabase } from '../testing/database.ts';
import { addEffect, createEffects, listEffects } from './build.ts';

const imports: Imports = {
  types: {
    item: defineImportType({
      schema: z.strictObject({
        name: z.string(),
        price: z.object({ amount: z.int().min(0) }).optional(),
      }),
      async apply(tx, { name }) {
        const known = tx.all(sql`select 1 from effect where name = ${name}`).length > 0;
        if (known) {
          return 'unchanged';
        }
        addEffect(tx, name);
        return name.startsWith('odd') ? { rejected: `"${name}" is odd.` } : 'created';
      },
    }),
    part: defineImportType({
      schema: z.strictObject({ name: z.string(), of: z.string().optional() }),
      hierarchy: { keyOf: ({ name }) => name, parentKeyOf: ({ of }) => of },
      async apply(tx, { name, of }) {
        if (of !== undefined && !listEffects(tx).includes(of)) {
          return { rejected: `There is no "${of}".` };
        }
        addEffect(tx, name);
        return 'created';
      },
    }),
    note: defineImportType({ schema: z.object({}), apply: async () => 'updated' }),
  },
};

async function openEffects() {
  const db = createTestDatabase();
  await createEffects(db);
  return db;
}

function toLines(...values: unknown[]): ImportLine[] {
  return values.map((value, index) => ({ line: index + 1, value }));
}

function importLines(db: Database, ...values: unknown[]) {
  return applyImport(db, imports, { lines: toLines(...values), correlationId: 'cor_1' });
}

const item = (name: unknown) => ({ type: 'item', name });

describe('applyImport', () => {
  it('counts what happened by type', async () => {
    using db = await openEffects();
    const result = await importLines(db, item('a'), item('b'), item('a'), { type: 'note' });
    expect(result).toEqual({
      counts: {
        item: { created: 2, updated: 0, unchanged: 1, rejected: 0 },
        note: { created: 0, updated: 1, unchanged: 0, rejected: 0 },
      },
      rejected: [],
    });
  });

  it.each([
    ['a wrong type of value', item(7), 'name: Invalid input: expected string, received number'],
    ['a fault deep inside', { ...item('x'), price: { amount: -1 } }, 'price.amount: Too small'],
    ['an unknown field', { ...item('x'), colour: 'red' }, 'Unrecognized key: "colour"'],
    [
      'an unknown type',
      { type: 'shelf' },
      'There is no type "shelf" here; known are item, part, note.',
    ],
    ['a type of the prototype', { type: 'toString' }, 'There is no type'],
    ['no type', { name: 'x' }, 'A line is an object with a "type".'],
    ['no object', 'text', 'A line is an object with a "type".'],
    ['a rule of the importer', item('odd one'), '"odd one" is odd.'],
    [
      'a constraint of the table',
      item('a name beyond twenty characters'),
      'CHECK constraint failed',
    ],
  ])('rejects %s with its reason and imports the rest', async (_, bad, reason) => {
    using db = await openEffects();
    const { rejected } = await importLines(db, item('before'), bad, item('after'));
    expect(rejected).toMatchObject([{ line: 2, reason: expect.stringContaining(reason) }]);
    expect(listEffects(db.reader)).toEqual(['before', 'after']);
  });

  it('applies types in the order of their declaration', async () => {
    using db = await openEffects();
    await importLines(db, { type: 'part', name: 'wheel' }, item('car'));
    expect(listEffects(db.reader)).toEqual(['car', 'wheel']);
  });

  it('applies a parent before its children, and reports the line whose parent is missing', async () => {
    using db = await openEffects();
    const part = (name: string, of?: string) => ({ type: 'part', name, of });
    const { rejected } = await importLines(
      db,
      part('spoke', 'wheel'),
      part('sail', 'ship'),
      part('wheel'),
    );
    expect(listEffects(db.reader)).toEqual(['wheel', 'spoke']);
    expect(rejected).toEqual([{ line: 2, type: 'part', reason: 'There is no "ship".' }]);
  });

  it('counts a line of an unknown type under its name', async () => {
    using db = await openEffects();
    const { counts } = await importLines(db, { type: 'shelf' }, { type: 'shelf' });
    expect(counts).toEqual({ shelf: { created: 0, updated: 0, unchanged: 0, rejected: 2 } });
  });

  it('reports rejections by line, whenever they were found', async () => {
    using db = await openEffects();
    const { rejected } = await importLines(db, item('odd'), item(1), item('odd too'));
    expect(rejected.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  it('commits once', async () => {
    using db = await openEffects();
    let commits = 0;
    db.onCommit(() => commits++);
    await importLines(db, item('a'), item('odd'), item('b'));
    expect(commits).toBe(1);
  });
});
