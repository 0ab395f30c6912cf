import { type PriceSource, priceVariant } from '#src/pricing.ts';
import type { Buyer } from '#src/rules/price-list.ts';
import { compareAtOf } from '#src/rules/price-list.ts';
import type { VariantRow } from '#src/tables.ts';

/**
 * The regular price for everybody, in minor units: as it was set, also that there is none; else the struck-through price of the
 * price lists, else the base price.
 */
export async function findListPrice(
  source: PriceSource,
  variant: VariantRow,
  { currency, country }: Pick<Buyer, 'currency' | 'country'>,
): Promise<number | null> {
  const set = await source.loaders.listPrices.load({ sku: variant.sku, currency });
  if (set !== undefined) {
    return set.amount;
  }
  const buyer = { currency, country, customerId: null, customerGroups: [] };
  const priced = await priceVariant(source, variant, { buyer, quantity: 1 });
  return priced && (compareAtOf(priced.chosen) ?? priced.chosen.amount);
}
