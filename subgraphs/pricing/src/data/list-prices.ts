import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, eq, gt, sql } from '@supergraph/kit/drizzle';

import { type ListPriceRow, listPrice, variantRef } from '#src/tables.ts';

export async function findListPrices(
  db: Queries,
  {
    skus,
    currencies,
  }: { readonly skus: readonly string[]; readonly currencies: readonly string[] },
): Promise<ListPriceRow[]> {
  return selectListPrices(db).all({
    skus: JSON.stringify(skus),
    currencies: JSON.stringify(currencies),
  });
}

/** Inserts or replaces the list price of a sku in a currency. */
export async function putListPrice(tx: Transaction, row: ListPriceRow): Promise<void> {
  tx.insert(listPrice)
    .values(row)
    .onConflictDoUpdate({ target: [listPrice.sku, listPrice.currency], set: row })
    .run();
}

/** SKUs of variants that are not gone, in order, from the first after that one. */
export async function findSkusAfter(
  db: Queries,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<string[]> {
  return db
    .select({ sku: variantRef.sku })
    .from(variantRef)
    .where(and(gt(variantRef.sku, after), eq(variantRef.archived, false)))
    .orderBy(asc(variantRef.sku))
    .limit(limit)
    .all()
    .map(({ sku }) => sku);
}

const selectListPrices = prepared((db) =>
  db
    .select()
    .from(listPrice)
    .where(
      and(
        inJson(listPrice.sku, 'skus'),
        sql`${listPrice.currency} in (select value from json_each(${sql.placeholder('currencies')}))`,
      ),
    )
    .prepare(),
);
