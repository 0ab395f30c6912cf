import type { Claims } from '@supergraph/kit/request-context';

/** Claims of a signed-in customer without roles; spell out only what the test is about. */
export function buildClaims(claims: Partial<Claims> = {}): Claims {
  return { sub: 'cus_test', sid: 'ses_test', roles: [], scopes: [], groups: [], ...claims };
}
