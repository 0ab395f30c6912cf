import type { CartLineResolvers } from '#src/generated/resolvers.ts';
import { readStock } from '#src/read-stock.ts';
import { canFulfil, orderableOf } from '#src/rules/stock-status.ts';

/** Cart owns the line. Everything inventory knows of it is what the router sends along, so nothing private is opened here. */
export const CartLine: CartLineResolvers = {
  async availability({ unitsInCart, variant }, _, { loaders }) {
    const state = variant == null ? null : await readStock(loaders, variant.id);
    return (
      state && {
        fulfillable: canFulfil(state, unitsInCart),
        availableQuantity: orderableOf(state),
        status: state.status,
      }
    );
  },
};
