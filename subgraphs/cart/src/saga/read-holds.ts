import { shortageErrors, toVoucherCode, voucherError } from '#src/checkout/errors.ts';
import { failAndReturn } from '#src/checkout/failure.ts';
import { z } from 'zod';

import type { StepOutcome } from './step.ts';

const hold = z.discriminatedUnion('status', [
  z.object({ status: z.literal('HELD') }),
  z.object({
    status: z.literal('REFUSED'),
    code: z.string(),
    message: z.string(),
    lines: z.array(z.object({ variantId: z.string(), available: z.int() })).optional(),
  }),
]);

/** Of inventory's `reserve`. */
export function readHold(answer: unknown): StepOutcome {
  const held = hold.parse(answer);
  if (held.status === 'HELD') {
    return { kind: 'done' };
  }
  if (held.lines === undefined) {
    throw new Error(`inventory refused to hold stock: ${held.message}`);
  }
  return { kind: 'refused', failure: failAndReturn(shortageErrors(held.lines, ['checkoutId'])) };
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
