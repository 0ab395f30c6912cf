import { toMoney } from '@supergraph/kit/money';

import type { ProductResolvers } from '#src/generated/resolvers.ts';
import { priceVariant } from '#src/pricing.ts';
import { currencyOf } from '#src/resolvers/product-variant.ts';

/** Catalog owns the product; pricing answers for the variants it knows of it. */
export const Product: ProductResolvers = {
  __resolveReference: ({ id }) => ({ id }),

  async priceRange({ id }, { currency }, context) {
    const buyer = { ...context.buyer, currency: currencyOf(currency) ?? context.buyer.currency };
    const variants = await context.loaders.variantsOfProduct.load(id);
    const prices = await Promise.all(
      variants.map((variant) => priceVariant(context, variant, { buyer, quantity: 1 })),
    );
    const amounts = prices.flatMap((priced) => (priced === null ? [] : priced.chosen.amount));
    return amounts.length === 0
      ? null
      : {
          min: toMoney(Math.min(...amounts), buyer.currency),
          max: toMoney(Math.max(...amounts), buyer.currency),
        };
  },
};
