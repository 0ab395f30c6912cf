import { toMoney } from '@supergraph/kit/money';

import type { Context } from '#src/context.ts';
import type { CartResolvers } from '#src/generated/resolvers.ts';

export const Cart: CartResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.cart.load(id),
  currencyCode: ({ currency }) => currency,
  countryCode: ({ country }) => country,
  customer: ({ customerId }) => (customerId === null ? null : { id: customerId }),
  customerGroups: ({ customerId }, _, { loaders }) => findGroups(customerId, loaders),
  lines: async ({ id }, _, { loaders }) => [...(await loaders.linesOfCart.load(id))],
  totalQuantity: async ({ id }, _, { loaders }) => {
    const lines = await loaders.linesOfCart.load(id);
    return lines.reduce((total, { quantity }) => total + quantity, 0);
  },
  voucherCodes: ({ voucherCodes }) => [...voucherCodes],
  selectedShippingOptionId: ({ shippingOption }) => shippingOption?.id ?? null,
  shippingPrice: ({ shippingOption: option }) =>
    option === null ? null : toMoney(option.amount, option.currency),
  checkout: ({ id }, _, { loaders }) => loaders.liveCheckoutOfCart.load(id),
};

/** The owner's groups, as of customers' latest event. */
export async function findGroups(
  customerId: string | null,
  loaders: Context['loaders'],
): Promise<string[]> {
  const customer = customerId === null ? null : await loaders.customer.load(customerId);
  return [...(customer?.groups ?? [])];
}
