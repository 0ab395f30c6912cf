import { toVoucherCode, voucherError } from '#src/checkout/errors.ts';
import { failAndReturn } from '#src/checkout/failure.ts';
import { readHoldAnswer } from '#src/checkout/hold-answer.ts';
import { z } from 'zod';

import type { StepOutcome } from './step.ts';

/** Of inventory's `reserve`. */
export function readHold(answer: unknown): StepOutcome {
  const errors = readHoldAnswer(answer, ['checkoutId']);
  return errors.length === 0
    ? { kind: 'done' }
    : { kind: 'refused', failure: failAndReturn(errors) };
}

const redemption = z.discriminatedUnion('status', [
  z.object({ status: z.literal('HELD') }),
  z.object({
    status: z.literal('REFUSED'),
    code: z.string(),
    message: z.string(),
    voucherCode: z.string().optional(),
  }),
]);

/** Of pricing's `redeem`. */
export function readRedemption(answer: unknown): StepOutcome {
  const redeemed = redemption.parse(answer);
  if (redeemed.status === 'HELD') {
    return { kind: 'done' };
  }
  const { code, message, voucherCode = '' } = redeemed;
  const error = voucherError(voucherCode, message, toVoucherCode(code));
  return { kind: 'refused', failure: failAndReturn([error]) };
}

const done = z.object({ status: z.string(), message: z.string().optional() });

/** Of steps after the pivot. A refusal there is for people: the order stands, and the step is tried again. */
export function readDone(answer: unknown): StepOutcome {
  const { status, message } = done.parse(answer);
  if (status === 'REFUSED') {
    throw new Error(`A step after the pivot was refused: ${message ?? ''}`);
  }
  return { kind: 'done' };
}
