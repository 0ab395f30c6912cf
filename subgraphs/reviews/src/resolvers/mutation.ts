import { ClientError } from '@supergraph/kit/errors';
import type { Transaction } from '@supergraph/kit/database';
import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { idempotencyError, validationError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import { castVote, voterOf } from '#src/cast-vote.ts';
import type { Context } from '#src/context.ts';
import { isErased } from '#src/data/erased.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';
import { refuseTooMany } from '#src/limit.ts';
import { createLoaders } from '#src/loaders.ts';
import { answerInput, questionInput } from '#src/rules/question-input.ts';
import { reviewInput } from '#src/rules/review-input.ts';
import type { rateLimitedError } from '#src/user-errors.ts';
import { answerQuestion, askQuestion, moderateQuestion } from '#src/write-question.ts';
import { type WriteOutcome, type Writer, moderateReview, submitReview } from '#src/write-review.ts';

export const Mutation: MutationResolvers = {
  async reviewSubmit(_, { input }, context) {
    const outcome = await write(context, {
      operation: 'reviewSubmit',
      input,
      shape: reviewInput,
      run: (tx, checked, { customerId, ...writer }) =>
        submitReview(tx, { ...checked, customerId }, writer),
    });
    return answerReview(context, outcome);
  },

  async reviewVote(_, { input: { reviewId, helpful } }, context) {
    const { deps, keyedHash, request } = context;
    const limited = await refuseTooMany(context, 'vote');
    if (limited !== undefined) {
      return { review: null, errors: [limited] };
    }
    const customerId = request.claims?.sub;
    const voter = await voterOf(keyedHash, customerId === undefined ? request : { customerId });
    const outcome = await deps.db.transaction((tx) =>
      castVote(tx, { reviewId, voter, isHelpful: helpful }, request),
    );
    return answerReview(context, toWritten(outcome));
  },

  async questionAsk(_, { input }, context) {
    const outcome = await write(context, {
      operation: 'questionAsk',
      input,
      shape: questionInput,
      run: (tx, checked, { customerId, ...writer }) =>
        askQuestion(tx, { ...checked, customerId }, writer),
    });
    return answerAsked(context, outcome);
  },

  async questionAnswer(_, { input }, context) {
    const caller = context.request;
    const outcome = await write(context, {
      operation: 'questionAnswer',
      input,
      shape: answerInput,
      run: (tx, checked, { customerId, ...writer }) =>
        answerQuestion(tx, { ...checked, customerId, caller }, writer),
    });
    return answerAsked(context, outcome);
  },

  async questionModerate(_, { input }, context) {
    const outcome = await context.deps.db.transaction((tx) => moderateQuestion(tx, input));
    return answerAsked(context, toWritten(outcome));
  },

  async reviewModerate(_, { input }, context) {
    const { deps, request } = context;
    const { correlationId } = request;
    const outcome = await deps.db.transaction((tx) =>
      moderateReview(tx, input, { deps, correlationId }),
    );
    return answerReview(context, toWritten(outcome));
  },
};

type Failure =
  | Extract<WriteOutcome, { status: 'refused' }>['error']
  | ReturnType<typeof validationError>
  | ReturnType<typeof idempotencyError>
  | ReturnType<typeof rateLimitedError>;

interface Written {
  readonly id: string | null;
  readonly errors: Failure[];
}

interface Write<Shape extends z.ZodType> {
  readonly operation: string;
  readonly input: { readonly idempotencyKey: string };
  readonly shape: Shape;
  readonly run: (
    tx: Transaction,
    checked: z.output<Shape>,
    writer: Writer & { readonly customerId: string },
  ) => Promise<WriteOutcome>;
}

/** Checks the input of somebody who is signed in, and writes once per idempotency key. Throws UNAUTHENTICATED. */
async function write<Shape extends z.ZodType>(
  context: Context,
  { operation, input, shape, run }: Write<Shape>,
): Promise<Written> {
  const { deps, request } = context;
  const customerId = request.claims?.sub;
  if (customerId === undefined || (await isErased(deps.db.reader, customerId))) {
    throw new ClientError('UNAUTHENTICATED', 'Who writes is signed in.');
  }
  const checked = shape.safeParse(input);
  if (!checked.success) {
    const errors = checked.error.issues.map(({ message, path }) =>
      validationError(message, path.map(String)),
    );
    return { id: null, errors };
  }
  const limited = await refuseTooMany(context, 'write');
  if (limited !== undefined) {
    return { id: null, errors: [limited] };
  }
  const { idempotencyKey: key } = input;
  const writer = { deps, customerId, correlationId: request.correlationId };
  const result = await runIdempotent<WriteOutcome>(
    deps.db,
    { caller: callerOf(request), operation, key, input, now: deps.now },
    (tx) => run(tx, checked.data, writer),
  );
  return result.status === 'done'
    ? toWritten(result.outcome)
    : { id: null, errors: [idempotencyError(result)] };
}

function toWritten(outcome: WriteOutcome): Written {
  return outcome.status === 'refused'
    ? { id: null, errors: [outcome.error] }
    : { id: outcome.id, errors: [] };
}

async function answerReview(context: Context, { id, errors }: Written) {
  renew(context);
  return { review: id === null ? null : await context.loaders.review.load(id), errors };
}

async function answerAsked(context: Context, { id, errors }: Written) {
  renew(context);
  return { question: id === null ? null : await context.loaders.question.load(id), errors };
}

function renew(context: Context): void {
  const { deps, request } = context;
  context.loaders = createLoaders(deps.db.reader, request, deps.settings);
}
