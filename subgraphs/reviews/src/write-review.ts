import type { Transaction } from '@supergraph/kit/database';
import type { forbiddenError } from '@supergraph/kit/user-errors';
import { notFoundError } from '@supergraph/kit/user-errors';

import type { Deps } from '#src/context.ts';
import { hasPurchased, isItem } from '#src/data/known.ts';
import { announceRating } from '#src/announce-rating.ts';
import { findReviewOf, findReviews, putReview } from '#src/data/reviews.ts';
import { needsModerator } from '#src/rules/needs-moderator.ts';
import type { ReviewInput } from '#src/rules/review-input.ts';
import type { Settings } from '#src/settings.ts';
import type { ReviewRow } from '#src/tables.ts';

export type WriteOutcome =
  | { readonly status: 'written'; readonly id: string }
  | {
      readonly status: 'refused';
      readonly error: ReturnType<typeof notFoundError> | ReturnType<typeof forbiddenError>;
    };

export interface Writer {
  readonly deps: Deps;
  readonly correlationId: string;
}

/** Writes a customer's only review of an item. */
export async function submitReview(
  tx: Transaction,
  { customerId, ...input }: ReviewInput & { readonly customerId: string },
  writer: Writer,
): Promise<WriteOutcome> {
  const { deps } = writer;
  const key = { itemId: input.itemId, customerId };
  const before = await findReviewOf(tx, key);
  if (before === undefined && !(await isItem(tx, input.itemId))) {
    const message = `There is no item "${input.itemId}" on sale.`;
    return { status: 'refused', error: notFoundError(message, ['itemId']) };
  }
  const text = [input.title, input.body, input.authorName].join('\n');
  return show(tx, writer, {
    before,
    after: {
      ...input,
      ...key,
      ...(before === undefined ? begin(deps) : keep(before)),
      verifiedPurchase: await hasPurchased(tx, key),
      // What a moderator took off does not come back by an edit alone.
      status: before?.status === 'REJECTED' ? 'PENDING' : statusOf(text, deps.settings),
      updatedAt: deps.now(),
    },
  });
}

type Lasting = Pick<ReviewRow, 'id' | 'helpful' | 'unhelpful' | 'createdAt'>;

const begin = ({ newId, now }: Deps): Lasting => ({
  id: newId('rev'),
  helpful: 0,
  unhelpful: 0,
  createdAt: now(),
});

const keep = ({ id, helpful, unhelpful, createdAt }: ReviewRow): Lasting => ({
  id,
  helpful,
  unhelpful,
  createdAt,
});

/** Whether a text is on show at once, or waits for a moderator. */
export function statusOf(
  text: string,
  { MODERATION }: Pick<Settings, 'MODERATION'>,
): 'PENDING' | 'PUBLISHED' {
  return MODERATION === 'all' || needsModerator(text) ? 'PENDING' : 'PUBLISHED';
}

/** Says whether a review is on show. */
export async function moderateReview(
  tx: Transaction,
  { reviewId, status }: { readonly reviewId: string; readonly status: ReviewRow['status'] },
  writer: Writer,
): Promise<WriteOutcome> {
  const [before] = await findReviews(tx, [reviewId]);
  if (before === undefined) {
    const error = notFoundError(`There is no review "${reviewId}".`, ['reviewId']);
    return { status: 'refused', error };
  }
  if (before.status === status) {
    return { status: 'written', id: reviewId };
  }
  const after = { ...before, status, updatedAt: writer.deps.now() };
  return show(tx, writer, { before, after });
}

/** Puts a review on show that was written elsewhere. Nobody's account is behind it, so nobody is told but of the rating. */
export async function saveImported(
  tx: Transaction,
  review: ReviewRow,
  writer: Writer,
): Promise<void> {
  await putReview(tx, review);
  await announceRating(tx, review.itemId, writer);
}

interface Change {
  readonly before: ReviewRow | undefined;
  readonly after: ReviewRow;
}

async function show(
  tx: Transaction,
  writer: Writer,
  { before, after }: Change,
): Promise<WriteOutcome> {
  await putReview(tx, after);
  if (after.status === 'PUBLISHED') {
    const { id: reviewId, itemId, customerId, rating } = after;
    await writer.deps.publish(tx, {
      type: 'reviews.review.published',
      key: itemId,
      data: { reviewId, itemId, customerId, rating },
      cause: { correlationId: writer.correlationId },
    });
  }
  if (shownStars(before) !== shownStars(after)) {
    await announceRating(tx, after.itemId, writer);
  }
  return { status: 'written', id: after.id };
}

function shownStars(review: ReviewRow | undefined): number {
  return review?.status === 'PUBLISHED' ? review.rating : 0;
}
