import { announce } from '../../announce.ts';
import { findCustomer, updateCustomer } from '../../data/customers.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { redeemProof, storeProof } from '../../proofs.ts';
import { rateLimitedError, tokenError } from '../../rules/auth-errors.ts';
import { getSignedIn } from '../../sign-in.ts';
import { ACKNOWLEDGED, answerAuth, refuse, refuseAuth } from './payloads.ts';

export const emailVerify: NonNullable<MutationResolvers['emailVerify']> = async (
  _,
  { input },
  context,
) => {
  const { db, now, note } = context;
  const outcome = await db.transaction(async (tx) => {
    const presented = { token: input.token, purpose: 'VERIFY_EMAIL', now: now() } as const;
    const reading = await redeemProof(tx, presented);
    if (reading.status !== 'valid') {
      return reading.status;
    }
    const { customerId, email } = reading.proof;
    const customer = await findCustomer(tx, customerId);
    if (customer?.email !== email) {
      return 'invalid';
    }
    const verified = await updateCustomer(tx, customerId, { emailVerifiedAt: now() });
    await note(tx, { action: 'email_verified', customerId });
    await announce(tx, context, { change: 'updated', customer });
    return verified ?? 'invalid';
  });
  return typeof outcome === 'string' ? refuseAuth(tokenError(outcome)) : answerAuth(outcome);
};

export const emailVerifyRequest: NonNullable<MutationResolvers['emailVerifyRequest']> = async (
  _,
  __,
  context,
) => {
  const { db, now, newToken, takeAttempt, post, request } = context;
  const { customer } = await getSignedIn(context);
  if (customer.emailVerifiedAt !== null) {
    return ACKNOWLEDGED;
  }
  const { id: customerId, email, locale } = customer;
  const attempt = await takeAttempt({
    purpose: 'mail',
    email,
    clientAddress: request.clientAddress,
  });
  if (attempt.status === 'limited') {
    return refuse(rateLimitedError(attempt.retryAfterMs));
  }
  const token = newToken();
  const proof = { customerId, purpose: 'VERIFY_EMAIL', email } as const;
  await db.transaction(async (tx) => {
    await getSignedIn(context, tx);
    await storeProof(tx, proof, { token, now: now() });
  });
  post({ kind: 'verifyEmail', to: email, locale, token });
  return ACKNOWLEDGED;
};
