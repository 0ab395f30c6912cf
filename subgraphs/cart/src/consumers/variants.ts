import { defineConsumer, on } from '@supergraph/kit/consumer';
import { localeChain, pickByLocale } from '@supergraph/kit/locales';
import { z } from 'zod';

import { forgetVariants, saveVariant, withdrawVariants } from '#src/data/variants.ts';

const DEFAULT_LOCALE = 'en';

const upserted = z.object({
  productId: z.string(),
  status: z.string(),
  texts: z.array(z.object({ locale: z.string(), name: z.string() })),
  imageUrl: z.string().nullable(),
  variants: z.array(
    z.object({
      variantId: z.string(),
      sku: z.string(),
      archived: z.boolean(),
      imageUrl: z.string().nullable(),
      weightGrams: z.int().nullish(),
      options: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
  ),
});

/** Follows catalog, to know what may be put into a cart and what it is called. */
export const variants = defineConsumer({
  name: 'cart.variants',
  producer: 'catalog',
  topic: 'catalog',
  compatibilityVersion: 1,
  clear: forgetVariants,
  handlers: {
    'catalog.product.upserted': on(upserted, async (tx, { data }) => {
      const { productId, status, texts } = data;
      const name = pickByLocale(texts, localeChain(DEFAULT_LOCALE, DEFAULT_LOCALE))?.name;
      for (const { archived, imageUrl, weightGrams, ...variant } of data.variants) {
        await saveVariant(tx, {
          ...variant,
          productId,
          name: name ?? variant.sku,
          imageUrl: imageUrl ?? data.imageUrl,
          weightGrams: weightGrams ?? null,
          sellable: status === 'ACTIVE' && !archived,
        });
      }
      const ids = data.variants.map(({ variantId }) => variantId);
      await withdrawVariants(tx, productId, ids);
    }),
    'catalog.product.archived': on(z.object({ productId: z.string() }), async (tx, { data }) => {
      await withdrawVariants(tx, data.productId, []);
    }),
  },
});
