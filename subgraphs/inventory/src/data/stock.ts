import { type Queries, inJson, prepared } from '@supergraph/kit/database';
import { asc, eq, getTableColumns } from '@supergraph/kit/drizzle';

import { type LocationRow, type StockRow, location, stock } from '#src/tables.ts';

/** Stock of one sku at one location, with what decides whether goods are taken from there. */
export type StockPlace = StockRow & Pick<LocationRow, 'kind' | 'countryCode' | 'priority'>;

/** Stock of these skus at every location that ever had some. */
export async function findStock(db: Queries, skus: readonly string[]): Promise<StockPlace[]> {
  return selectBySkus(db).all({ skus: JSON.stringify(skus) });
}

const selectBySkus = prepared((db) =>
  db
    .select({
      ...getTableColumns(stock),
      kind: location.kind,
      countryCode: location.countryCode,
      priority: location.priority,
    })
    .from(stock)
    .innerJoin(location, eq(location.id, stock.locationId))
    .where(inJson(stock.sku, 'skus'))
    .orderBy(asc(stock.sku), asc(stock.locationId))
    .prepare(),
);
