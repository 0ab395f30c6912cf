import type { Transaction } from '@supergraph/kit/database';

import type { ChangedCategory } from '#src/rules/catalog-events.ts';
import { findCategory, saveCategory } from '#src/data/categories.ts';
import { nextRevision } from '#src/data/index-state.ts';
import { markStale } from '#src/data/products.ts';

/** Keeps a category. When it was renamed, the texts of its products are made again soon after. */
export async function putCategory(tx: Transaction, changed: ChangedCategory): Promise<void> {
  const before = await findCategory(tx, changed.categoryId);
  await saveCategory(tx, { ...changed, revision: await nextRevision(tx) });
  const isRenamed = JSON.stringify(before?.texts) !== JSON.stringify(changed.texts);
  if (before !== undefined && isRenamed) {
    await markStale(tx, changed.categoryId);
  }
}
