import { ClientError } from '@supergraph/kit/errors';
import { isCurrency } from '@supergraph/kit/money';

import { type PriceSource, priceVariantById } from '#src/pricing.ts';
import type { CartRepresentation } from '#src/representations.ts';
import type { CartFacts, LineFacts } from '#src/rules/cart-quote.ts';
import { type Shopper, normalizeCode } from '#src/rules/eligibility.ts';
import type { Buyer } from '#src/rules/price-list.ts';
import { toPromotion } from '#src/rules/stored-promotion.ts';

type CartContent = Omit<CartRepresentation, 'id'>;

/** Everything the cost of a cart depends on, read in a number of statements that its length does not change. */
export async function collectCartFacts(source: PriceSource, cart: CartContent): Promise<CartFacts> {
  const shopper = { ...buyerOf(cart), now: source.now };
  const place = {
    country: cart.shippingAddress?.countryCode ?? cart.countryCode,
    region: cart.shippingAddress?.region ?? null,
  };
  const [lines, offers, uses, taxRates] = await Promise.all([
    Promise.all(cart.lines.map((line) => priceLine(source, line, shopper))),
    collectOffers(source, cart),
    shopper.customerId === null ? [] : source.loaders.usesOfCustomer.load(shopper.customerId),
    source.loaders.taxRatesOf.load(place.country),
  ]);
  return {
    ...offers,
    shopper,
    place,
    lines,
    taxRates,
    usedByCustomer: new Map(uses.map((use) => [use.promotionId, use.uses])),
    voucherCodes: cart.voucherCodes,
    shipping: shippingOf(cart),
  };
}

/** Who buys, from a cart or a line. Throws VALIDATION for a currency that is none. */
export function buyerOf(
  cart: Pick<CartContent, 'currencyCode' | 'countryCode' | 'customerId' | 'customerGroups'>,
): Buyer {
  if (!isCurrency(cart.currencyCode)) {
    throw new ClientError('VALIDATION', `"${cart.currencyCode}" is not an ISO 4217 currency.`);
  }
  return {
    currency: cart.currencyCode,
    country: cart.countryCode,
    customerId: cart.customerId ?? null,
    customerGroups: cart.customerGroups ?? [],
  };
}

async function priceLine(
  source: PriceSource,
  line: CartContent['lines'][number],
  shopper: Shopper,
): Promise<LineFacts> {
  const { id, quantity } = line;
  const priced = await priceVariantById(source, line.variant.id, { buyer: shopper, quantity });
  const { chosen, variant } = priced ?? {};
  return {
    id,
    quantity,
    variantId: line.variant.id,
    priced:
      chosen && variant
        ? { ...variant, unitPrice: chosen.amount, taxIncluded: chosen.taxIncluded }
        : undefined,
  };
}

async function collectOffers({ loaders }: PriceSource, cart: CartContent) {
  const codes = [...new Set(cart.voucherCodes.map(normalizeCode))];
  const [running, vouchers] = await Promise.all([
    loaders.runningPromotions(),
    Promise.all(codes.map((code) => loaders.voucherByCode.load(code))),
  ]);
  const found = vouchers.filter((voucher) => voucher !== null);
  const known = new Set(running.map(({ id }) => id));
  const missing = [...new Set(found.map(({ promotionId }) => promotionId))].filter(
    (id) => !known.has(id),
  );
  const ofVouchers = await Promise.all(missing.map((id) => loaders.promotionById.load(id)));
  return {
    vouchers: found,
    promotions: [...running, ...ofVouchers.filter((row) => row !== null)].map(toPromotion),
  };
}

/** A shipping price in another currency is none: nothing is converted. */
function shippingOf({ shippingPrice, currencyCode }: CartContent): number | null {
  return shippingPrice?.currency === currencyCode ? shippingPrice.amount : null;
}
