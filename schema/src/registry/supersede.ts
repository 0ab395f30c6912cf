import type { Transaction } from '@supergraph/kit/database';

import { type OpenStaging, endStaging } from '#src/registry/data/publications.ts';

/** Ends what waits for one of these subgraphs: what is done to it now is newer. Answers the publications. */
export async function supersede(
  tx: Transaction,
  stagings: readonly OpenStaging[],
  { names, at }: { readonly names: readonly string[]; readonly at: number },
): Promise<string[]> {
  const older = stagings
    .filter(({ members }) => members.some(({ name }) => names.includes(name)))
    .map(({ publication }) => publication.id);
  for (const id of older) {
    await endStaging(tx, id, { endedAt: at, ending: 'SUPERSEDED' });
  }
  return older;
}
