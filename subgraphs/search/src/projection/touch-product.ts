import type { Transaction } from '@supergraph/kit/database';

import { nextRevision } from '#src/data/index-state.ts';
import { touchProducts } from '#src/data/products.ts';
import { findProductOf } from '#src/data/variants.ts';

/** Marks the product of a variant as changed. Answers its place in the index, undefined when catalog has not told of it. */
export async function touchProductOf(
  tx: Transaction,
  variantId: string,
): Promise<number | undefined> {
  const revision = await nextRevision(tx);
  const id = await findProductOf(tx, variantId);
  if (id !== undefined) {
    await touchProducts(tx, [id], revision);
  }
  return id;
}
