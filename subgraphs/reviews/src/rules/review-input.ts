import { z } from 'zod';

import { cleaned, requiredText } from './text-input.ts';

const MAX_TITLE_LENGTH = 120;
const MAX_BODY_LENGTH = 5000;
const MAX_NAME_LENGTH = 40;
const optional = (what: string, max: number) =>
  cleaned
    .refine((text) => text.length <= max, `${what} has at most ${max} characters.`)
    .nullish()
    .transform((text) => (text == null || text === '' ? null : text));

/** What a customer may write. Messages are for whoever sent it. */
export const reviewInput = z.object({
  itemId: z.string().min(1).max(100),
  rating: z.int().refine((stars) => stars >= 1 && stars <= 5, {
    error: ({ input }) => `A rating has 1 to 5 stars, not "${String(input)}".`,
  }),
  title: optional('A title', MAX_TITLE_LENGTH),
  body: requiredText('A review', MAX_BODY_LENGTH),
  authorName: optional('A name', MAX_NAME_LENGTH),
});

export type ReviewInput = z.output<typeof reviewInput>;
