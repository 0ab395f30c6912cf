import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { forgetPrices } from '#src/data/forget.ts';
import { savePrice } from '#src/data/prices.ts';
import { touchProductOf } from '#src/projection/touch-product.ts';
import { EVERYWHERE } from '#src/tables.ts';

const changed = z.object({
  variantId: z.string(),
  currency: z.string(),
  country: z.string().nullable(),
  customerGroup: z.string().nullable(),
  minQuantity: z.int(),
  amount: z.int(),
  validFrom: z.int().nullish(),
  validUntil: z.int().nullish(),
});

/** Follows pricing, to know what everybody pays for one of a variant: the prices that a grid shows and sorts by. */
export const prices = defineConsumer({
  name: 'search.prices',
  producer: 'pricing',
  topic: 'pricing',
  compatibilityVersion: 1,
  clear: forgetPrices,
  handlers: {
    'pricing.price.changed': on(changed, async (tx, { data }) => {
      const { variantId, currency, country, amount, validFrom, validUntil } = data;
      if (data.customerGroup !== null || data.minQuantity > 1) {
        return;
      }
      await savePrice(tx, {
        variantId,
        currency,
        country: country ?? EVERYWHERE,
        amount,
        validFrom: validFrom ?? 0,
        validUntil: validUntil ?? Number.MAX_SAFE_INTEGER,
      });
      await touchProductOf(tx, variantId);
    }),
  },
});
