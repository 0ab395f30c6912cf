import type { RequestContext } from '@supergraph/kit/request-context';

interface Shown {
  readonly status: 'PENDING' | 'PUBLISHED' | 'REJECTED';
  readonly customerId: string | null;
}

type Caller = Pick<RequestContext, 'claims'>;

export function canModerate({ claims }: Caller): boolean {
  return claims?.scopes.includes('reviews:moderate') === true;
}

/** Whether a review, a question or an answer exists for who asks: what is not on show is for its author and for moderators. */
export function canSee({ status, customerId }: Shown, caller: Caller): boolean {
  return (
    status === 'PUBLISHED' ||
    canModerate(caller) ||
    (caller.claims !== null && caller.claims.sub === customerId)
  );
}
