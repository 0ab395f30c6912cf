import { availableParallelism } from 'node:os';

import { z } from 'zod';

export const workersShape = z.union([z.int().min(1).max(256), z.literal('auto')]).default(1);

/** How many processes serve; `auto` is one for each core this process may use. */
export function countWorkers(workers: number | 'auto'): number {
  return workers === 'auto' ? availableParallelism() : workers;
}
