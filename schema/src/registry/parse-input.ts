import { ClientError } from '@supergraph/kit/errors';
import type { z } from 'zod';

/** Checks what came from outside. Throws VALIDATION with every fault and its path. */
export function parseInput<Shape extends z.ZodType>(shape: Shape, input: unknown): z.output<Shape> {
  const result = shape.safeParse(input);
  if (!result.success) {
    const faults = result.error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.join('.')}: ${message}` : message,
    );
    throw new ClientError('VALIDATION', faults.join('; '));
  }
  return result.data;
}
