import { ClientError } from '@supergraph/kit/errors';

/** The given `first`. Throws VALIDATION when it is not 1 to `most`. */
export function assertCount(first: number, most: number): number {
  if (first < 1 || first > most) {
    throw new ClientError('VALIDATION', `"first" must be between 1 and ${most}, not ${first}.`);
  }
  return first;
}
