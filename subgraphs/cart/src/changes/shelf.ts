import type { Queries } from '@supergraph/kit/database';

import { findCustomers } from '#src/data/customers.ts';
import { findPrices } from '#src/data/prices.ts';
import { findStock } from '#src/data/stock.ts';
import { findVariants } from '#src/data/variants.ts';
import { ANY, type Buyer, type PriceOf, createPriceOf, groupsOf } from '#src/rules/added-price.ts';
import { type UnitLimitOf, createUnitLimitOf } from '#src/rules/unit-limit.ts';
import type { CartRow } from '#src/tables.ts';

/** What the shop has for one buyer, as far as cart knows. */
export interface Shelf {
  readonly isSellable: (variantId: string) => boolean;
  readonly limitOf: UnitLimitOf;
  readonly priceOf: PriceOf;
}

type BuyingCart = Pick<CartRow, 'currency' | 'country' | 'customerId'>;

/** Looks these variants up for the buyer of a cart, in as many statements for one as for many. */
export async function loadShelf(
  db: Queries,
  cart: BuyingCart,
  { variantIds, now }: { readonly variantIds: readonly string[]; readonly now: number },
): Promise<Shelf> {
  const buyer = await findBuyer(db, cart);
  const variants = await findVariants(db, variantIds);
  const prices = await findPrices(db, {
    skus: variants.map(({ sku }) => sku),
    currency: buyer.currency,
    countries: [ANY, buyer.country],
    customerGroups: groupsOf(buyer),
    now,
  });
  const sellable = new Set(variants.filter((one) => one.sellable).map((one) => one.variantId));
  const skuByVariant = new Map(variants.map(({ variantId, sku }) => [variantId, sku]));
  return {
    isSellable: (variantId) => sellable.has(variantId),
    limitOf: createUnitLimitOf(await findStock(db, variantIds)),
    priceOf: createPriceOf(skuByVariant, prices, buyer),
  };
}

async function findBuyer(
  db: Queries,
  { currency, country, customerId }: BuyingCart,
): Promise<Buyer> {
  const [customer] = customerId === null ? [] : await findCustomers(db, [customerId]);
  return { currency, country, customerId, customerGroups: customer?.groups ?? [] };
}
