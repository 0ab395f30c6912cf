import { z } from 'zod';

import { headerName } from './headers.ts';

const origin = z.string().refine((text) => {
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}, 'must be an origin such as https://shop.example, without a path');

export const corsShape = z
  .strictObject({
    origins: z.array(origin).default([]),
    headers: z.array(headerName).default([]),
    maxAgeSeconds: z.number().int().min(0).default(600),
  })
  .prefault({});

export const csrfShape = z
  .strictObject({
    enabled: z.boolean().default(true),
    headers: z
      .array(headerName)
      .min(1)
      .default([
        'graphql-require-preflight',
        'apollo-require-preflight',
        'x-apollo-operation-name',
      ]),
  })
  .prefault({});

export type CorsConfig = z.infer<typeof corsShape>;
export type CsrfConfig = z.infer<typeof csrfShape>;
