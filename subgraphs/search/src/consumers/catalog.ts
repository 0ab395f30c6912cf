import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { forgetCatalog } from '#src/data/forget.ts';
import { putCategory } from '#src/projection/put-category.ts';
import { archiveProduct, putProduct } from '#src/projection/put-product.ts';
import type { KnownTerms } from '#src/projection/write-docs.ts';
import { categoryChanged, upserted } from '#src/rules/catalog-events.ts';

/** Follows catalog, to know what is for sale, what it is called and how it is sorted. */
export const createCatalogConsumer = (shelf: KnownTerms) =>
  defineConsumer({
    name: 'search.catalog',
    producer: 'catalog',
    topic: 'catalog',
    compatibilityVersion: 1,
    clear: forgetCatalog,
    handlers: {
      'catalog.product.upserted': on(upserted, async (tx, { data }) => {
        // A hit is a Product: bundles have a type and pages of their own.
        if (data.kind === 'PRODUCT') {
          await putProduct(tx, data, shelf);
        }
      }),
      'catalog.product.archived': on(z.object({ productId: z.string() }), async (tx, { data }) =>
        archiveProduct(tx, data.productId),
      ),
      'catalog.category.changed': on(categoryChanged, async (tx, { data }) =>
        putCategory(tx, data),
      ),
    },
  });
