import type { RequestContext } from '@supergraph/kit/request-context';

const STAFF_SCOPE = 'customers:read';

/** Whether this request may read the private fields of the customer: the owner's may, and staff's. */
export function mayReadPrivate(
  { claims }: Pick<RequestContext, 'claims'>,
  customerId: string,
): boolean {
  return claims !== null && (claims.sub === customerId || claims.scopes.includes(STAFF_SCOPE));
}
