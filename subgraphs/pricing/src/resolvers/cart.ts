import { collectCartFacts } from '#src/cart-pricing.ts';
import type { CartResolvers } from '#src/generated/resolvers.ts';
import { toCartTotals } from '#src/resolvers/cart-totals.ts';
import { quoteCart } from '#src/rules/cart-quote.ts';

/** Cart owns the cart. Totals come purely from what the router sends along, so nothing private is opened here. */
export const Cart: CartResolvers = {
  totals: async (cart, _, context) =>
    toCartTotals(quoteCart(await collectCartFacts(context, cart))),
};
