import { toMoney } from '@supergraph/kit/money';

import type {
  OrderDiscountResolvers,
  OrderLineResolvers,
  OrderResolvers,
} from '#src/generated/resolvers.ts';
import { countUnits, findSent } from '#src/rules/units.ts';

export const Order: OrderResolvers = {
  __resolveReference: (reference, { loaders }) =>
    'id' in reference
      ? loaders.order.load(reference.id)
      : loaders.orderByNumber.load(reference.number),
  customer: ({ customerId }) => (customerId === null ? null : { id: customerId }),
  currencyCode: ({ currency }) => currency,
  lines: async ({ id }, _, { loaders }) => [...(await loaders.linesOfOrder.load(id))],
  subtotal: ({ subtotal, currency }) => toMoney(subtotal, currency),
  discountTotal: ({ discountTotal, currency }) => toMoney(discountTotal, currency),
  shippingTotal: ({ shippingTotal, currency }) => toMoney(shippingTotal, currency),
  taxTotal: ({ taxTotal, currency }) => toMoney(taxTotal, currency),
  total: ({ total, currency }) => toMoney(total, currency),
  discounts: ({ discounts, currency }) => discounts.map((discount) => ({ ...discount, currency })),
  fulfillments: async ({ id }, _, { loaders }) => [...(await loaders.fulfillmentsOfOrder.load(id))],
  timeline: async ({ id }, _, { loaders }) => [...(await loaders.eventsOfOrder.load(id))],
};

export const OrderDiscount: OrderDiscountResolvers = {
  amount: ({ amount, currency }) => toMoney(amount, currency),
};

export const OrderLine: OrderLineResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.line.load(id),
  variant: ({ variantId }) => ({ id: variantId }),
  image: ({ imageUrl, name }) =>
    imageUrl === null ? null : { url: imageUrl, alt: name, width: null, height: null },
  unitPrice: ({ unitAmount, currency }) => toMoney(unitAmount, currency),
  discount: ({ discount, currency }) => toMoney(discount, currency),
  tax: ({ tax, currency }) => toMoney(tax, currency),
  total: ({ total, currency }) => toMoney(total, currency),
  fulfilledQuantity: async ({ id, orderId }, _, { loaders }) =>
    countUnits(findSent(await loaders.fulfillmentsOfOrder.load(orderId))).get(id) ?? 0,
};
