import { z } from 'zod';

const count = z.number().int().positive();

export const limitsShape = z
  .strictObject({
    tokens: count.default(5000),
    depth: count.default(20),
    fields: count.default(10_000),
    entities: count.default(100_000),
    aliases: count.default(50),
    rootFields: count.default(30),
    directives: count.default(50),
    unknownVariables: z.enum(['refuse', 'ignore']).default('refuse'),
  })
  .prefault({});

export type LimitsConfig = z.infer<typeof limitsShape>;
