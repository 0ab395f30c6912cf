import { type Transaction, prepared } from '@supergraph/kit/database';
import { eq, sql } from '@supergraph/kit/drizzle';

import { type RatingFactRow, product, ratingFact } from '#src/tables.ts';

/** Notes what reviews says of an item. False when it said so before. */
export async function saveRating(tx: Transaction, row: RatingFactRow): Promise<boolean> {
  return upsert(tx).run({ ...row }).changes > 0;
}

/** Gives a product what reviews has said of it, if anything; nothing happens while catalog has not told of it. */
export async function applyRating(
  tx: Transaction,
  productId: string,
  revision: number,
): Promise<void> {
  apply(tx).run({ productId, revision });
}

const upsert = prepared((db) =>
  db
    .insert(ratingFact)
    .values({
      itemId: sql.placeholder('itemId'),
      average: sql.placeholder('average'),
      bayes: sql.placeholder('bayes'),
      count: sql.placeholder('count'),
    })
    .onConflictDoUpdate({
      target: ratingFact.itemId,
      set: {
        average: sql`excluded.average`,
        bayes: sql`excluded.bayes`,
        count: sql`excluded.count`,
      },
      setWhere: sql`(${ratingFact.average}, ${ratingFact.bayes}, ${ratingFact.count}) is not (excluded.average, excluded.bayes, excluded.count)`,
    })
    .prepare(),
);
const valueOf = (column: 'average' | 'bayes' | 'count') =>
  sql`coalesce((select ${ratingFact[column]} from ${ratingFact} where ${ratingFact.itemId} = ${product.productId}), 0)`;
const apply = prepared((db) =>
  db
    .update(product)
    .set({
      ratingAverage: valueOf('average'),
      ratingBayes: valueOf('bayes'),
      ratingCount: valueOf('count'),
      revision: sql`${sql.placeholder('revision')}`,
    })
    .where(eq(product.productId, sql.placeholder('productId')))
    .prepare(),
);
