import { ClientError } from '@supergraph/kit/errors';
import { toMoney } from '@supergraph/kit/money';

import type { CartResolvers, ShippingOptionResolvers } from '#src/generated/resolvers.ts';
import { quoteFreight } from '#src/quote-freight.ts';

/** Cart owns it. All that freight depends on is what the router sends along, so nothing private is opened here. */
export const Cart: CartResolvers = {
  async shippingOptions({ countryCode, currencyCode, shippingAddress, lines }, _, context) {
    const parcelLines = (lines ?? []).flatMap(({ quantity, variant }) =>
      variant == null
        ? []
        : [{ sku: variant.sku, quantity, weightGrams: variant.weightGrams ?? null }],
    );
    if (parcelLines.length === 0) {
      // Lines of which nobody can say now what they are: no answer, which is not the same as no way.
      return (lines ?? []).length === 0 ? [] : null;
    }
    const parcel = {
      countryCode: shippingAddress?.countryCode ?? countryCode,
      postalCode: shippingAddress?.postalCode ?? null,
      currencyCode,
      lines: parcelLines,
    };
    const { correlationId } = context.request;
    const quote = await quoteFreight(parcel, { ...context, correlationId });
    if (quote.status === 'fault') {
      throw new ClientError('VALIDATION', `The ERP refuses: "${quote.message}"`);
    }
    return quote.options.map((option) => ({ ...option, provenance: quote.provenance }));
  },
};

export const ShippingOption: ShippingOptionResolvers = {
  price: ({ amount, currency }) => toMoney(amount, currency),
};
