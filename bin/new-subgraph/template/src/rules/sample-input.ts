import { z } from 'zod';

const MAX_NAME_LENGTH = 200;

/** What a mutation may write. Messages are for whoever sent it. */
export const sampleInput = z
  .object({
    id: z.string().min(1).max(100).nullish(),
    expectedVersion: z.int().nullish(),
    name: z
      .string()
      .trim()
      .min(1, 'A name is needed.')
      .max(MAX_NAME_LENGTH, `A name has at most ${MAX_NAME_LENGTH} characters.`),
  })
  .refine(({ id, expectedVersion }) => expectedVersion == null || id != null, {
    message: 'Only something that exists has a version: say its id.',
    path: ['expectedVersion'],
  });

export type SampleInput = z.output<typeof sampleInput>;
