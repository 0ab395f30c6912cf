import type { Context } from '../context.ts';
import type { CustomerResolvers } from '../generated/resolvers.ts';
import { mayReadPrivate } from '../privacy.ts';
import type { CustomerRow } from '../tables.ts';

/** A private field: null for anyone but the owner and staff, so that a review's author does not null the review. */
function ofOwner<Value>(read: (row: CustomerRow, context: Context) => Value) {
  return (row: CustomerRow, _: unknown, context: Context): Value | null =>
    mayReadPrivate(context.request, row.id) ? read(row, context) : null;
}

export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.customer.load(id),
  email: ofOwner(({ email }) => email),
  emailVerified: ofOwner(({ emailVerifiedAt }) => emailVerifiedAt !== null),
  firstName: ofOwner(({ firstName }) => firstName),
  lastName: ofOwner(({ lastName }) => lastName),
  phone: ofOwner(({ phone }) => phone),
  locale: ofOwner(({ locale }) => locale),
  groups: ofOwner(({ groups }) => groups),
  roles: ofOwner(({ roles }) => roles),
  marketingConsent: ofOwner(({ marketingConsent }) => marketingConsent),
  createdAt: ofOwner(({ createdAt }) => createdAt),
  addresses: ofOwner(async ({ id }, { loaders }) => [...(await loaders.addressesOf.load(id))]),
  defaultShippingAddress: ofOwner(async ({ id }, { loaders }) => {
    const addresses = await loaders.addressesOf.load(id);
    return addresses.find(({ isDefaultShipping }) => isDefaultShipping) ?? null;
  }),
  defaultBillingAddress: ofOwner(async ({ id }, { loaders }) => {
    const addresses = await loaders.addressesOf.load(id);
    return addresses.find(({ isDefaultBilling }) => isDefaultBilling) ?? null;
  }),
  sessions: ofOwner(async ({ id }, { loaders }) => [...(await loaders.sessionsOf.load(id))]),
};
