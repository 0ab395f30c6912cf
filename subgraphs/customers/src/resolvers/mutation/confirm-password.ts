import { validationError } from '@supergraph/kit/user-errors';

import type { Context } from '../../context.ts';
import { rateLimitedError, wrongPasswordError } from '../../rules/auth-errors.ts';
import { isPlausiblePassword } from '../../rules/password-policy.ts';
import { type SignedIn, getSignedIn } from '../../sign-in.ts';
import type { AuthFault } from './payloads.ts';

export type Confirmation =
  | { readonly ok: true; readonly signedIn: SignedIn }
  | { readonly ok: false; readonly error: AuthFault };

/**
 * Who is signed in, once more proved by the password; tries count together with those of `login`.
 * Throws UNAUTHENTICATED when the session has ended.
 */
export async function confirmPassword(
  context: Context,
  password: string,
  field: string,
): Promise<Confirmation> {
  const signedIn = await getSignedIn(context);
  if (!isPlausiblePassword(password)) {
    return { ok: false, error: validationError('This is no password.', [field]) };
  }
  const { hasher, takeAttempt, request } = context;
  const { email, passwordHash } = signedIn.customer;
  const attempt = await takeAttempt({
    purpose: 'password',
    email,
    clientAddress: request.clientAddress,
  });
  if (attempt.status === 'limited') {
    return { ok: false, error: rateLimitedError(attempt.retryAfterMs) };
  }
  if (!(await hasher.verify(password, passwordHash))) {
    return { ok: false, error: wrongPasswordError(field) };
  }
  await attempt.refund();
  return { ok: true, signedIn };
}
