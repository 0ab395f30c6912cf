import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

import { EVERYWHERE, type PriceFactRow, priceFact, priceList, variant } from '#src/tables.ts';

export async function savePrice(tx: Transaction, row: PriceFactRow): Promise<void> {
  upsert(tx).run({ ...row });
  insertList(tx).run({ currency: row.currency, country: row.country });
}

export interface PriceLookup {
  readonly currency: string;
  readonly country: string;
  readonly now: number;
}

export interface ProductPrice {
  readonly product: number;
  readonly min: number;
  readonly max: number;
}

/** Least and greatest price that runs now, by product, over live variants: of all products, or of these alone. */
export async function findProductPrices(
  db: Queries,
  lookup: PriceLookup,
  products?: readonly number[],
): Promise<ProductPrice[]> {
  return products === undefined
    ? selectAll(db).all({ ...lookup })
    : selectSome(db).all({ ...lookup, products: JSON.stringify(products) });
}

/** When a price of the list next begins or ends. */
export async function findNextChange(db: Queries, lookup: PriceLookup): Promise<number> {
  return selectNextChange(db).get({ ...lookup })?.at ?? Number.MAX_SAFE_INTEGER;
}

const ofList = sql`${priceFact.currency} = ${sql.placeholder('currency')} and ${priceFact.country} in (${EVERYWHERE}, ${sql.placeholder('country')})`;
const now = sql.placeholder('now');

/**
 * The country's own price beats that for everywhere, then the latest start, as pricing chooses: SQLite takes the other
 * columns from the row that has the maximum. Joined in the order written: from few variants to their prices.
 */
const bestOfVariant = (variants: ReturnType<typeof sql>) => sql`(
  select ${variant.product} as product, ${priceFact.amount} as amount,
    max((${priceFact.country} <> ${EVERYWHERE}) * 9007199254740992 + ${priceFact.validFrom})
  from ${variants} cross join ${priceFact} on ${priceFact.variantId} = ${variant.variantId}
  where ${variant.isLive} and ${ofList} and ${priceFact.validFrom} <= ${now} and ${priceFact.validUntil} > ${now}
  group by ${variant.variantId}) as best`;
const columns = {
  product: sql<number>`product`,
  min: sql<number>`min(amount)`,
  max: sql<number>`max(amount)`,
};

const selectAll = prepared((db) =>
  db
    .select(columns)
    .from(bestOfVariant(sql`${variant}`))
    .groupBy(sql`product`)
    .prepare(),
);
const selectSome = prepared((db) =>
  db
    .select(columns)
    .from(
      bestOfVariant(
        sql`json_each(${sql.placeholder('products')}) as wanted cross join ${variant} on ${variant.product} = wanted.value`,
      ),
    )
    .groupBy(sql`product`)
    .prepare(),
);
const selectNextChange = prepared((db) =>
  db
    .select({
      at: sql<
        number | null
      >`min(case when ${priceFact.validFrom} > ${now} then ${priceFact.validFrom} else ${priceFact.validUntil} end)`,
    })
    .from(priceFact)
    .where(
      // As the partial index says it: most prices have no period, and there are many.
      sql`${ofList} and ${priceFact.validUntil} > ${now} and (valid_from > 0 or valid_until < 9007199254740991)`,
    )
    .prepare(),
);
const upsert = prepared((db) =>
  db
    .insert(priceFact)
    .values({
      variantId: sql.placeholder('variantId'),
      currency: sql.placeholder('currency'),
      country: sql.placeholder('country'),
      validFrom: sql.placeholder('validFrom'),
      validUntil: sql.placeholder('validUntil'),
      amount: sql.placeholder('amount'),
    })
    .onConflictDoUpdate({
      target: [priceFact.variantId, priceFact.currency, priceFact.country, priceFact.validFrom],
      set: { validUntil: sql`excluded.valid_until`, amount: sql`excluded.amount` },
    })
    .prepare(),
);
const insertList = prepared((db) =>
  db
    .insert(priceList)
    .values({ currency: sql.placeholder('currency'), country: sql.placeholder('country') })
    .onConflictDoNothing()
    .prepare(),
);
