import { z } from 'zod';

export const supergraphShape = z
  .strictObject({
    file: z.string().min(1).default('../schema/supergraph.graphql'),
    pollMs: z.number().int().min(0).default(1000),
  })
  .prefault({});
