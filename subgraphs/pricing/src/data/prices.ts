import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, eq, gt, lte, sql } from '@supergraph/kit/drizzle';

import { type PriceRow, price, priceChange } from '#src/tables.ts';

export interface PriceLookup {
  readonly skus: readonly string[];
  readonly currencies: readonly string[];
  readonly countries: readonly string[];
  readonly customerGroups: readonly string[];
  readonly now: number;
}

/** Every price that runs now in one of these lists. */
export async function findRunningPrices(db: Queries, lookup: PriceLookup): Promise<PriceRow[]> {
  return selectRunning(db).all({
    skus: JSON.stringify(lookup.skus),
    currencies: JSON.stringify(lookup.currencies),
    countries: JSON.stringify(lookup.countries),
    customerGroups: JSON.stringify(lookup.customerGroups),
    now: lookup.now,
  });
}

export type TierKey = Pick<
  PriceRow,
  'sku' | 'currency' | 'country' | 'customerGroup' | 'minQuantity'
>;

/** Every price of one tier of one list, over all time. */
export async function findTierPrices(db: Queries, tier: TierKey): Promise<PriceRow[]> {
  return selectTier(db).all({ ...tier });
}

/** Whether the amounts of a variant's other prices in this currency contain tax; undefined when there is none. */
export async function findTaxIncluded(
  db: Queries,
  key: Pick<PriceRow, 'sku' | 'currency' | 'country'>,
): Promise<boolean | undefined> {
  return selectTaxIncluded(db).get({ ...key })?.taxIncluded;
}

/** Inserts a price, or replaces the one with the same tier and start. */
export async function putPrice(tx: Transaction, row: Omit<PriceRow, 'id'>): Promise<void> {
  upsertPrice(tx).run({ ...row });
}

export async function recordPriceChange(
  tx: Transaction,
  change: Omit<typeof priceChange.$inferSelect, 'seq'>,
): Promise<void> {
  insertChange(tx).run({ ...change });
}

/** Currencies that have a price, sorted. Hops from one to the next in the index instead of reading all of it. */
export async function listCurrencies(db: Queries): Promise<string[]> {
  const rows = db.all<{ currency: string }>(sql`
    with recursive found(currency) as (
      select min(currency) from price
      union all
      select (select min(currency) from price where currency > found.currency) from found
      where found.currency is not null
    )
    select currency from found where currency is not null`);
  return rows.map(({ currency }) => currency);
}

const ofTier = and(
  eq(price.sku, sql.placeholder('sku')),
  eq(price.currency, sql.placeholder('currency')),
  eq(price.country, sql.placeholder('country')),
  eq(price.customerGroup, sql.placeholder('customerGroup')),
  eq(price.minQuantity, sql.placeholder('minQuantity')),
);

const selectRunning = prepared((db) =>
  db
    .select()
    .from(price)
    .where(
      and(
        inJson(price.sku, 'skus'),
        inJson(price.currency, 'currencies'),
        inJson(price.country, 'countries'),
        inJson(price.customerGroup, 'customerGroups'),
        lte(price.validFrom, sql.placeholder('now')),
        gt(price.validUntil, sql.placeholder('now')),
      ),
    )
    .prepare(),
);
const selectTier = prepared((db) => db.select().from(price).where(ofTier).prepare());
const selectTaxIncluded = prepared((db) =>
  db
    .select({ taxIncluded: price.taxIncluded })
    .from(price)
    .where(
      and(
        eq(price.sku, sql.placeholder('sku')),
        eq(price.currency, sql.placeholder('currency')),
        eq(price.country, sql.placeholder('country')),
      ),
    )
    .limit(1)
    .prepare(),
);
const upsertPrice = prepared((db) =>
  db
    .insert(price)
    .values({
      sku: sql.placeholder('sku'),
      currency: sql.placeholder('currency'),
      country: sql.placeholder('country'),
      customerGroup: sql.placeholder('customerGroup'),
      minQuantity: sql.placeholder('minQuantity'),
      amount: sql.placeholder('amount'),
      compareAt: sql.placeholder('compareAt'),
      validFrom: sql.placeholder('validFrom'),
      validUntil: sql.placeholder('validUntil'),
      taxIncluded: sql.placeholder('taxIncluded'),
    })
    .onConflictDoUpdate({
      target: [
        price.sku,
        price.currency,
        price.country,
        price.customerGroup,
        price.minQuantity,
        price.validFrom,
      ],
      set: {
        amount: sql`excluded.amount`,
        compareAt: sql`excluded.compare_at`,
        validUntil: sql`excluded.valid_until`,
        taxIncluded: sql`excluded.tax_included`,
      },
    })
    .prepare(),
);
const insertChange = prepared((db) =>
  db
    .insert(priceChange)
    .values({
      sku: sql.placeholder('sku'),
      currency: sql.placeholder('currency'),
      oldAmount: sql.placeholder('oldAmount'),
      newAmount: sql.placeholder('newAmount'),
      actor: sql.placeholder('actor'),
      at: sql.placeholder('at'),
    })
    .prepare(),
);
