import { z } from 'zod';

import { MAX_UNITS, WHEN_OUT } from '#src/tables.ts';

const MAX_DELTA = MAX_UNITS;
/** Above this the told figure (at most 99) would never leave LOW_STOCK. */
const MAX_THRESHOLD = 98;
const MAX_PER_ORDER = 9999;

export const sku = z.string().min(1).max(200);
export const units = z
  .int()
  .min(0, 'There cannot be fewer than 0 units.')
  .max(MAX_UNITS, `There cannot be more than ${MAX_UNITS} units.`);
const reason = z.string().trim().min(1, 'Say why the stock changes.').max(1000);
const locationId = z.string().min(1).max(100);

/** Epoch milliseconds, or ISO 8601 as the import format has it. */
const instant = z.union([
  z.int(),
  z.iso
    .datetime({ offset: true, error: 'Expected an ISO 8601 time such as "2026-01-31T08:00:00Z".' })
    .transform((text) => Date.parse(text)),
]);

export const adjustInput = z.object({
  sku,
  locationId,
  delta: z
    .int()
    .min(-MAX_DELTA)
    .max(MAX_DELTA)
    .refine((delta) => delta !== 0, 'A delta of 0 changes nothing.'),
  reason,
});

export const transferInput = z
  .object({
    sku,
    fromLocationId: locationId,
    toLocationId: locationId,
    quantity: z.int().min(1, 'Move at least 1 unit.').max(MAX_UNITS),
  })
  .refine(({ fromLocationId, toLocationId }) => fromLocationId !== toLocationId, {
    error: 'Goods cannot be moved to where they lie.',
    path: ['toLocationId'],
  });

export const safetyInput = z.object({ sku, locationId, safety: units });

const policyFields = {
  sku,
  whenOut: z.enum(WHEN_OUT).nullish(),
  lowStockThreshold: z
    .int()
    .min(0)
    .max(MAX_THRESHOLD, `The threshold is at most ${MAX_THRESHOLD}.`)
    .nullish(),
  maxPerOrder: z.int().min(1, 'An order has at least 1 unit.').max(MAX_PER_ORDER).nullish(),
  restockAt: instant.nullish(),
};

type PolicyFields = z.output<z.ZodObject<typeof policyFields>>;

/** What a policy line or input says; what it leaves out stays, and null takes a limit or date away. */
export const policyInput = z.object(policyFields).transform(toChanges);

function toChanges({ sku: of, whenOut, lowStockThreshold, ...nullable }: PolicyFields) {
  return {
    sku: of,
    ...(whenOut != null && { whenOut }),
    ...(lowStockThreshold != null && { lowStockThreshold }),
    ...(nullable.maxPerOrder !== undefined && { maxPerOrder: nullable.maxPerOrder }),
    ...(nullable.restockAt !== undefined && { restockAt: nullable.restockAt }),
  };
}
