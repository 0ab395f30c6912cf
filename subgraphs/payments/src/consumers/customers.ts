import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { forgetPayer } from '#src/data/intents.ts';
import { deleteMethod, findMethodsOfCustomers, markErased } from '#src/data/saved-methods.ts';

/** Follows customers, to forget those who asked for it: their methods go, also at the provider; amounts count on. */
export const customers = defineConsumer({
  name: 'payments.customers',
  producer: 'customers',
  topic: 'customers',
  compatibilityVersion: 1,
  handlers: {
    'customers.customer.erased': on(
      z.object({ customerId: z.string() }),
      async (tx, { data: { customerId }, at }) => {
        await markErased(tx, customerId, at);
        for (const method of await findMethodsOfCustomers(tx, [customerId])) {
          await deleteMethod(tx, method, at);
        }
        await forgetPayer(tx, customerId, at);
      },
    ),
  },
});
