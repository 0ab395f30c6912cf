import { defineConsumer, on } from '@supergraph/kit/consumer';
import { z } from 'zod';

import { deleteCartsOfCustomer } from '#src/data/carts.ts';
import { deleteCustomer, forgetCustomers, saveCustomer } from '#src/data/customers.ts';

const withGroups = on(
  z.object({ customerId: z.string(), groups: z.array(z.string()).optional() }),
  async (tx, { data: { customerId, groups } }) => {
    if (groups !== undefined) {
      await saveCustomer(tx, { customerId, groups });
    }
  },
);

/** Follows customers, to know the groups that pick a cart's price lists, and to forget who asked for it. */
export const customers = defineConsumer({
  name: 'cart.customers',
  producer: 'customers',
  topic: 'customers',
  compatibilityVersion: 1,
  clear: forgetCustomers,
  handlers: {
    'customers.customer.registered': withGroups,
    'customers.customer.updated': withGroups,
    'customers.customer.erased': on(z.object({ customerId: z.string() }), async (tx, { data }) => {
      await deleteCartsOfCustomer(tx, data.customerId);
      await deleteCustomer(tx, data.customerId);
    }),
  },
});
