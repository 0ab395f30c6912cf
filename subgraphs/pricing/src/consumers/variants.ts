import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { archiveVariants, forgetVariants, putVariants } from '#src/data/variants.ts';

const upserted = z.object({
  productId: z.string(),
  status: z.string(),
  ancestorCategoryIds: z.array(z.string()),
  variants: z.array(
    z.object({
      variantId: z.string(),
      sku: z.string(),
      taxClass: z.string(),
      archived: z.boolean(),
    }),
  ),
});

/** Keeps what pricing must know of catalog's variants: sku, tax class, categories, whether it is gone. */
export const variants = defineConsumer({
  name: 'pricing.variants',
  producer: 'catalog',
  topic: 'catalog',
  compatibilityVersion: 1,
  clear: forgetVariants,
  handlers: {
    'catalog.product.upserted': on(upserted, async (tx, { data }) => {
      await putVariants(
        tx,
        data.productId,
        data.variants.map(({ variantId, sku, taxClass, archived }) => ({
          variantId,
          sku,
          taxClass,
          productId: data.productId,
          categoryIds: data.ancestorCategoryIds,
          archived: archived || data.status === 'ARCHIVED',
        })),
      );
    }),
    'catalog.product.archived': on(
      z.object({ variantIds: z.array(z.string()) }),
      async (tx, { data }) => archiveVariants(tx, data.variantIds),
    ),
  },
});
