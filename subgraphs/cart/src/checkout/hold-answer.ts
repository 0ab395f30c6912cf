import { z } from 'zod';

import { type CheckoutError, shortageErrors } from './errors.ts';

const shape = z.discriminatedUnion('status', [
  z.object({ status: z.literal('HELD') }),
  z.object({
    status: z.literal('REFUSED'),
    message: z.string(),
    lines: z.array(z.object({ variantId: z.string(), available: z.int() })).optional(),
  }),
]);

/** Of inventory's `reserve`: why nothing is held; empty when all of it is. Throws where the other side is at odds with us. */
export function readHoldAnswer(answer: unknown, path: readonly string[]): CheckoutError[] {
  const held = shape.parse(answer);
  if (held.status === 'HELD') {
    return [];
  }
  if (held.lines === undefined) {
    throw new Error(`inventory refused to hold stock: ${held.message}`);
  }
  return shortageErrors(held.lines, path);
}
