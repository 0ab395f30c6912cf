import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

import { PROMOTION_KINDS } from '#src/rules/promotion-rule.ts';

export const events = defineEvents('pricing', {
  'pricing.price.changed': {
    purpose:
      'A price of a variant was set, for one currency, country, customer group, quantity and period (epoch ms).',
    schema: z.strictObject({
      sku: z.string(),
      variantId: z.string(),
      productId: z.string(),
      currency: z.string(),
      country: z.string().nullable(),
      customerGroup: z.string().nullable(),
      minQuantity: z.int(),
      previousAmount: z.int().nullable(),
      amount: z.int(),
      taxIncluded: z.boolean(),
      validFrom: z.int().nullable(),
      validUntil: z.int().nullable(),
    }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
  'pricing.promotion.changed': {
    purpose: 'A promotion was created or changed.',
    schema: z.strictObject({
      promotionId: z.string(),
      kind: z.enum(PROMOTION_KINDS),
      enabled: z.boolean(),
    }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
});
