import type { CheckoutRow } from '#src/checkout-tables.ts';
import type { CheckoutLine } from '#src/checkout/quote.ts';
import type { ShippingChoice } from '#src/tables.ts';

import type { SagaFacts } from './step.ts';

type Priced = Pick<
  CheckoutRow,
  | 'id'
  | 'currency'
  | 'country'
  | 'locale'
  | 'customerId'
  | 'customerGroups'
  | 'voucherCodes'
  | 'shippingAddress'
  | 'shippingOption'
  | 'lines'
>;

/** Input of pricing's `quote`: what `Cart.totals` is computed from, so both say the same. */
export function describeQuote(checkout: Priced): object {
  const { id, currency, country, locale, customerId, customerGroups, voucherCodes } = checkout;
  const { shippingAddress: address, shippingOption: option, lines } = checkout;
  return {
    reference: id,
    locale,
    cart: {
      currencyCode: currency,
      countryCode: country,
      customerId,
      customerGroups,
      voucherCodes,
      shippingAddress:
        address === null ? null : { countryCode: address.countryCode, region: address.region },
      shippingPrice: option === null ? null : priceOf(option),
      lines: lines.map((line) => ({
        id: line.id,
        quantity: line.quantity,
        variant: { id: line.variantId },
      })),
    },
  };
}

function priceOf({ amount, currency }: ShippingChoice): object {
  return { amount, currency };
}

type Holding = Pick<CheckoutRow, 'id' | 'customerId' | 'country' | 'shippingAddress' | 'lines'>;

/** Input of inventory's `reserve`. */
export function describeHold(checkout: Holding, holdSeconds: number): object {
  const { id, customerId, country, shippingAddress, lines } = checkout;
  return {
    checkoutId: id,
    customerId,
    countryCode: shippingAddress?.countryCode ?? country,
    lines: unitsOf(lines),
    holdSeconds,
  };
}

/** Units by variant, over all lines. */
function unitsOf(
  lines: readonly Pick<CheckoutLine, 'variantId' | 'quantity'>[],
): { variantId: string; quantity: number }[] {
  const units = new Map<string, number>();
  for (const { variantId, quantity } of lines) {
    units.set(variantId, (units.get(variantId) ?? 0) + quantity);
  }
  return [...units].map(([variantId, quantity]) => ({ variantId, quantity }));
}

/** Input of payments' `authorize`. */
export function describeAuthorization({ checkout, saga: { order } }: SagaFacts): object {
  return {
    checkoutId: checkout.id,
    customerId: checkout.customerId,
    amount: checkout.quote.total,
    currency: checkout.currency,
    paymentToken: order.paymentToken,
    savePaymentMethod: order.savePaymentMethod,
    countryCode: checkout.country,
  };
}

/** Input of orders' `place`: the whole snapshot. */
export function describeOrder(checkout: CheckoutRow): object {
  const { quote, shippingOption } = checkout;
  return {
    checkoutId: checkout.id,
    customerId: checkout.customerId,
    email: checkout.email,
    locale: checkout.locale,
    countryCode: checkout.country,
    currencyCode: checkout.currency,
    lines: checkout.lines.flatMap((line) => describeLine(line, checkout)),
    subtotal: quote.subtotal,
    discountTotal: quote.discountTotal,
    shippingTotal: quote.shipping ?? 0,
    taxTotal: quote.tax,
    taxIncluded: quote.taxIncluded,
    total: quote.total,
    discounts: quote.discounts.map(({ label, voucherCode, amount }) => ({
      label,
      voucherCode,
      amount,
    })),
    shippingAddress: checkout.shippingAddress,
    billingAddress: checkout.billingAddress,
    shippingOption:
      shippingOption === null
        ? null
        : {
            id: shippingOption.id,
            carrier: shippingOption.carrier,
            service: shippingOption.service,
            amount: shippingOption.amount,
          },
    quoteHash: quote.quoteHash,
  };
}

function describeLine(line: CheckoutLine, { quote }: CheckoutRow): object[] {
  const priced = quote.lines.find(({ lineId }) => lineId === line.id);
  if (priced?.unitPrice == null) {
    return [];
  }
  return [
    {
      variantId: line.variantId,
      productId: line.productId,
      sku: line.sku,
      name: line.name,
      options: line.options.map(({ name, value }) => `${name}: ${value}`).join(', ') || null,
      imageUrl: line.imageUrl,
      quantity: line.quantity,
      unitAmount: priced.unitPrice,
      discount: priced.prorated,
      tax: priced.tax,
      total: priced.total,
    },
  ];
}
