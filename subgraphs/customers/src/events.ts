import { defineEvents } from '@supergraph/kit/events';
import { z } from 'zod';

const customerId = z.string();
const membership = z.strictObject({
  customerId,
  groups: z.array(z.string()),
  roles: z.array(z.string()),
});
const reference = z.strictObject({ customerId });
const version = { featureVersion: 1, compatibilityVersion: 1 };

/** Ids, groups and roles only: whoever needs a name asks the graph (decision 17). */
export const events = defineEvents('customers', {
  'customers.customer.registered': {
    purpose: 'Somebody made an account.',
    schema: membership,
    ...version,
  },
  'customers.customer.updated': {
    purpose: 'The profile, the address, the groups or the roles of a customer changed.',
    schema: membership,
    ...version,
  },
  'customers.customer.logged_in': {
    purpose: 'A customer signed in with a password.',
    schema: reference,
    ...version,
  },
  'customers.customer.erased': {
    purpose: 'A customer is erased: scrub every copy of personal data.',
    schema: reference,
    ...version,
  },
});
