import { z } from 'zod';

import { isSlug } from '#src/rules/slug.ts';

/** One line of text, without spaces around it. */
export const lineOf = (max: number) =>
  z.string().trim().min(1, 'This must not be empty.').max(max, `At most ${max} characters.`);

export const slugShape = z
  .string()
  .refine(isSlug, 'A slug is 1 to 80 lower-case letters, digits and single hyphens.');

/** The first place at which a value stands that stood before. */
export function findRepeated(values: readonly string[]): number | undefined {
  const index = values.findIndex((value, place) => values.indexOf(value) !== place);
  return index === -1 ? undefined : index;
}
