import { z } from 'zod';

import { REASON_CODES, isReason } from '#src/rules/return-reasons.ts';

const MAX_LINES = 250;
const MAX_UNITS = 9999;

const id = z.string().min(1).max(100, 'An id has at most 100 characters.');
const word = (what: string) =>
  z
    .string()
    .trim()
    .min(1, `${what} needs at least one character.`)
    .max(100, `${what} has at most 100 characters.`);
const quantity = z
  .int('A quantity is a whole number.')
  .min(1, 'A quantity is at least 1.')
  .max(MAX_UNITS, `A quantity is at most ${MAX_UNITS}.`);

interface OfLine {
  readonly orderLineId: string;
}

/** Lines of an order, each named once. */
function linesOf<Line extends z.ZodType<OfLine>>(line: Line) {
  return z
    .array(line)
    .min(1, 'Name at least one line.')
    .max(MAX_LINES, `At most ${MAX_LINES} lines can be named.`)
    .superRefine((lines, context) => {
      lines.forEach(({ orderLineId }, at) => {
        if (lines.findIndex((other) => other.orderLineId === orderLineId) < at) {
          const message = `The line "${orderLineId}" is named twice.`;
          context.addIssue({ code: 'custom', message, path: [at, 'orderLineId'] });
        }
      });
    });
}

export const fulfillmentCreateInput = z.object({
  orderId: id,
  locationId: id,
  lines: linesOf(z.object({ orderLineId: id, quantity })),
  carrier: word('A carrier'),
});

export const fulfillmentUpdateInput = z.object({
  fulfillmentId: id,
  status: z.enum(['PENDING', 'PICKING', 'SHIPPED', 'DELIVERED', 'CANCELLED']),
  trackingNumber: word('A tracking number').nullish(),
});

const text = (what: string, max: number) =>
  z.string().trim().max(max, `${what} has at most ${max} characters.`);

export const orderCancelInput = z.object({
  orderId: id,
  reason: text('A reason', 500).min(1, 'A reason needs at least one character.'),
});

export const returnRequestInput = z.object({
  orderId: id,
  lines: linesOf(
    z.object({
      orderLineId: id,
      quantity,
      reasonCode: z.string().refine(isReason, {
        error: ({ input }) =>
          `There is no reason "${String(input)}". The reasons are ${REASON_CODES.join(', ')}.`,
      }),
    }),
  ),
  note: text('A note', 2000).nullish(),
});

export const returnDecideInput = z
  .object({
    returnId: id,
    decision: z.enum(['APPROVE', 'REJECT', 'RECEIVE', 'CLOSE']),
    refundAmount: z.int().min(0, 'A refund is not negative.').nullish(),
  })
  .refine(({ decision, refundAmount }) => refundAmount == null || decision === 'APPROVE', {
    message: 'A refund goes with the decision APPROVE alone.',
    path: ['refundAmount'],
  });
