import { validationError } from '@supergraph/kit/user-errors';

import { announce } from '../../announce.ts';
import { updateCustomer } from '../../data/customers.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { readProfile } from '../../rules/profile.ts';
import { getSignedIn } from '../../sign-in.ts';
import { refuseChange } from './payloads.ts';

export const profileUpdate: NonNullable<MutationResolvers['profileUpdate']> = async (
  _,
  { input },
  context,
) => {
  const { customer: before } = await getSignedIn(context);
  const profile = readProfile(input);
  if (!profile.ok) {
    return refuseChange(validationError(profile.reason, [profile.field]));
  }
  const changed = await context.db.transaction(async (tx) => {
    const customer = await updateCustomer(tx, before.id, profile.value);
    if (customer !== undefined) {
      await announce(tx, context, { change: 'updated', customer });
    }
    return customer;
  });
  return { customer: changed ?? null, errors: [] };
};
