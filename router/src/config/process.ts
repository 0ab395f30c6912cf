import { z } from 'zod';

export const studioShape = z
  .strictObject({ directory: z.string().min(1).default('../studio/dist') })
  .prefault({});

export const logShape = z
  .strictObject({
    level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .prefault({});
