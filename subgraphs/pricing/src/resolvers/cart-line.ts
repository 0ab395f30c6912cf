import { toMoney } from '@supergraph/kit/money';

import { buyerOf } from '#src/cart-pricing.ts';
import type { CartLineResolvers } from '#src/generated/resolvers.ts';
import { priceVariantById } from '#src/pricing.ts';

/** Cart owns the line. Everything pricing knows of it is what the router sends along, so nothing private is opened here. */
export const CartLine: CartLineResolvers = {
  async unitPrice(line, _, context) {
    const buyer = buyerOf(line);
    const priced = await priceVariantById(context, line.variant.id, {
      buyer,
      quantity: line.quantity,
    });
    return priced && toMoney(priced.chosen.amount, buyer.currency);
  },
};
