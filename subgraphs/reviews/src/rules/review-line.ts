import { z } from 'zod';

import { reviewInput } from './review-input.ts';

/** A line of the import format, without its type. */
export const reviewLine = reviewInput.omit({ itemId: true }).extend({
  productKey: z.string().min(1).max(200),
  createdAt: z.iso.datetime({ error: 'must be a time in UTC, as "2026-01-31T08:00:00Z"' }),
});
export type ReviewLine = z.output<typeof reviewLine>;
