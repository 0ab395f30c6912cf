import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

import { STOCK_STATUSES } from '#src/tables.ts';

const status = z.enum(STOCK_STATUSES);

export const events = defineEvents('inventory', {
  'inventory.stock.changed': {
    purpose:
      'A variant went from one stock status to another, or what one order may have changed. Not sent for every unit: `available` (at most 99) is of that moment, an order can have `availableAtMost` until the next event (null: the status sets no bound, or orders may wait). Times are epoch ms.',
    schema: z.strictObject({
      variantId: z.string(),
      productId: z.string(),
      sku: z.string(),
      status,
      previousStatus: status.nullable(),
      available: z.int(),
      availableAtMost: z.int().nullable(),
      maxPerOrder: z.int().nullable(),
      updatedAt: z.int(),
    }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
  'inventory.reservation.expired': {
    purpose: 'A checkout did not end in time: what it held can be sold to others.',
    schema: z.strictObject({ reservationId: z.string(), checkoutId: z.string() }),
    featureVersion: 1,
    compatibilityVersion: 1,
  },
});
