import { type Queries, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, isNull, sql } from '@supergraph/kit/drizzle';

import type { SlugOwner } from '#src/data/slugs.ts';
import { type CategoryRow, type CategoryTextRow, category, categoryText } from '#src/tables.ts';

type Keys = readonly string[];

export async function findCategories(db: Queries, ids: Keys): Promise<CategoryRow[]> {
  return selectCategories(db).all({ ids: JSON.stringify(ids) });
}

export async function findCategoryTexts(db: Queries, ids: Keys): Promise<CategoryTextRow[]> {
  return selectTexts(db).all({ ids: JSON.stringify(ids) });
}

export async function findRoots(db: Queries): Promise<CategoryRow[]> {
  return selectRoots(db).all();
}

/** Categories directly below these, in position order. */
export async function findChildren(db: Queries, parentIds: Keys): Promise<CategoryRow[]> {
  return selectChildren(db).all({ ids: JSON.stringify(parentIds) });
}

/** The category with this path and all below it, parents before children. */
export async function findSubtree(db: Queries, path: string): Promise<CategoryRow[]> {
  return selectSubtree(db).all({ path, end: `${path}\uffff` });
}

export async function findCategorySlugs(db: Queries, slugs: Keys): Promise<SlugOwner[]> {
  return selectSlugs(db).all({ slugs: JSON.stringify(slugs) });
}

const inOrder = [asc(category.position), asc(category.id)] as const;

const selectCategories = prepared((db) =>
  db.select().from(category).where(inJson(category.id, 'ids')).prepare(),
);
const selectTexts = prepared((db) =>
  db
    .select()
    .from(categoryText)
    .where(inJson(categoryText.categoryId, 'ids'))
    .orderBy(categoryText.categoryId, categoryText.locale)
    .prepare(),
);
const selectRoots = prepared((db) =>
  db
    .select()
    .from(category)
    .where(isNull(category.parentId))
    .orderBy(...inOrder)
    .prepare(),
);
const selectChildren = prepared((db) =>
  db
    .select()
    .from(category)
    .where(inJson(category.parentId, 'ids'))
    .orderBy(...inOrder)
    .prepare(),
);
const selectSubtree = prepared((db) =>
  db
    .select()
    .from(category)
    .where(
      and(
        sql`${category.path} >= ${sql.placeholder('path')}`,
        sql`${category.path} < ${sql.placeholder('end')}`,
      ),
    )
    .orderBy(category.path)
    .prepare(),
);
const selectSlugs = prepared((db) =>
  db
    .selectDistinct({ slug: categoryText.slug, id: categoryText.categoryId })
    .from(categoryText)
    .where(inJson(categoryText.slug, 'slugs'))
    .prepare(),
);
