import type { Transaction } from '@supergraph/kit/database';
import { validationError } from '@supergraph/kit/user-errors';

import { announce } from '../../announce.ts';
import type { Context } from '../../context.ts';
import { findCustomer, findCustomerByEmail } from '../../data/customers.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { credentialsError, rateLimitedError } from '../../rules/auth-errors.ts';
import { normalizeEmail } from '../../rules/email.ts';
import { isPlausiblePassword } from '../../rules/password-policy.ts';
import { type OpenSession, grantTokens, openSession } from '../../sign-in.ts';
import type { CustomerRow } from '../../tables.ts';
import { refuseAuth } from './payloads.ts';

export const login: NonNullable<MutationResolvers['login']> = async (_, { input }, context) => {
  const { db, hasher, takeAttempt, note, request } = context;
  const email = normalizeEmail(input.email);
  if (email === null) {
    return refuseAuth(validationError('This is not an e-mail address.', ['email']));
  }
  if (!isPlausiblePassword(input.password)) {
    return refuseAuth(validationError('This is no password.', ['password']));
  }
  const attempt = await takeAttempt({
    purpose: 'password',
    email,
    clientAddress: request.clientAddress,
  });
  if (attempt.status === 'limited') {
    return refuseAuth(rateLimitedError(attempt.retryAfterMs));
  }
  const known = await findCustomerByEmail(db.reader, email);
  const isRight = await hasher.verify(input.password, known?.passwordHash ?? null);
  const signIn = await db.transaction(async (tx) => {
    const opened =
      isRight && known !== undefined ? await signInAs(tx, context, { known, input }) : null;
    if (opened === null) {
      await note(tx, { action: 'login_failed', customerId: known?.id ?? null });
    }
    return opened;
  });
  if (signIn === null) {
    return refuseAuth(credentialsError());
  }
  await attempt.refund();
  return grantTokens(context, signIn.customer, signIn.session);
};

interface Credentials {
  readonly known: CustomerRow;
  readonly input: { readonly rememberMe?: boolean | null };
}

async function signInAs(
  tx: Transaction,
  context: Context,
  { known, input }: Credentials,
): Promise<{ customer: CustomerRow; session: OpenSession } | null> {
  const customer = await findCustomer(tx, known.id);
  // While the password was hashed it may have been changed, or the account erased.
  if (customer === undefined || customer.passwordHash !== known.passwordHash) {
    return null;
  }
  const session = await openSession(tx, context, {
    customerId: customer.id,
    remembered: input.rememberMe ?? false,
  });
  await context.note(tx, { action: 'logged_in', customerId: customer.id });
  await announce(tx, context, { change: 'logged_in', customer });
  return { customer, session };
}
