import { paymentError } from '#src/checkout/errors.ts';
import type { PaymentOutcome } from '#src/checkout-tables.ts';
import { z } from 'zod';

import type { StepOutcome } from './step.ts';

const authorization = z.discriminatedUnion('status', [
  z.object({ status: z.literal('AUTHORIZED'), paymentIntentId: z.string() }),
  z.object({
    status: z.literal('REQUIRES_ACTION'),
    paymentIntentId: z.string(),
    actionUrl: z.string(),
  }),
  z.object({
    status: z.literal('REFUSED'),
    message: z.string(),
    declineCode: z.string().nullish(),
    retryable: z.boolean().optional(),
    paymentIntentId: z.string().nullish(),
  }),
]);

/** Of payments' `authorize`. */
export function readAuthorization(answer: unknown): StepOutcome {
  const authorized = authorization.parse(answer);
  switch (authorized.status) {
    case 'AUTHORIZED':
      return {
        kind: 'done',
        changes: { paymentIntentId: authorized.paymentIntentId, actionUrl: null },
      };
    case 'REQUIRES_ACTION':
      return {
        kind: 'waiting',
        changes: {
          paymentIntentId: authorized.paymentIntentId,
          actionUrl: authorized.actionUrl,
        },
      };
    case 'REFUSED':
      return {
        ...decline({
          message: authorized.message,
          declineCode: authorized.declineCode ?? null,
          retryable: authorized.retryable ?? false,
        }),
        changes: { paymentIntentId: authorized.paymentIntentId ?? null, actionUrl: null },
      };
  }
}

/** How a payment that the shopper had to confirm ended. */
export function readConfirmation(
  outcome: PaymentOutcome,
): Extract<StepOutcome, { kind: 'done' | 'refused' }> {
  return outcome.status === 'AUTHORIZED'
    ? { kind: 'done', changes: { actionUrl: null } }
    : {
        ...decline({ ...outcome, message: 'The payment was declined.' }),
        changes: { actionUrl: null },
      };
}

/** With another card the shopper may still buy, so the stock stays held until the checkout expires. */
function decline(facts: {
  readonly message: string;
  readonly declineCode: string | null;
  readonly retryable: boolean;
}): StepOutcome & { kind: 'refused' } {
  return {
    kind: 'refused',
    failure: {
      errors: [paymentError(facts)],
      returnsTo: facts.retryable ? 'SHIPPING_SELECTED' : 'FAILED',
      keepsHold: facts.retryable,
    },
  };
}

const capture = z.discriminatedUnion('status', [
  z.object({ status: z.literal('CAPTURED') }),
  z.object({ status: z.literal('REFUSED'), message: z.string() }),
]);

/** Of payments' `capture`. A refusal is people's: payments announces it, and the order stands. */
export function readCapture(answer: unknown): StepOutcome {
  const captured = capture.parse(answer);
  return captured.status === 'CAPTURED'
    ? { kind: 'done' }
    : { kind: 'left', reason: captured.message };
}
