import { defineCommand } from '@supergraph/kit/commands';
import { z } from 'zod';

import { collectCartFacts } from '#src/cart-pricing.ts';
import type { PricingDeps } from '#src/context.ts';
import { putQuote } from '#src/data/quotes.ts';
import { findRedemptions } from '#src/data/redemptions.ts';
import { createLoaders } from '#src/loaders.ts';
import { labelOf } from '#src/promotion-label.ts';
import { countryCode, currencyCode, minorUnits } from '#src/rules/amounts.ts';
import { quoteCart } from '#src/rules/cart-quote.ts';
import { withoutOwnHolds } from '#src/rules/own-holds.ts';
import { DEFAULT_LOCALE } from '#src/rules/promotion-input.ts';

// Longer than a checkout's hold on stock, with room for a payment that asks the shopper to confirm.
const QUOTE_LIFETIME_MS = 60 * 60 * 1000;
const MAX_LINES = 250;
const MAX_UNITS = 999;

/** The id of a checkout. */
export const reference = z.string().min(1).max(100);

const cart = z.object({
  currencyCode,
  countryCode,
  customerId: z.string().max(100).nullish(),
  customerGroups: z.array(z.string()).max(100).nullish(),
  voucherCodes: z.array(z.string().max(1000)).max(100),
  shippingAddress: z.object({ countryCode, region: z.string().max(100).nullish() }).nullish(),
  shippingPrice: z.object({ amount: minorUnits, currency: currencyCode }).nullish(),
  lines: z
    .array(
      z.object({
        id: z.string().min(1),
        quantity: z.int().min(1).max(MAX_UNITS),
        variant: z.object({ id: z.string().min(1) }),
      }),
    )
    .max(MAX_LINES),
});

/** Prices a cart as `Cart.totals` does and keeps the answer, so that redeem can hold exactly what it says. */
export const createQuoteCommand = (deps: PricingDeps) =>
  defineCommand({
    callers: ['cart'],
    input: z.object({
      reference: reference.nullish(),
      locale: z.string().max(35).default(DEFAULT_LOCALE),
      cart,
    }),
    async run(tx, input) {
      const now = deps.now();
      const loaders = createLoaders(tx, now);
      const facts = await collectCartFacts({ loaders, now }, input.cart);
      const holds = input.reference == null ? [] : await findRedemptions(tx, input.reference);
      const quote = quoteCart(withoutOwnHolds(facts, holds));
      const expiresAt = now + QUOTE_LIFETIME_MS;
      await putQuote(
        tx,
        {
          hash: quote.quoteHash,
          checkoutId: input.reference ?? null,
          body: JSON.stringify({ ...quote, customerId: input.cart.customerId ?? null }),
          total: quote.total,
          currency: quote.currency,
          expiresAt,
        },
        now,
      );
      const discounts = await Promise.all(
        quote.discounts.map(async (discount) => ({
          ...discount,
          label: await labelOf(discount.promotionId, { loaders, request: input }),
        })),
      );
      return { ...quote, discounts, expiresAt };
    },
  });
