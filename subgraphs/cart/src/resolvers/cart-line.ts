import { toMoney } from '@supergraph/kit/money';

import type { Context } from '#src/context.ts';
import type { CartLineResolvers } from '#src/generated/resolvers.ts';
import { type SeenLine, warningsOfLine } from '#src/rules/warnings.ts';
import type { CartRow } from '#src/tables.ts';

import { findGroups } from './cart.ts';

export const CartLine: CartLineResolvers = {
  __resolveReference: async (reference, { loaders }) => {
    const line = await loaders.line.load(reference.id);
    const cart = line && (await loaders.cart.load(line.cartId));
    // What other subgraphs answered travels in the reference.
    const seen: SeenLine | null = line && { ...reference, ...line };
    return cart && seen;
  },
  variant: ({ variantId }) => ({ id: variantId }),
  addedUnitPrice: ({ addedAmount, addedCurrency }) =>
    addedAmount === null ? null : toMoney(addedAmount, addedCurrency),
  attributes: ({ attributes }) => [...attributes],
  unitsInCart: async ({ cartId, variantId }, _, { loaders }) => {
    const lines = await loaders.linesOfCart.load(cartId);
    return lines.reduce(
      (total, line) => total + (line.variantId === variantId ? line.quantity : 0),
      0,
    );
  },
  currencyCode: async ({ cartId }, _, { loaders }) => (await getCart(cartId, loaders)).currency,
  countryCode: async ({ cartId }, _, { loaders }) => (await getCart(cartId, loaders)).country,
  customerId: async ({ cartId }, _, { loaders }) => (await getCart(cartId, loaders)).customerId,
  customerGroups: async ({ cartId }, _, { loaders }) =>
    findGroups((await getCart(cartId, loaders)).customerId, loaders),
  warnings: async (line, _, { loaders }) =>
    warningsOfLine(line, await loaders.variant.load(line.variantId), line),
};

/** The cart of a line that was reached: so the viewer may see it. */
async function getCart(cartId: string, loaders: Context['loaders']): Promise<CartRow> {
  const cart = await loaders.cart.load(cartId);
  if (cart === null) {
    throw new Error(`A line of the cart "${cartId}" was reached without its cart.`);
  }
  return cart;
}
