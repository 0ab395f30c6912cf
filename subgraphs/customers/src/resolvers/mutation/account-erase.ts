import type { Transaction } from '@supergraph/kit/database';
import { validationError } from '@supergraph/kit/user-errors';

import { announce } from '../../announce.ts';
import type { Context } from '../../context.ts';
import { deleteAddressesOf } from '../../data/addresses.ts';
import { scrubAudits } from '../../data/audits.ts';
import { updateCustomer } from '../../data/customers.ts';
import { deleteOneTimeTokensOf } from '../../data/one-time-tokens.ts';
import { deleteSessionsOf } from '../../data/sessions.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { ERASED_PUBLIC_NAME } from '../../rules/profile.ts';
import { formatExpiredCookie } from '../../rules/refresh-cookie.ts';
import { confirmPassword } from './confirm-password.ts';
import { ACKNOWLEDGED, refuse } from './payloads.ts';

const CONFIRMATION = 'ERASE';

export const accountErase: NonNullable<MutationResolvers['accountErase']> = async (
  _,
  { input },
  context,
) => {
  if (input.confirm !== CONFIRMATION) {
    return refuse(validationError(`Must be the word "${CONFIRMATION}".`, ['confirm']));
  }
  const confirmation = await confirmPassword(context, input.password, 'password');
  if (!confirmation.ok) {
    return refuse(confirmation.error);
  }
  const { id } = confirmation.signedIn.customer;
  await context.db.transaction((tx) => erase(tx, context, id));
  context.request.addCookie(formatExpiredCookie(context.secureCookies));
  return ACKNOWLEDGED;
};

/** Leaves the id, so that reviews and orders keep their author, and nothing else. */
async function erase(tx: Transaction, context: Context, customerId: string): Promise<void> {
  const { now, note } = context;
  const customer = await updateCustomer(tx, customerId, {
    email: null,
    emailVerifiedAt: null,
    passwordHash: null,
    firstName: null,
    lastName: null,
    publicName: ERASED_PUBLIC_NAME,
    phone: null,
    locale: null,
    marketingConsent: false,
    groups: [],
    roles: [],
    status: 'ERASED',
    erasedAt: now(),
  });
  if (customer === undefined) {
    return;
  }
  await deleteAddressesOf(tx, customerId);
  await deleteSessionsOf(tx, customerId);
  await deleteOneTimeTokensOf(tx, customerId);
  await note(tx, { action: 'erased', customerId });
  await scrubAudits(tx, customerId);
  await announce(tx, context, { change: 'erased', customer });
}
