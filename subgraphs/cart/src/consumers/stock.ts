import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { forgetStock, saveStock } from '#src/data/stock.ts';

const changed = z.object({
  variantId: z.string(),
  availableAtMost: z.int().nullable(),
  maxPerOrder: z.int().nullable(),
});

/** Follows inventory, to refuse what cannot be had without asking another service. What is not known does not bound. */
export const stock = defineConsumer({
  name: 'cart.stock',
  producer: 'inventory',
  topic: 'inventory',
  compatibilityVersion: 1,
  clear: forgetStock,
  handlers: {
    'inventory.stock.changed': on(changed, async (tx, { data }) => saveStock(tx, data)),
  },
});
