import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import type { InventoryDeps } from '#src/context.ts';
import { archiveVariants, forgetVariants, putVariants } from '#src/data/variants.ts';
import { settleStock } from '#src/settle-stock.ts';

const upserted = z.object({
  productId: z.string(),
  status: z.string(),
  variants: z.array(z.object({ variantId: z.string(), sku: z.string(), archived: z.boolean() })),
});

/** Keeps which variant has which sku, and whether it is gone. */
export const createVariantsConsumer = (deps: InventoryDeps) =>
  defineConsumer({
    name: 'inventory.variants',
    producer: 'catalog',
    topic: 'catalog',
    compatibilityVersion: 1,
    clear: forgetVariants,
    handlers: {
      'catalog.product.upserted': on(upserted, async (tx, { data, correlationId, id }) => {
        const variants = data.variants.map(({ variantId, sku, archived }) => ({
          variantId,
          sku,
          productId: data.productId,
          archived: archived || data.status === 'ARCHIVED',
        }));
        await putVariants(tx, data.productId, variants);
        // A variant that takes over a sku takes over its stock.
        const skus = variants.map(({ sku }) => sku);
        await settleStock(tx, skus, { deps, cause: { correlationId, causationId: id } });
      }),
      'catalog.product.archived': on(
        z.object({ variantIds: z.array(z.string()) }),
        async (tx, { data }) => archiveVariants(tx, data.variantIds),
      ),
    },
  });
