import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader, createRelationLoader } from '@supergraph/kit/loaders';
import DataLoader from 'dataloader';

import { findListPrices } from '#src/data/list-prices.ts';
import { findRunningPrices } from '#src/data/prices.ts';
import { findPromotionTexts, findPromotions, findRunningPromotions } from '#src/data/promotions.ts';
import { countUses } from '#src/data/redemptions.ts';
import { findTaxRates } from '#src/data/taxes.ts';
import { findVariants, findVariantsBySku, findVariantsOfProducts } from '#src/data/variants.ts';
import { findVouchers } from '#src/data/vouchers.ts';
import { type Buyer, ANY, listNamesOf } from '#src/rules/price-list.ts';
import type { ListPriceRow, PriceRow, PromotionRow } from '#src/tables.ts';

export interface PriceKey {
  readonly sku: string;
  readonly buyer: Buyer;
}

export type Loaders = ReturnType<typeof createLoaders>;

/** One loader per look-up: however many lines or variants a request has, each runs one statement per step. */
export function createLoaders(db: Queries, now: number) {
  let running: Promise<PromotionRow[]> | undefined;
  return {
    variantById: createEntityLoader(
      (ids: readonly string[]) => findVariants(db, ids),
      (row) => row.variantId,
    ),
    variantBySku: createEntityLoader(
      (skus: readonly string[]) => findVariantsBySku(db, skus),
      (row) => row.sku,
    ),
    variantsOfProduct: createRelationLoader(
      (ids: readonly string[]) => findVariantsOfProducts(db, ids),
      (row) => row.productId,
    ),
    prices: createPriceLoader(db, now),
    listPrices: createListPriceLoader(db),
    runningPromotions: (): Promise<PromotionRow[]> => (running ??= findRunningPromotions(db, now)),
    promotionById: createEntityLoader(
      (ids: readonly string[]) => findPromotions(db, ids),
      (row) => row.id,
    ),
    promotionTexts: createRelationLoader(
      (ids: readonly string[]) => findPromotionTexts(db, ids),
      (row) => row.promotionId,
    ),
    voucherByCode: createEntityLoader(
      (codes: readonly string[]) => findVouchers(db, codes),
      (row) => row.code,
    ),
    usesOfCustomer: createRelationLoader(
      (ids: readonly string[]) => countUses(db, ids),
      (row) => row.customerId,
    ),
    taxRatesOf: createRelationLoader(
      (countries: readonly string[]) => findTaxRates(db, countries),
      (row) => row.country,
    ),
  };
}

/** Running prices of a sku in all lists that any buyer of the batch can see; choosing filters by the buyer. */
function createPriceLoader(
  db: Queries,
  now: number,
): DataLoader<PriceKey, readonly PriceRow[], string> {
  return new DataLoader(
    async (keys) => {
      const buyers = keys.map(({ buyer }) => buyer);
      const rows = await findRunningPrices(db, {
        skus: unique(keys.map(({ sku }) => sku)),
        currencies: unique(buyers.map(({ currency }) => currency)),
        countries: unique([ANY, ...buyers.map(({ country }) => country)]),
        customerGroups: unique(buyers.flatMap(listNamesOf)),
        now,
      });
      const rowsBySku = Map.groupBy(rows, (row) => row.sku);
      return keys.map(({ sku }) => rowsBySku.get(sku) ?? []);
    },
    {
      cacheKeyFn: ({ sku, buyer }) =>
        JSON.stringify([sku, buyer.currency, buyer.country, listNamesOf(buyer)]),
    },
  );
}

interface ListPriceKey {
  readonly sku: string;
  readonly currency: string;
}

/** The list price of a sku in a currency as it was set; undefined where nobody did. */
function createListPriceLoader(
  db: Queries,
): DataLoader<ListPriceKey, ListPriceRow | undefined, string> {
  const keyOf = ({ sku, currency }: ListPriceKey): string => `${currency} ${sku}`;
  return new DataLoader(
    async (keys) => {
      const rows = await findListPrices(db, {
        skus: unique(keys.map(({ sku }) => sku)),
        currencies: unique(keys.map(({ currency }) => currency)),
      });
      const byKey = new Map(rows.map((row) => [keyOf(row), row]));
      return keys.map((key) => byKey.get(keyOf(key)));
    },
    { cacheKeyFn: keyOf },
  );
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
