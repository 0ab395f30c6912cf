import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { deletePurchasesOf } from '#src/data/known.ts';
import { forgetAuthor } from '#src/data/reviews.ts';

/** Follows customers, to forget those who asked for it: what they wrote stays, without them. */
export const customers = defineConsumer({
  name: 'reviews.customers',
  producer: 'customers',
  topic: 'customers',
  compatibilityVersion: 1,
  handlers: {
    'customers.customer.erased': on(z.object({ customerId: z.string() }), async (tx, { data }) => {
      await forgetAuthor(tx, data.customerId);
      await deletePurchasesOf(tx, data.customerId);
    }),
  },
});
