import { toMoney } from '@supergraph/kit/money';

import type {
  OrderDiscountResolvers,
  OrderLineResolvers,
  OrderResolvers,
} from '#src/generated/resolvers.ts';
import { windowOf } from '#src/return-window.ts';
import { findCancelHindrance } from '#src/rules/order-status.ts';
import { countReturnable, findReturnableUntil } from '#src/rules/returnable.ts';
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
  returns: async ({ id }, _, { loaders }) => [...(await loaders.returnsOfOrder.load(id))],
  cancellable: (order) => findCancelHindrance(order) === undefined,
  returnableUntil: async ({ id }, _, { loaders, deps }) =>
    findReturnableUntil(await loaders.fulfillmentsOfOrder.load(id), windowOf(deps).windowMs),
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
  returnableQuantity: async ({ id, orderId }, _, { loaders, deps }) => {
    const [fulfillments, returns] = await Promise.all([
      loaders.fulfillmentsOfOrder.load(orderId),
      loaders.returnsOfOrder.load(orderId),
    ]);
    return countReturnable({ fulfillments, returns }, windowOf(deps)).get(id) ?? 0;
  },
};
