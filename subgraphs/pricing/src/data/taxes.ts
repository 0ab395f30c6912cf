import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';

import { type TaxRateRow, taxRate } from '#src/tables.ts';

export async function findTaxRates(
  db: Queries,
  countries: readonly string[],
): Promise<TaxRateRow[]> {
  return selectByCountries(db).all({ countries: JSON.stringify(countries) });
}

/** Inserts or replaces the rate of a country, region and class. */
export async function putTaxRate(tx: Transaction, row: TaxRateRow): Promise<void> {
  tx.insert(taxRate)
    .values(row)
    .onConflictDoUpdate({ target: [taxRate.country, taxRate.region, taxRate.taxClass], set: row })
    .run();
}

const selectByCountries = prepared((db) =>
  db.select().from(taxRate).where(inJson(taxRate.country, 'countries')).prepare(),
);
