import type { Transaction } from '@supergraph/kit/database';

import type { Deps } from '#src/context.ts';
import { findTotal, listSummariesAfter, noteTold, recount } from '#src/data/ratings.ts';
import { type Rating, rate } from '#src/rules/rating.ts';

interface Announcing {
  readonly deps: Deps;
  readonly correlationId: string;
}

/** Counts the ratings of an item anew and tells others. */
export async function announceRating(
  tx: Transaction,
  itemId: string,
  announcing: Announcing,
): Promise<void> {
  const summary = await recount(tx, itemId);
  const rating = rate(summary, await findTotal(tx), announcing.deps.settings.RATING_WEIGHT);
  await tell(tx, { itemId, rating }, announcing);
}

const NONE = { average: null, bayesian: null, count: 0, histogram: [0, 0, 0, 0, 0] };

async function tell(
  tx: Transaction,
  { itemId, rating }: { readonly itemId: string; readonly rating: Rating | null },
  { deps, correlationId }: Announcing,
): Promise<void> {
  await noteTold(tx, itemId, rating?.bayesian ?? null);
  await deps.publish(tx, {
    type: 'reviews.rating.changed',
    key: itemId,
    data: { itemId, ...(rating ?? NONE) },
    cause: { correlationId },
  });
}

/** So far a rating may be from what others were told: nobody sees a fiftieth of a star. */
const TOLERANCE = 0.02;
const AT_ONCE = 500;

/**
 * Tells the ratings anew that have moved since, because the mean of all items did. Answers the mean it was done for, to be
 * handed in the next time: while that is the same, there is nothing to do.
 */
export async function tellDrifted(
  deps: Deps,
  doneFor: number | undefined,
): Promise<number | undefined> {
  const total = await findTotal(deps.db.reader);
  const mean = total.count === 0 ? undefined : total.stars / total.count;
  let after: string | undefined = mean === doneFor ? undefined : '';
  while (after !== undefined) {
    const page = await listSummariesAfter(deps.db.reader, { after, limit: AT_ONCE });
    const drifted = page.flatMap((row) => {
      const rating = rate(row, total, deps.settings.RATING_WEIGHT);
      const moved = Math.abs((rating?.bayesian ?? 0) - (row.told ?? 0));
      return rating !== null && moved > TOLERANCE ? [row.itemId] : [];
    });
    const correlationId = deps.newId('drift');
    await deps.db.transaction(async (tx) => {
      for (const itemId of drifted) {
        await announceRating(tx, itemId, { deps, correlationId });
      }
    });
    after = page.length < AT_ONCE ? undefined : page.at(-1)?.itemId;
  }
  return mean;
}
