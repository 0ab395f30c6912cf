import type { Transaction } from '@supergraph/kit/database';

import { findCategories, findSubtree } from '#src/data/categories.ts';
import { listInCategories } from '#src/data/category-listing.ts';
import { findProductIdsIn } from '#src/data/product-categories.ts';
import { moveSubtree, saveCategory } from '#src/data/save-category.ts';
import { describeCategories } from '#src/describe.ts';
import type { CategoryTextContent } from '#src/rules/product-content.ts';
import type { CategoryRow } from '#src/tables.ts';
import { type Announcer, announceProducts } from '#src/write-product.ts';

export interface CategoryWrite {
  readonly id: string;
  /** The row as it is; undefined for a new category. */
  readonly before: CategoryRow | undefined;
  readonly parent: CategoryRow | undefined;
  readonly position: number;
  readonly imageUrl: string | null;
  readonly contentHash: string | null;
  readonly texts: readonly CategoryTextContent[];
}

/** Whether a category would end up below itself. */
export function isLoop(id: string, parent: CategoryRow | undefined): boolean {
  return parent?.path.includes(`/${id}/`) ?? false;
}

/** Stores a category, takes along what is below it, and publishes all that changed. The content is checked already. */
export async function writeCategory(
  tx: Transaction,
  write: CategoryWrite,
  announcer: Announcer,
): Promise<'created' | 'updated'> {
  const { before } = write;
  const row = toRow(write);
  await saveCategory(tx, row, write.texts);
  if (before !== undefined && before.path !== row.path) {
    await moveSubtree(tx, { from: before.path, to: row.path, depth: row.depth - before.depth });
    await followMove(tx, row, announcer);
  } else {
    await announceCategories(tx, [row], announcer);
  }
  return before === undefined ? 'created' : 'updated';
}

function toRow({ id, before, parent, ...columns }: CategoryWrite): CategoryRow {
  const { position, imageUrl, contentHash } = columns;
  return {
    id,
    parentId: parent?.id ?? null,
    position,
    depth: parent === undefined ? 0 : parent.depth + 1,
    path: `${parent?.path ?? '/'}${id}/`,
    imageUrl,
    version: (before?.version ?? 0) + 1,
    contentHash,
  };
}

/** A move changes the path of every category below, and the ancestors of every product in them. */
async function followMove(
  tx: Transaction,
  { path }: CategoryRow,
  announcer: Announcer,
): Promise<void> {
  const moved = await findSubtree(tx, path);
  const productIds = await findProductIdsIn(
    tx,
    moved.map(({ id }) => id),
  );
  await listInCategories(tx, productIds);
  await announceCategories(tx, moved, announcer);
  await announceProducts(tx, productIds, announcer);
}

async function announceCategories(
  tx: Transaction,
  rows: readonly CategoryRow[],
  { deps, correlationId }: Announcer,
): Promise<void> {
  for (const data of await describeCategories(tx, rows)) {
    await deps.publish(tx, {
      type: 'catalog.category.changed',
      key: data.categoryId,
      data,
      cause: { correlationId },
    });
  }
}

export async function findCategory(
  tx: Transaction,
  id: string | null | undefined,
): Promise<CategoryRow | undefined> {
  return id == null ? undefined : (await findCategories(tx, [id]))[0];
}
