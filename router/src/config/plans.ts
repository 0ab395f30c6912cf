import { z } from 'zod';

export const plansShape = z
  .strictObject({
    cacheSize: z.number().int().positive().default(1000),
    warmUp: z.number().int().min(0).default(100),
    directory: z.union([z.string().min(1), z.undefined()]).optional(),
  })
  .prefault({});
