import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, gt, lte, sql } from '@supergraph/kit/drizzle';

import { type CategoryRow, type CategoryText, category } from '#src/tables.ts';

export async function saveCategory(tx: Transaction, row: CategoryRow): Promise<void> {
  upsert(tx).run({ ...row });
}

export async function findCategory(db: Queries, id: string): Promise<CategoryRow | undefined> {
  return selectOne(db).get({ id });
}

export async function findCategoryTexts(
  db: Queries,
  ids: readonly string[],
): Promise<readonly CategoryText[]> {
  return selectTexts(db)
    .all({ ids: JSON.stringify(ids) })
    .flatMap(({ texts }) => texts);
}

/** Categories whose revision is in this range. */
export async function listChangedCategories(
  db: Queries,
  after: number,
  upTo: number,
): Promise<CategoryRow[]> {
  return selectChanged(db).all({ after, upTo });
}

const selectOne = prepared((db) =>
  db
    .select()
    .from(category)
    .where(eq(category.categoryId, sql.placeholder('id')))
    .prepare(),
);
const selectTexts = prepared((db) =>
  db
    .select({ texts: category.texts })
    .from(category)
    .where(inJson(category.categoryId, 'ids'))
    .prepare(),
);
const selectChanged = prepared((db) =>
  db
    .select()
    .from(category)
    .where(
      and(
        gt(category.revision, sql.placeholder('after')),
        lte(category.revision, sql.placeholder('upTo')),
      ),
    )
    .prepare(),
);
const upsert = prepared((db) =>
  db
    .insert(category)
    .values({
      categoryId: sql.placeholder('categoryId'),
      parentId: sql.placeholder('parentId'),
      path: sql.placeholder('path'),
      depth: sql.placeholder('depth'),
      position: sql.placeholder('position'),
      texts: sql.placeholder('texts'),
      revision: sql.placeholder('revision'),
    })
    .onConflictDoUpdate({
      target: category.categoryId,
      set: {
        parentId: sql`excluded.parent_id`,
        path: sql`excluded.path`,
        depth: sql`excluded.depth`,
        position: sql`excluded.position`,
        texts: sql`excluded.texts`,
        revision: sql`excluded.revision`,
      },
    })
    .prepare(),
);
