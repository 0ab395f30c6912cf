import { ClientError } from '@supergraph/kit/errors';
import { isCurrency, toMoney } from '@supergraph/kit/money';

import type { ProductVariantResolvers } from '#src/generated/resolvers.ts';
import { findListPrice } from '#src/list-price.ts';
import { priceVariant } from '#src/pricing.ts';
import { MAX_QUANTITY } from '#src/rules/amounts.ts';

/** Catalog owns the variant; a variant that its events have not told of yet is null here. */
export const ProductVariant: ProductVariantResolvers = {
  __resolveReference: (key, { loaders }) =>
    'sku' in key ? loaders.variantBySku.load(key.sku) : loaders.variantById.load(key.id),
  id: ({ variantId }) => variantId,

  price(variant, { currency, country, quantity }, context) {
    const wanted = quantity ?? 1;
    if (wanted < 1 || wanted > MAX_QUANTITY) {
      throw new ClientError(
        'VALIDATION',
        `"quantity" must be between 1 and ${MAX_QUANTITY}, not ${wanted}.`,
      );
    }
    const buyer = {
      ...context.buyer,
      currency: currencyOf(currency) ?? context.buyer.currency,
      country: country ?? context.buyer.country,
    };
    return priceVariant(context, variant, { buyer, quantity: wanted });
  },

  async listPrice(variant, _, context) {
    const amount = await findListPrice(context, variant, context.buyer);
    return amount === null ? null : toMoney(amount, context.buyer.currency);
  },
};

/** The currency a client asks for. Throws VALIDATION when there is none of that code. */
export function currencyOf(currency: string | null | undefined): string | undefined {
  if (currency == null) {
    return undefined;
  }
  if (!isCurrency(currency)) {
    throw new ClientError('VALIDATION', `There is no currency "${currency}".`);
  }
  return currency;
}
