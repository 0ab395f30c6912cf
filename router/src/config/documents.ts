import { z } from 'zod';

const count = z.number().int().positive();

const automaticShape = z
  .strictObject({
    enabled: z.boolean().default(true),
    maxEntries: count.default(1000),
    maxBytes: count.default(16_777_216),
  })
  .prefault({});

export const documentsShape = z
  .strictObject({
    mode: z.enum(['off', 'log-unknown', 'enforce']).default('off'),
    files: z.array(z.string().min(1)).default([]),
    requireId: z.boolean().default(false),
    pollMs: z.number().int().min(0).default(1000),
    automatic: automaticShape,
  })
  .refine(
    ({ mode, files }) => mode === 'off' || files.length > 0,
    'needs files: without them no document is known',
  )
  .prefault({});

export type DocumentsConfig = z.infer<typeof documentsShape>;
