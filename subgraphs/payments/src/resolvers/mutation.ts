import { callerOf, runIdempotent } from '@supergraph/kit/idempotency';
import { idempotencyError, notFoundError, validationError } from '@supergraph/kit/user-errors';
import { z } from 'zod';

import type { Context } from '#src/context.ts';
import { findAttempt } from '#src/data/attempts.ts';
import { findIntent } from '#src/data/intents.ts';
import { deleteMethod, findSavedMethods } from '#src/data/saved-methods.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';
import { canSeeIntent, canSeeMethod } from '#src/rules/access.ts';
import type { IntentRow } from '#src/tables.ts';
import { illegalStateError, serviceUnavailableError } from '#src/user-errors.ts';
import { refresh } from '#src/work/look-up.ts';
import { type RefundOutcome, acceptRefund } from '#src/work/refund.ts';

const refundInput = z.object({
  amount: z.int().min(1, 'Refund at least one minor unit.'),
  reason: z.string().min(1, 'Say why.').max(500, 'At most 500 characters.'),
});

export const Mutation: MutationResolvers = {
  async paymentActionComplete(_, { input: { paymentIntentId: id } }, context) {
    const { db } = context.deps;
    const intent = await findIntent(db.reader, id);
    if (intent === undefined || !mayConfirm(intent, context)) {
      const message = `There is no payment "${id}".`;
      return { paymentIntent: null, errors: [notFoundError(message, ['paymentIntentId'])] };
    }
    const attempt = await findAttempt(db.reader, intent.attempt);
    const isKnown = intent.status !== 'REQUIRES_ACTION' && intent.status !== 'CREATED';
    if (!isKnown && (attempt === undefined || !(await refresh(attempt, context.deps)))) {
      return { paymentIntent: intent, errors: [serviceUnavailableError('payment provider')] };
    }
    return { paymentIntent: (await findIntent(db.reader, id)) ?? null, errors: [] };
  },

  async savedPaymentMethodDelete(_, { id }, { deps, request }) {
    return deps.db.transaction(async (tx) => {
      const [method] = await findSavedMethods(tx, [id]);
      if (method === undefined || !canSeeMethod(method, request)) {
        const message = `You have no saved payment method "${id}".`;
        return { deletedId: null, errors: [notFoundError(message, ['id'])] };
      }
      await deleteMethod(tx, method, deps.now());
      return { deletedId: id, errors: [] };
    });
  },

  async paymentRefund(_, { input }, { deps, request }) {
    const checked = refundInput.safeParse(input);
    if (!checked.success) {
      const errors = checked.error.issues.map(({ message, path }) =>
        validationError(message, path.map(String)),
      );
      return { paymentIntent: null, errors };
    }
    const { orderId, idempotencyKey: key } = input;
    const caller = callerOf(request);
    const asked = { ...checked.data, orderId, reference: `${caller}:${key}` };
    const result = await runIdempotent<RefundOutcome>(
      deps.db,
      { caller, operation: 'paymentRefund', key, input, now: deps.now },
      (tx) => acceptRefund(tx, asked, { deps, correlationId: request.correlationId }),
    );
    return result.status === 'done'
      ? describeRefund(result.outcome, deps.db)
      : { paymentIntent: null, errors: [idempotencyError(result)] };
  },
};

/** Who was sent to the provider has the id from the checkout; a customer's payment is the customer's and staff's. */
function mayConfirm(intent: IntentRow, { request }: Context): boolean {
  const isGuest = intent.customerId === null && intent.forgottenAt === null;
  return isGuest || canSeeIntent(intent, request);
}

async function describeRefund(outcome: RefundOutcome, db: Context['deps']['db']) {
  const intent = outcome.intent && (await findIntent(db.reader, outcome.intent.id));
  return {
    paymentIntent: intent ?? null,
    errors: outcome.status === 'ACCEPTED' ? [] : [toUserError(outcome)],
  };
}

function toUserError({ code, message, intent }: Extract<RefundOutcome, { status: 'REFUSED' }>) {
  switch (code) {
    case 'NOT_FOUND':
      return notFoundError(message, ['orderId']);
    case 'VALIDATION':
      return validationError(message, ['amount']);
    case 'ILLEGAL_STATE':
      return illegalStateError(message, {
        path: ['orderId'],
        state: intent?.status ?? '',
        allowed: ['CAPTURED', 'PARTIALLY_REFUNDED'],
      });
  }
}
