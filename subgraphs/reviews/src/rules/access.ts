import type { RequestContext } from '@supergraph/kit/request-context';

import type { ReviewRow } from '#src/tables.ts';

/** Whether the review exists for who asks: what is not on show is for its author and for moderators. */
export function canSee(
  { status, customerId }: ReviewRow,
  { claims }: Pick<RequestContext, 'claims'>,
): boolean {
  return (
    status === 'PUBLISHED' ||
    (claims !== null && (claims.scopes.includes('reviews:moderate') || claims.sub === customerId))
  );
}
