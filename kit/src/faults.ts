import type { z } from 'zod';

/** What is wrong with an input, in one line that names each path: `lines.0.quantity: must be at least 1`. */
export function describeFaults(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) =>
      path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
    )
    .join('; ');
}
