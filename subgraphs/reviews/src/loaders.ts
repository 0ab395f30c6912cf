import type { Queries } from '@supergraph/kit/database';
import { createEntityLoader, createRelationLoader } from '@supergraph/kit/loaders';
import type { RequestContext } from '@supergraph/kit/request-context';

import { findAnswersOf, findQuestions } from '#src/data/questions.ts';
import { findSummaries, findTotal } from '#src/data/ratings.ts';
import { findReviews } from '#src/data/reviews.ts';
import { canSee } from '#src/rules/access.ts';
import { rate } from '#src/rules/rating.ts';
import type { Settings } from '#src/settings.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/** One loader per look-up, for one request. Reviews that the caller may not see are not found. */
export function createLoaders(db: Queries, request: RequestContext, settings: Settings) {
  return {
    review: createEntityLoader(
      async (ids: readonly string[]) =>
        (await findReviews(db, ids)).filter((review) => canSee(review, request)),
      (row) => row.id,
    ),
    question: createEntityLoader(
      async (ids: readonly string[]) =>
        (await findQuestions(db, ids)).filter((question) => canSee(question, request)),
      (row) => row.id,
    ),
    /** Of a question, those that the caller may see. */
    answers: createRelationLoader(
      async (ids: readonly string[]) =>
        (await findAnswersOf(db, ids)).filter((answer) => canSee(answer, request)),
      (row) => row.questionId,
    ),
    rating: createEntityLoader(
      async (ids: readonly string[]) => {
        const total = await findTotal(db);
        return (await findSummaries(db, ids)).map((row) => ({
          itemId: row.itemId,
          rating: rate(row, total, settings.RATING_WEIGHT),
        }));
      },
      ({ itemId }) => itemId,
    ),
  };
}
