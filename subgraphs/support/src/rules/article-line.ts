import { z } from 'zod';

import { CATEGORIES } from '#src/tables.ts';

const locale = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/u, 'A locale is such as "de".');
const textByLocale = (max: number) => z.record(locale, z.string().trim().min(1).max(max));

/** A line of the import format: an article in one language or several, each with a title and a body. */
export const articleLine = z
  .object({
    key: z.string().min(1).max(200),
    category: z.enum(CATEGORIES),
    position: z.int().min(0).default(0),
    title: textByLocale(200),
    body: textByLocale(100_000),
    slug: z.record(locale, z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u)).optional(),
  })
  .refine(({ title }) => Object.keys(title).length > 0, {
    message: 'An article has a title in one language at least.',
    path: ['title'],
  })
  .refine(
    ({ title, body }) =>
      Object.keys(title).toSorted().join() === Object.keys(body).toSorted().join(),
    { message: 'An article has a body in the languages that it has a title in.', path: ['body'] },
  );
export type ArticleLine = z.output<typeof articleLine>;
