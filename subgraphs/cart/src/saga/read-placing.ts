import { orderRefusedError } from '#src/checkout/errors.ts';
import { failAndReturn } from '#src/checkout/failure.ts';
import { z } from 'zod';

import type { StepOutcome } from './step.ts';

const placing = z.discriminatedUnion('status', [
  z.object({ status: z.literal('PLACED'), orderId: z.string() }),
  z.object({ status: z.literal('REFUSED'), message: z.string() }),
]);

/** Of orders' `place`. A refusal says for certain that there is no order, so everything is taken back. */
export function readPlacing(answer: unknown): StepOutcome {
  const placed = placing.parse(answer);
  if (placed.status === 'REFUSED') {
    return { kind: 'refused', failure: failAndReturn([orderRefusedError(placed.message)]) };
  }
  return { kind: 'done', changes: { orderId: placed.orderId } };
}
