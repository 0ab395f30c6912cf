import type { Transaction } from '@supergraph/kit/database';

import type { CatalogDeps } from '#src/context.ts';
import { listInCategories } from '#src/data/category-listing.ts';
import { findProduct } from '#src/data/products.ts';
import { saveProduct } from '#src/data/save-product.ts';
import { findVariantsOf } from '#src/data/variants.ts';
import { refuseVersion } from '#src/refusals.ts';
import { type WriteOutcome, done, refused } from '#src/rules/write-errors.ts';

export interface Archive {
  readonly id: string;
  readonly expectedVersion?: number | null | undefined;
}

/** Takes a product off sale. One that is archived already stays as it is, and nothing is published. */
export async function archiveProduct(
  tx: Transaction,
  input: Archive,
  { deps, correlationId }: { readonly deps: CatalogDeps; readonly correlationId: string },
): Promise<WriteOutcome> {
  const before = await findProduct(tx, input.id);
  const error = refuseVersion('product', input, before);
  if (before === undefined || error !== undefined) {
    return refused(...(error === undefined ? [] : [error]));
  }
  if (before.status === 'ARCHIVED') {
    return done(before.id);
  }
  await saveProduct(tx, {
    ...before,
    status: 'ARCHIVED',
    version: before.version + 1,
    contentHash: null,
    updatedAt: deps.now(),
  });
  await listInCategories(tx, [before.id]);
  const variants = await findVariantsOf(tx, [before.id]);
  await deps.publish(tx, {
    type: 'catalog.product.archived',
    key: before.id,
    data: { productId: before.id, variantIds: variants.map(({ id }) => id) },
    cause: { correlationId },
  });
  return done(before.id);
}
