import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, sql } from '@supergraph/kit/drizzle';

import { type PriceRefRow, priceRef } from '#src/tables.ts';

export interface PriceLookup {
  readonly skus: readonly string[];
  readonly currency: string;
  readonly countries: readonly string[];
  readonly customerGroups: readonly string[];
}

/** Every known price in one of these lists, of every tier. */
export async function findPrices(db: Queries, lookup: PriceLookup): Promise<PriceRefRow[]> {
  return select(db).all({
    skus: JSON.stringify(lookup.skus),
    currency: lookup.currency,
    countries: JSON.stringify(lookup.countries),
    customerGroups: JSON.stringify(lookup.customerGroups),
  });
}

export async function savePrice(tx: Transaction, row: PriceRefRow): Promise<void> {
  upsert(tx).run({ ...row });
}

const select = prepared((db) =>
  db
    .select()
    .from(priceRef)
    .where(
      and(
        inJson(priceRef.sku, 'skus'),
        eq(priceRef.currency, sql.placeholder('currency')),
        inJson(priceRef.country, 'countries'),
        inJson(priceRef.customerGroup, 'customerGroups'),
      ),
    )
    .prepare(),
);
const upsert = prepared((db) =>
  db
    .insert(priceRef)
    .values({
      sku: sql.placeholder('sku'),
      currency: sql.placeholder('currency'),
      country: sql.placeholder('country'),
      customerGroup: sql.placeholder('customerGroup'),
      minQuantity: sql.placeholder('minQuantity'),
      amount: sql.placeholder('amount'),
    })
    .onConflictDoUpdate({
      target: [
        priceRef.sku,
        priceRef.currency,
        priceRef.country,
        priceRef.customerGroup,
        priceRef.minQuantity,
      ],
      set: { amount: sql`excluded.amount` },
    })
    .prepare(),
);
