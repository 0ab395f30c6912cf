import { z } from 'zod';

import type { StepOutcome } from './step.ts';

const placing = z.discriminatedUnion('status', [
  z.object({ status: z.literal('PLACED'), orderId: z.string() }),
  z.object({ status: z.literal('REFUSED'), message: z.string() }),
]);

/** Of orders' `place`. It takes what pricing computed, so a refusal is a fault of ours: it is tried again, and seen in the log. */
export function readPlacing(answer: unknown): StepOutcome {
  const placed = placing.parse(answer);
  if (placed.status === 'REFUSED') {
    throw new Error(`orders refused the order: ${placed.message}`);
  }
  return { kind: 'done', changes: { orderId: placed.orderId } };
}
