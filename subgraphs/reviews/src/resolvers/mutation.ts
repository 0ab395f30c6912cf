import { ClientError } from '@supergraph/kit/errors';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { idempotencyError, validationError } from '@supergraph/kit/user-errors';

import type { Context } from '#src/context.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';
import { createLoaders } from '#src/loaders.ts';
import { reviewInput } from '#src/rules/review-input.ts';
import { type WriteOutcome, moderateReview, submitReview } from '#src/write-review.ts';

export const Mutation: MutationResolvers = {
  async reviewSubmit(_, { input }, context) {
    const { deps, request } = context;
    if (request.claims === null) {
      throw new ClientError('UNAUTHENTICATED', 'Who writes a review is signed in.');
    }
    const customerId = request.claims.sub;
    const checked = reviewInput.safeParse(input);
    if (!checked.success) {
      const errors = checked.error.issues.map(({ message, path }) =>
        validationError(message, path.map(String)),
      );
      return { review: null, errors };
    }
    const { idempotencyKey: key } = input;
    const result = await runIdempotent<WriteOutcome>(
      deps.db,
      { caller: callerOf(request), operation: 'reviewSubmit', key, input, now: deps.now },
      (tx) =>
        submitReview(
          tx,
          { ...checked.data, customerId },
          { deps, correlationId: request.correlationId },
        ),
    );
    return result.status === 'done'
      ? answer(context, result.outcome)
      : { review: null, errors: [idempotencyError(result)] };
  },

  async reviewModerate(_, { input }, context) {
    const { deps, request } = context;
    const { correlationId } = request;
    const outcome = await deps.db.transaction((tx) =>
      moderateReview(tx, input, { deps, correlationId }),
    );
    return answer(context, outcome);
  },
};

async function answer(context: Context, outcome: WriteOutcome) {
  if (outcome.status === 'refused') {
    return { review: null, errors: [outcome.error] };
  }
  const { deps, request } = context;
  context.loaders = createLoaders(deps.db.reader, request, deps.settings);
  return { review: await context.loaders.review.load(outcome.id), errors: [] };
}
