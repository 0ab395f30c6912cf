import { ClientError } from '@supergraph/kit/errors';

import type { Lookup } from '#src/results-cache.ts';

type Known<Value> = Extract<Lookup<Value>, { status: 'known' }>;

/** What is known; null while nobody can say. Throws VALIDATION with the ERP's own words when it does not take the question. */
export function knownOrNull<Value>(lookup: Lookup<Value>): Known<Value> | null {
  if (lookup.status === 'fault') {
    throw new ClientError('VALIDATION', `The ERP refuses: "${lookup.message}"`);
  }
  return lookup.status === 'known' ? lookup : null;
}
