import type { Transaction } from '@supergraph/kit/database';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { idempotencyError, validationError } from '@supergraph/kit/user-errors';

import { announce } from '../../announce.ts';
import type { Context } from '../../context.ts';
import { findCustomer, findCustomerByEmail, insertCustomer } from '../../data/customers.ts';
import type { MutationResolvers, RegisterInput } from '../../generated/resolvers.ts';
import { storeProof } from '../../proofs.ts';
import { emailTakenError, passwordPolicyError, rateLimitedError } from '../../rules/auth-errors.ts';
import { normalizeEmail } from '../../rules/email.ts';
import { findPasswordFaults } from '../../rules/password-policy.ts';
import { type ProfileChanges, readProfile, suggestPublicName } from '../../rules/profile.ts';
import { type OpenSession, grantTokens, openSession } from '../../sign-in.ts';
import type { CustomerRow } from '../../tables.ts';
import { type AuthFault, answerAuth, refuseAuth } from './payloads.ts';

interface Registration {
  readonly email: string;
  readonly profile: ProfileChanges;
}

/** What is stored of a registration: no token, so a repeated call gets none. */
type Outcome = { readonly customerId: string } | { readonly taken: true };

export const register: NonNullable<MutationResolvers['register']> = async (
  _,
  { input },
  context,
) => {
  const { db, now, hasher, keyedHash, takeAttempt, request } = context;
  const reading = readRegistration(input);
  if (!reading.ok) {
    return refuseAuth(reading.error);
  }
  const attempt = await takeAttempt({ purpose: 'register', clientAddress: request.clientAddress });
  if (attempt.status === 'limited') {
    return refuseAuth(rateLimitedError(attempt.retryAfterMs));
  }
  const passwordHash = await hasher.hash(input.password);
  let made: Made | undefined;
  const call = {
    caller: callerOf(request),
    operation: 'register',
    key: input.idempotencyKey,
    // Keyed, and without the password: the row must not help anybody to guess either.
    input: await keyedHash(JSON.stringify(reading.value)),
    now,
  };
  const result = await runIdempotent<Outcome>(db, call, async (tx) => {
    made = await createAccount(tx, context, { ...reading.value, passwordHash });
    return made === undefined ? { taken: true } : { customerId: made.customer.id };
  });
  if (result.status !== 'done') {
    return refuseAuth(idempotencyError(result));
  }
  return made === undefined ? answerRepeated(context, result.outcome) : welcome(context, made);
};

type Reading =
  | { readonly ok: true; readonly value: Registration }
  | { readonly ok: false; readonly error: AuthFault };

function readRegistration(input: RegisterInput): Reading {
  const email = normalizeEmail(input.email);
  if (email === null) {
    return { ok: false, error: validationError('This is not an e-mail address.', ['email']) };
  }
  const { firstName, lastName, locale, marketingConsent } = input;
  const profile = readProfile({
    firstName,
    lastName,
    locale,
    marketingConsent: marketingConsent ?? false,
  });
  if (!profile.ok) {
    return { ok: false, error: validationError(profile.reason, [profile.field]) };
  }
  const faults = findPasswordFaults(input.password, email);
  if (faults.length > 0) {
    return { ok: false, error: passwordPolicyError(faults, ['password']) };
  }
  return { ok: true, value: { email, profile: profile.value } };
}

interface Made {
  readonly customer: CustomerRow & { readonly email: string };
  readonly session: OpenSession;
  readonly verifyToken: string;
}

async function createAccount(
  tx: Transaction,
  context: Context,
  { email, profile, passwordHash }: Registration & { readonly passwordHash: string },
): Promise<Made | undefined> {
  const { newId, newToken, now, note, request } = context;
  if ((await findCustomerByEmail(tx, email)) !== undefined) {
    return undefined;
  }
  const customer = await insertCustomer(tx, {
    ...profile,
    id: newId('cus'),
    email,
    passwordHash,
    publicName: suggestPublicName(profile),
    locale: profile.locale ?? request.locale,
    createdAt: now(),
  });
  const verifyToken = newToken();
  const proof = { customerId: customer.id, purpose: 'VERIFY_EMAIL', email } as const;
  await storeProof(tx, proof, { token: verifyToken, now: now() });
  const session = await openSession(tx, context, { customerId: customer.id, remembered: false });
  await note(tx, { action: 'registered', customerId: customer.id });
  await announce(tx, context, { change: 'registered', customer });
  return { customer: { ...customer, email }, session, verifyToken };
}

async function welcome(context: Context, { customer, session, verifyToken }: Made) {
  const { email: to, locale } = customer;
  context.post({ kind: 'verifyEmail', to, locale, token: verifyToken });
  return grantTokens(context, customer, session);
}

async function answerRepeated({ db }: Context, outcome: Outcome) {
  if ('taken' in outcome) {
    return refuseAuth(emailTakenError());
  }
  const customer = await findCustomer(db.reader, outcome.customerId);
  return customer === undefined ? refuseAuth(emailTakenError()) : answerAuth(customer);
}
