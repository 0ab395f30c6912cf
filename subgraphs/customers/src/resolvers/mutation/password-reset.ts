import { validationError } from '@supergraph/kit/user-errors';

import type { Context } from '../../context.ts';
import { findCustomer, findCustomerByEmail, updateCustomer } from '../../data/customers.ts';
import { revokeSessions } from '../../data/sessions.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { readProof, redeemProof, storeProof } from '../../proofs.ts';
import { passwordPolicyError, rateLimitedError, tokenError } from '../../rules/auth-errors.ts';
import { normalizeEmail } from '../../rules/email.ts';
import { findPasswordFaults } from '../../rules/password-policy.ts';
import type { CustomerRow } from '../../tables.ts';
import { ACKNOWLEDGED, answerAuth, refuse, refuseAuth } from './payloads.ts';

const purpose = 'RESET_PASSWORD';

export const passwordResetRequest: NonNullable<MutationResolvers['passwordResetRequest']> = async (
  _,
  { input },
  context,
) => {
  const { takeAttempt, runInBackground, request } = context;
  const email = normalizeEmail(input.email);
  if (email === null) {
    return refuse(validationError('This is not an e-mail address.', ['email']));
  }
  const attempt = await takeAttempt({
    purpose: 'mail',
    email,
    clientAddress: request.clientAddress,
  });
  if (attempt.status === 'limited') {
    return refuse(rateLimitedError(attempt.retryAfterMs));
  }
  // After the answer, so that its time does not tell whether there is an account.
  runInBackground('password reset', () => mailResetLink(context, email));
  return ACKNOWLEDGED;
};

async function mailResetLink(
  { db, now, newToken, note, post }: Context,
  email: string,
): Promise<void> {
  const token = newToken();
  const customer = await db.transaction(async (tx) => {
    const found = await findCustomerByEmail(tx, email);
    if (found !== undefined) {
      await storeProof(tx, { customerId: found.id, purpose, email }, { token, now: now() });
      await note(tx, { action: 'password_reset_requested', customerId: found.id });
    }
    return found;
  });
  if (customer !== undefined) {
    post({ kind: 'resetPassword', to: email, locale: customer.locale, token });
  }
}

export const passwordReset: NonNullable<MutationResolvers['passwordReset']> = async (
  _,
  { input: { token, newPassword } },
  context,
) => {
  const { db, now, hasher, post } = context;
  const reading = await readProof(db.reader, { token, purpose, now: now() });
  if (reading.status !== 'valid') {
    return refuseAuth(tokenError(reading.status));
  }
  const { email } = reading.proof;
  const faults = findPasswordFaults(newPassword, email);
  if (faults.length > 0) {
    return refuseAuth(passwordPolicyError(faults, ['newPassword']));
  }
  const outcome = await setPassword(context, {
    token,
    passwordHash: await hasher.hash(newPassword),
  });
  if (typeof outcome === 'string') {
    return refuseAuth(tokenError(outcome));
  }
  post({ kind: 'passwordChanged', to: email, locale: outcome.locale });
  return answerAuth(outcome);
};

function setPassword(
  { db, now, note }: Context,
  { token, passwordHash }: { readonly token: string; readonly passwordHash: string },
): Promise<CustomerRow | 'expired' | 'invalid'> {
  return db.transaction(async (tx) => {
    const reading = await redeemProof(tx, { token, purpose, now: now() });
    if (reading.status !== 'valid') {
      return reading.status;
    }
    const { customerId, email } = reading.proof;
    const before = await findCustomer(tx, customerId);
    if (before?.email !== email) {
      return 'invalid';
    }
    const emailVerifiedAt = before.emailVerifiedAt ?? now();
    const customer = await updateCustomer(tx, customerId, { passwordHash, emailVerifiedAt });
    await revokeSessions(tx, { customerId }, now());
    await note(tx, { action: 'password_reset', customerId });
    return customer ?? 'invalid';
  });
}
