import { z } from 'zod';

const timeoutMs = z.number().int().positive();

export const subgraphsShape = z
  .strictObject({
    urls: z.record(z.string(), z.url({ protocol: /^https?$/u })).default({}),
    path: z.string().startsWith('/').default('/graphql'),
    timeoutMs: timeoutMs.default(5000),
    timeoutMsOf: z.record(z.string(), timeoutMs).default({}),
    deadlineMs: timeoutMs.default(15_000),
    maxResponseBytes: z.number().int().positive().default(33_554_432),
  })
  .prefault({});

export const signingShape = z
  .strictObject({
    caller: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,40}$/u, 'must be a caller name')
      .default('router'),
    key: z
      .string()
      .regex(/^[0-9a-f]{64,}$/u, 'must be at least 32 bytes in hex')
      .optional(),
  })
  .prefault({});

export type SubgraphsConfig = z.infer<typeof subgraphsShape>;
export type SigningConfig = z.infer<typeof signingShape>;
