import { defineCommand } from '@supergraph/kit/commands';
import { z } from 'zod';

import type { PricingDeps } from '#src/context.ts';
import { findSkusAfter } from '#src/data/list-prices.ts';
import { findListPrice } from '#src/list-price.ts';
import { createLoaders } from '#src/loaders.ts';
import { countryCode, currencyCode } from '#src/rules/amounts.ts';

const MOST_SKUS = 500;
const sku = z.string().max(200);

/** What list prices are here, for who compares them with others: of these SKUs, or of the next 500 after one. */
export const createListPricesCommand = (deps: PricingDeps) =>
  defineCommand({
    callers: ['graph'],
    input: z.object({
      currency: currencyCode,
      countryCode,
      skus: z.array(sku.min(1)).max(MOST_SKUS).nullish(),
      after: sku.nullish(),
    }),
    async perform({ currency, countryCode: country, skus, after }) {
      const { reader } = deps.db;
      const now = deps.now();
      const loaders = createLoaders(reader, now);
      const asked = skus ?? (await findSkusAfter(reader, { after: after ?? '', limit: MOST_SKUS }));
      const prices = asked.map(async (one) => {
        const variant = await loaders.variantBySku.load(one);
        const amount =
          variant && (await findListPrice({ loaders, now }, variant, { currency, country }));
        return { sku: one, isKnown: variant !== null, amount };
      });
      const isLast = skus != null || asked.length < MOST_SKUS;
      return { prices: await Promise.all(prices), next: isLast ? null : (asked.at(-1) ?? null) };
    },
  });
