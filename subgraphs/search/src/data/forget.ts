import type { Transaction } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

import { nextRevision } from '#src/data/index-state.ts';
import {
  category,
  code,
  doc,
  indexState,
  priceFact,
  priceList,
  product,
  ratingFact,
  stockFact,
  variant,
} from '#src/tables.ts';

// What a rebuild empties before the feeds are read again. Rows of products stay, unlisted: memory is an array by their number.

/** Forgets what catalog told. Words stay in the vocabulary, which only grows. */
export async function forgetCatalog(tx: Transaction): Promise<void> {
  const revision = await nextRevision(tx);
  tx.update(product).set({ isListed: false, isStale: false, revision }).run();
  for (const table of [doc, variant, code, category]) {
    tx.delete(table).run();
  }
  tx.run(sql`insert into doc_fts(doc_fts) values ('delete-all')`);
}

/** Forgets what pricing told. */
export async function forgetPrices(tx: Transaction): Promise<void> {
  tx.delete(priceFact).run();
  tx.delete(priceList).run();
  tx.update(product)
    .set({ revision: await nextRevision(tx) })
    .run();
}

/** Forgets what reviews told. */
export async function forgetRatings(tx: Transaction): Promise<void> {
  tx.delete(ratingFact).run();
  const none = { ratingAverage: 0, ratingBayes: 0, ratingCount: 0 };
  tx.update(product)
    .set({ ...none, revision: await nextRevision(tx) })
    .run();
}

/** Forgets what inventory told: until it speaks again, everything counts as in stock. */
export async function forgetStock(tx: Transaction): Promise<void> {
  tx.delete(stockFact).run();
  tx.update(product)
    .set({ stock: null, revision: await nextRevision(tx) })
    .run();
  tx.update(indexState).set({ isStockKnown: false }).run();
}
