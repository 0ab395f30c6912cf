import { z } from 'zod';

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
