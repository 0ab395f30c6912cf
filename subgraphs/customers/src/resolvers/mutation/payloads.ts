import type { AuthError, CustomerError } from '../../generated/resolvers.ts';
import type { CustomerRow } from '../../tables.ts';

type Typed<Errors extends { readonly __typename?: string }> = Errors & {
  readonly __typename: NonNullable<Errors['__typename']>;
};
export type AuthFault = Typed<AuthError>;
export type CustomerFault = Typed<CustomerError>;

/** An `AuthPayload` that gives nothing but the reason. */
export function refuseAuth(error: AuthFault) {
  return {
    customer: null,
    accessToken: null,
    expiresAt: null,
    refreshToken: null,
    verificationRequired: false,
    errors: [error],
  };
}

/** An `AuthPayload` without tokens. */
export function answerAuth(customer: CustomerRow) {
  return {
    customer,
    accessToken: null,
    expiresAt: null,
    refreshToken: null,
    verificationRequired: customer.emailVerifiedAt === null,
    errors: [],
  };
}

export const ACKNOWLEDGED = { ok: true, errors: [] as AuthFault[] };

export function refuse(error: AuthFault) {
  return { ok: false, errors: [error] };
}

export function refuseChange(error: CustomerFault) {
  return { customer: null, errors: [error] };
}
