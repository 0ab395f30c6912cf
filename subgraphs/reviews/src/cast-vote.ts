import type { Transaction } from '@supergraph/kit/database';
import type { KeyedHash } from '@supergraph/kit/keyed-hash';
import { networkOf } from '@supergraph/kit/network-address';
import type { RequestContext } from '@supergraph/kit/request-context';
import { forbiddenError, notFoundError } from '@supergraph/kit/user-errors';

import { findReviews } from '#src/data/reviews.ts';
import { type Vote, putVote } from '#src/data/votes.ts';
import { canSee } from '#src/rules/access.ts';
import type { WriteOutcome } from '#src/write-review.ts';

/** Whose vote it is: a hash under the key of this database. A browser may forge its id, so its network counts too. */
export function voterOf(
  keyedHash: KeyedHash,
  who: { readonly customerId: string } | Pick<RequestContext, 'visitorId' | 'clientAddress'>,
): Promise<string> {
  return keyedHash(
    'customerId' in who
      ? `customer ${who.customerId}`
      : `visitor ${who.visitorId ?? ''} network ${networkOf(who.clientAddress)}`,
  );
}

/** Says whether a review helped. Nobody votes on their own. */
export async function castVote(
  tx: Transaction,
  vote: Vote,
  request: Pick<RequestContext, 'claims'>,
): Promise<WriteOutcome> {
  const [review] = await findReviews(tx, [vote.reviewId]);
  if (review === undefined || !canSee(review, request)) {
    const error = notFoundError(`There is no review "${vote.reviewId}".`, ['reviewId']);
    return { status: 'refused', error };
  }
  if (review.customerId !== null && review.customerId === request.claims?.sub) {
    const error = forbiddenError('Nobody votes on their own review.', ['reviewId']);
    return { status: 'refused', error };
  }
  await putVote(tx, vote);
  return { status: 'written', id: review.id };
}
