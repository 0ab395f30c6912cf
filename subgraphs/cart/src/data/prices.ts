import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, gt, lte, sql } from '@supergraph/kit/drizzle';

import { type PriceRefRow, priceRef } from '#src/tables.ts';

export interface PriceLookup {
  readonly skus: readonly string[];
  readonly currency: string;
  readonly countries: readonly string[];
  readonly customerGroups: readonly string[];
  readonly now: number;
}

/** Every price that runs now in one of these lists, of every tier. */
export async function findPrices(db: Queries, lookup: PriceLookup): Promise<PriceRefRow[]> {
  return select(db).all({
    skus: JSON.stringify(lookup.skus),
    currency: lookup.currency,
    countries: JSON.stringify(lookup.countries),
    customerGroups: JSON.stringify(lookup.customerGroups),
    now: lookup.now,
  });
}

export async function savePrice(tx: Transaction, row: PriceRefRow): Promise<void> {
  upsert(tx).run({ ...row });
}

/** Empties what was learnt from events, before they are read again. */
export async function forgetPrices(tx: Transaction): Promise<void> {
  tx.delete(priceRef).run();
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
        lte(priceRef.validFrom, sql.placeholder('now')),
        gt(priceRef.validUntil, sql.placeholder('now')),
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
      validFrom: sql.placeholder('validFrom'),
      validUntil: sql.placeholder('validUntil'),
      amount: sql.placeholder('amount'),
    })
    .onConflictDoUpdate({
      target: [
        priceRef.sku,
        priceRef.currency,
        priceRef.country,
        priceRef.customerGroup,
        priceRef.minQuantity,
        priceRef.validFrom,
      ],
      set: { amount: sql`excluded.amount`, validUntil: sql`excluded.valid_until` },
    })
    .prepare(),
);
