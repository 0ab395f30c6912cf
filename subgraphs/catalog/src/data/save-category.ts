import { type Transaction, prepared } from '@supergraph/kit/database';
import { eq, sql } from '@supergraph/kit/drizzle';

import { findCategoryTexts } from '#src/data/categories.ts';
import { createInsertAll, createUpsertAll } from '#src/data/insert-all.ts';
import { recordSlugs } from '#src/data/slugs.ts';
import type { CategoryTextContent } from '#src/rules/product-content.ts';
import { type CategoryRow, category, categoryText } from '#src/tables.ts';

/** Stores a category with its texts. */
export async function saveCategory(
  tx: Transaction,
  row: CategoryRow,
  texts: readonly CategoryTextContent[],
): Promise<void> {
  upsert(tx, [row]);
  const before = await findCategoryTexts(tx, [row.id]);
  deleteTexts(tx).run({ id: row.id });
  insertTexts(
    tx,
    texts.map((text) => ({ ...text, categoryId: row.id })),
  );
  await recordSlugs(tx, {
    kind: 'CATEGORY',
    targetId: row.id,
    before: before.map(({ slug }) => slug),
    after: texts.map(({ slug }) => slug),
  });
}

/** Puts everything below a category where the category is now. */
export async function moveSubtree(
  tx: Transaction,
  { from, to, depth }: { readonly from: string; readonly to: string; readonly depth: number },
): Promise<void> {
  move(tx).run({ from, to, depth, end: `${from}\uffff` });
}

const upsert = createUpsertAll(category, { key: [category.id] });
const insertTexts = createInsertAll(categoryText);
const deleteTexts = prepared((db) =>
  db
    .delete(categoryText)
    .where(eq(categoryText.categoryId, sql.placeholder('id')))
    .prepare(),
);
const move = prepared((db) =>
  db
    .update(category)
    .set({
      path: sql`${sql.placeholder('to')} || substr(${category.path}, length(${sql.placeholder('from')}) + 1)`,
      depth: sql`${category.depth} + ${sql.placeholder('depth')}`,
    })
    .where(
      sql`${category.path} > ${sql.placeholder('from')} and ${category.path} < ${sql.placeholder('end')}`,
    )
    .prepare(),
);
