import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { idempotencyError, validationError } from '@supergraph/kit/user-errors';

import type { MutationResolvers } from '#src/generated/resolvers.ts';
import { createLoaders } from '#src/loaders.ts';
import { sampleInput } from '#src/rules/sample-input.ts';
import { type WriteOutcome, upsertSample } from '#src/upsert-sample.ts';

export const Mutation: MutationResolvers = {
  async sampleUpsert(_, { input }, context) {
    const { deps, request } = context;
    const checked = sampleInput.safeParse(input);
    if (!checked.success) {
      const errors = checked.error.issues.map(({ message, path }) =>
        validationError(message, path.map(String)),
      );
      return { sample: null, errors };
    }
    const result = await runIdempotent<WriteOutcome>(
      deps.db,
      {
        caller: callerOf(request),
        operation: 'sampleUpsert',
        key: input.idempotencyKey,
        input,
        now: deps.now,
      },
      (tx) => upsertSample(tx, checked.data, { deps, correlationId: request.correlationId }),
    );
    if (result.status !== 'done') {
      return { sample: null, errors: [idempotencyError(result)] };
    }
    const { outcome } = result;
    if (outcome.status === 'refused') {
      return { sample: null, errors: [outcome.error] };
    }
    context.loaders = createLoaders(deps.db.reader);
    return { sample: await context.loaders.sample.load(outcome.id), errors: [] };
  },
};
