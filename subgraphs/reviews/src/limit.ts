import { type Tried, takeAttempt } from '@supergraph/kit/attempts';
import { networkOf } from '@supergraph/kit/network-address';

import type { Context } from '#src/context.ts';
import { rateLimitedError } from '#src/user-errors.ts';

/** Counts that somebody writes or votes, by who it is and by network; an error when it is too often. */
export async function refuseTooMany(
  { deps, keyedHash, request }: Context,
  what: 'write' | 'vote',
): Promise<ReturnType<typeof rateLimitedError> | undefined> {
  const { db, now, settings } = deps;
  const who = request.claims?.sub ?? request.visitorId ?? 'nobody';
  const isVote = what === 'vote';
  const tried: Tried[] = [
    {
      name: `${what} by ${who}`,
      limit: isVote ? settings.VOTES_PER_VOTER : settings.TEXTS_PER_CUSTOMER,
    },
    {
      name: `${what} network ${networkOf(request.clientAddress)}`,
      limit: isVote ? settings.VOTES_PER_NETWORK : settings.TEXTS_PER_NETWORK,
    },
  ];
  const attempt = await takeAttempt(tried, { db, now, keyedHash });
  return attempt.status === 'limited' ? rateLimitedError(attempt.retryAfterMs) : undefined;
}
