import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { deleteItem, forgetItems, saveItem } from '#src/data/known.ts';

/** Follows catalog, to know what can be reviewed. */
export const items = defineConsumer({
  name: 'reviews.items',
  producer: 'catalog',
  topic: 'catalog',
  compatibilityVersion: 1,
  clear: forgetItems,
  handlers: {
    'catalog.product.upserted': on(
      z.object({ productId: z.string(), status: z.string() }),
      async (tx, { data }) =>
        data.status === 'ACTIVE' ? saveItem(tx, data.productId) : deleteItem(tx, data.productId),
    ),
    'catalog.product.archived': on(z.object({ productId: z.string() }), async (tx, { data }) =>
      deleteItem(tx, data.productId),
    ),
  },
});
