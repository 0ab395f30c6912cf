import { z } from 'zod';

const ms = z.number().int().positive();

export const registryShape = z
  .strictObject({
    url: z.url({ protocol: /^https?$/u }).optional(),
    token: z.string().min(1).optional(),
    reportUsage: z.boolean().default(true),
    reportMs: ms.default(10_000),
    timeoutMs: ms.default(10_000),
    maxBackoffMs: ms.default(60_000),
    maxPending: z.number().int().positive().default(50_000),
  })
  .prefault({});

export type RegistryConfig = z.infer<typeof registryShape>;
