import { updateCustomer } from '../../data/customers.ts';
import { deleteOneTimeTokens } from '../../data/one-time-tokens.ts';
import { revokeSessions } from '../../data/sessions.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { passwordPolicyError } from '../../rules/auth-errors.ts';
import { findPasswordFaults } from '../../rules/password-policy.ts';
import { confirmPassword } from './confirm-password.ts';
import { ACKNOWLEDGED, refuse } from './payloads.ts';

export const passwordChange: NonNullable<MutationResolvers['passwordChange']> = async (
  _,
  { input: { currentPassword, newPassword } },
  context,
) => {
  const { db, now, hasher, note, post } = context;
  const confirmation = await confirmPassword(context, currentPassword, 'currentPassword');
  if (!confirmation.ok) {
    return refuse(confirmation.error);
  }
  const { customer, sessionId } = confirmation.signedIn;
  const faults = findPasswordFaults(newPassword, customer.email);
  if (faults.length > 0) {
    return refuse(passwordPolicyError(faults, ['newPassword']));
  }
  const passwordHash = await hasher.hash(newPassword);
  const customerId = customer.id;
  await db.transaction(async (tx) => {
    await updateCustomer(tx, customerId, { passwordHash });
    await revokeSessions(tx, { customerId, exceptId: sessionId }, now());
    await deleteOneTimeTokens(tx, { customerId, purpose: 'RESET_PASSWORD' });
    await note(tx, { action: 'password_changed', customerId });
  });
  post({ kind: 'passwordChanged', to: customer.email, locale: customer.locale });
  return ACKNOWLEDGED;
};
