import { z } from 'zod';

export const listenShape = z
  .strictObject({
    host: z.string().min(1).default('127.0.0.1'),
    port: z.number().int().min(0).max(65_535).default(4000),
    maxBodyBytes: z.number().int().positive().default(1_048_576),
    maxHeaderBytes: z.number().int().min(1024).default(16_384),
    drainMs: z.number().int().min(0).default(20_000),
  })
  .prefault({});

export type ListenConfig = z.infer<typeof listenShape>;
