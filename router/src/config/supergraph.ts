import { z } from 'zod';

export const supergraphShape = z
  .strictObject({
    file: z.string().min(1).default('../schema/supergraph.graphql'),
    pollMs: z.number().int().min(0).default(1000),
    overrideLabels: z
      .record(z.string(), z.union([z.boolean(), z.number().min(0).max(100)]))
      .default({}),
  })
  .prefault({});
