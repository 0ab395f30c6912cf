import type { Transaction } from '@supergraph/kit/database';
import { validationError } from '@supergraph/kit/user-errors';

import { announce } from '../../announce.ts';
import type { Context } from '../../context.ts';
import { findCustomer, findCustomerByEmail, updateCustomer } from '../../data/customers.ts';
import { deleteOneTimeTokensOf } from '../../data/one-time-tokens.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { redeemProof, storeProof } from '../../proofs.ts';
import { emailTakenError, rateLimitedError, tokenError } from '../../rules/auth-errors.ts';
import { normalizeEmail } from '../../rules/email.ts';
import { getSignedIn } from '../../sign-in.ts';
import { confirmPassword } from './confirm-password.ts';
import { ACKNOWLEDGED, type AuthFault, refuse } from './payloads.ts';

const purpose = 'CHANGE_EMAIL';

export const emailChangeRequest: NonNullable<MutationResolvers['emailChangeRequest']> = async (
  _,
  { input },
  context,
) => {
  const { db, now, newToken, takeAttempt, note, post, request } = context;
  const email = normalizeEmail(input.newEmail);
  if (email === null) {
    return refuse(validationError('This is not an e-mail address.', ['newEmail']));
  }
  const confirmation = await confirmPassword(context, input.password, 'password');
  if (!confirmation.ok) {
    return refuse(confirmation.error);
  }
  const attempt = await takeAttempt({
    purpose: 'mail',
    email,
    clientAddress: request.clientAddress,
  });
  if (attempt.status === 'limited') {
    return refuse(rateLimitedError(attempt.retryAfterMs));
  }
  if ((await findCustomerByEmail(db.reader, email)) !== undefined) {
    return refuse(emailTakenError(['newEmail']));
  }
  const { id: customerId, locale } = confirmation.signedIn.customer;
  const token = newToken();
  await db.transaction(async (tx) => {
    await getSignedIn(context, tx);
    await storeProof(tx, { customerId, purpose, email }, { token, now: now() });
    await note(tx, { action: 'email_change_requested', customerId });
  });
  post({ kind: 'changeEmail', to: email, locale, token });
  return ACKNOWLEDGED;
};

export const emailChangeConfirm: NonNullable<MutationResolvers['emailChangeConfirm']> = async (
  _,
  { token },
  context,
) => {
  const outcome = await context.db.transaction((tx) => changeEmail(tx, context, token));
  if (outcome.error !== null) {
    return refuse(outcome.error);
  }
  if (outcome.oldEmail !== null) {
    context.post({ kind: 'emailChanged', to: outcome.oldEmail, locale: outcome.locale });
  }
  return ACKNOWLEDGED;
};

type Outcome =
  | { readonly error: AuthFault }
  | { readonly error: null; readonly oldEmail: string | null; readonly locale: string | null };

async function changeEmail(tx: Transaction, context: Context, token: string): Promise<Outcome> {
  const { now, note } = context;
  const reading = await redeemProof(tx, { token, purpose, now: now() });
  if (reading.status !== 'valid') {
    return { error: tokenError(reading.status) };
  }
  const { customerId, email } = reading.proof;
  const before = await findCustomer(tx, customerId);
  if ((await findCustomerByEmail(tx, email)) !== undefined) {
    return { error: emailTakenError([]) };
  }
  const customer = await updateCustomer(tx, customerId, { email, emailVerifiedAt: now() });
  if (before === undefined || customer === undefined) {
    return { error: tokenError('invalid') };
  }
  // Links in the old mailbox must not open the account any more.
  await deleteOneTimeTokensOf(tx, customerId);
  await note(tx, { action: 'email_changed', customerId });
  await announce(tx, context, { change: 'updated', customer });
  return { error: null, oldEmail: before.email, locale: customer.locale };
}
