import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { forgetCustomer } from '#src/data/personal-data.ts';

/** Follows customers, to forget those who asked for it: their orders stay countable, without them. */
export const customers = defineConsumer({
  name: 'orders.customers',
  producer: 'customers',
  topic: 'customers',
  compatibilityVersion: 1,
  handlers: {
    'customers.customer.erased': on(
      z.object({ customerId: z.string() }),
      async (tx, { data, at }) => forgetCustomer(tx, { ...data, at }),
    ),
  },
});
