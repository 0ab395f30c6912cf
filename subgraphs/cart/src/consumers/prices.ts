import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { forgetPrices, savePrice } from '#src/data/prices.ts';
import { ANY } from '#src/rules/added-price.ts';

const changed = z.object({
  sku: z.string(),
  currency: z.string(),
  country: z.string().nullable(),
  customerGroup: z.string().nullable(),
  minQuantity: z.int(),
  amount: z.int(),
  // Absent for a price without a period.
  validFrom: z.int().nullish(),
  validUntil: z.int().nullish(),
});

/** Follows pricing, to know what a line costs at the moment of adding without asking another service. */
export const prices = defineConsumer({
  name: 'cart.prices',
  producer: 'pricing',
  topic: 'pricing',
  compatibilityVersion: 1,
  clear: forgetPrices,
  handlers: {
    'pricing.price.changed': on(changed, async (tx, { data }) => {
      const { country, customerGroup, validFrom, validUntil, ...price } = data;
      await savePrice(tx, {
        ...price,
        country: country ?? ANY,
        customerGroup: customerGroup ?? ANY,
        validFrom: validFrom ?? 0,
        validUntil: validUntil ?? Number.MAX_SAFE_INTEGER,
      });
    }),
  },
});
