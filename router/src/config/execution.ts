import { z } from 'zod';

export const executionShape = z
  .strictObject({ shareOperations: z.boolean().default(false) })
  .prefault({});
