import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { forgetStock } from '#src/data/forget.ts';
import { noteStockKnown } from '#src/data/index-state.ts';
import { countStock } from '#src/data/products.ts';
import { saveStock } from '#src/data/variants.ts';
import { touchProductOf } from '#src/projection/touch-product.ts';

const changed = z.object({ variantId: z.string(), status: z.string() });

/** Follows inventory, to know what can be had at once. */
export const stock = defineConsumer({
  name: 'search.stock',
  producer: 'inventory',
  topic: 'inventory',
  compatibilityVersion: 1,
  clear: forgetStock,
  isOptional: true,
  handlers: {
    'inventory.stock.changed': on(changed, async (tx, { data: { variantId, status } }) => {
      if (!(await saveStock(tx, variantId, status))) {
        return;
      }
      const id = await touchProductOf(tx, variantId);
      await noteStockKnown(tx);
      if (id !== undefined) {
        await countStock(tx, id);
      }
    }),
  },
});
