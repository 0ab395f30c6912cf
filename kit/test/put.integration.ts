import { expect, it } from 'vitest';

import { openDatabase } from '#src/database.ts';
import { integer, primaryKey, sql, sqliteTable, text } from '#src/drizzle.ts';
import { preparedPut } from '#src/put.ts';
import { createTestFolder } from '@supergraph/kit/testing';

const note = sqliteTable(
  'note',
  {
    folder: text('folder').notNull(),
    number: integer('page_number').notNull(),
    isRead: integer('is_read', { mode: 'boolean' }).notNull(),
    tags: text('tags', { mode: 'json' }).$type<readonly string[]>(),
  },
  (t) => [primaryKey({ columns: [t.folder, t.number] })],
);
const putNote = preparedPut(note, note.folder, note.number);
const FIRST = { folder: 'a', number: 1, isRead: false, tags: ['x'] };

async function putAll(rows: readonly (typeof note.$inferSelect)[]) {
  using folder = createTestFolder();
  using db = openDatabase({ file: `${folder.path}/notes.db` });
  return await db.transaction(async (tx) => {
    tx.run(
      sql`create table note (folder text, page_number integer, is_read integer, tags text, primary key (folder, page_number))`,
    );
    for (const row of rows) {
      await putNote(tx, row);
    }
    const rawTags = tx.all<{ tags: string | null }>(sql`select tags from note`);
    return { rows: tx.select().from(note).all(), rawTags: rawTags.map(({ tags }) => tags) };
  });
}

it('writes a new row as it is read again', async () => {
  expect((await putAll([FIRST])).rows).toEqual([FIRST]);
});

it('writes over the row of the same key, and only that', async () => {
  const other = { ...FIRST, number: 2 };
  const after = { ...FIRST, isRead: true, tags: null };
  expect((await putAll([FIRST, other, after])).rows).toEqual([after, other]);
});

it('writes null of a JSON column as null', async () => {
  expect((await putAll([{ ...FIRST, tags: null }])).rawTags).toEqual([null]);
});
