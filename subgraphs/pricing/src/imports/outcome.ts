import type { ImportOutcome } from '@supergraph/kit/import';

import type { WriteOutcome } from '#src/write-price.ts';

/** What an import line reports of a write. */
export function toImportOutcome(outcome: WriteOutcome): ImportOutcome {
  return outcome.status === 'refused' ? { rejected: outcome.error.message } : outcome.status;
}
