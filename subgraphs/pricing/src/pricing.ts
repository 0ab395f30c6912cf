import type { Loaders } from '#src/loaders.ts';
import type { PricedVariant } from '#src/representations.ts';
import { type Buyer, choosePrice, usablePrices } from '#src/rules/price-list.ts';
import type { VariantRow } from '#src/tables.ts';

export interface PriceSource {
  readonly loaders: Loaders;
  readonly now: number;
}

export interface PriceQuestion {
  readonly buyer: Buyer;
  readonly quantity: number;
}

/** The price of a variant for a buyer. Null for an archived variant and where no list has one: amounts are never converted. */
export async function priceVariant(
  { loaders, now }: PriceSource,
  variant: VariantRow,
  { buyer, quantity }: PriceQuestion,
): Promise<PricedVariant | null> {
  if (variant.archived) {
    return null;
  }
  const prices = await loaders.prices.load({ sku: variant.sku, buyer });
  const usable = usablePrices(prices, buyer, now);
  const chosen = choosePrice(usable, buyer, quantity);
  return chosen === undefined ? null : { variant, buyer, usable, chosen };
}

/** As priceVariant, by id: what a cart line's unit price and the cart's totals share, so that they are always equal. */
export async function priceVariantById(
  source: PriceSource,
  variantId: string,
  question: PriceQuestion,
): Promise<PricedVariant | null> {
  const variant = await source.loaders.variantById.load(variantId);
  return variant === null ? null : priceVariant(source, variant, question);
}
