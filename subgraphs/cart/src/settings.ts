import { z } from 'zod';

export const settingsShape = {
  /** How long a saga is one process's before another one may go on with it: longer than a command with all its tries. */
  SAGA_LEASE_MS: z.coerce.number().int().min(100).max(600_000).default(10_000),
};
