import { z } from 'zod';

import { findRepeated, lineOf, slugShape } from '#src/rules/text-shapes.ts';

const MAX_POSITION = 1_000_000;

/** The input of categoryUpsert, with faults at the paths of the input. */
export const categoryInput = z
  .object({
    id: z.string().nullish(),
    expectedVersion: z.int().nullish(),
    slug: slugShape,
    parentId: z.string().nullish(),
    position: z
      .int()
      .min(0, 'This must not be negative.')
      .max(MAX_POSITION, 'At most 1,000,000.')
      .nullish(),
    translations: z
      .array(
        z.object({
          locale: z.string(),
          name: lineOf(200),
          description: lineOf(2000).nullish(),
          slug: slugShape.nullish(),
        }),
      )
      .min(1, 'A category has at least one translation.')
      .max(50),
  })
  .check(({ value, issues }) => {
    const place = findRepeated(value.translations.map(({ locale }) => locale));
    if (place !== undefined) {
      issues.push({
        code: 'custom',
        message: 'This locale is there twice.',
        path: ['translations', place, 'locale'],
        input: value,
      });
    }
  });

export type CategoryInput = z.output<typeof categoryInput>;
