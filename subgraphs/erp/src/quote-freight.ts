import type { Clock } from '@supergraph/kit/clock';

import type { SkuAsking } from '#src/operations/ask-by-sku.ts';
import { type FreightAnswer, findFreight } from '#src/operations/freight-quote.ts';
import type { Provenance } from '#src/results-cache.ts';
import { quoteFromTable } from '#src/rules/freight-table.ts';
import { type ParcelInput, toParcel } from '#src/rules/parcel.ts';

export type FreightQuote =
  | {
      readonly status: 'quoted';
      readonly options: FreightAnswer;
      readonly provenance: Provenance;
    }
  | { readonly status: 'fault'; readonly message: string };

/** Ways of delivery and what they cost, from the ERP or, while it cannot be asked, from a fixed table. Both doors come through here. */
export async function quoteFreight(
  input: ParcelInput,
  { now, ...asking }: SkuAsking & { readonly now: Clock },
): Promise<FreightQuote> {
  const parcel = toParcel(input);
  const found = await findFreight(parcel, asking);
  switch (found.status) {
    case 'known':
      return { status: 'quoted', options: found.value, provenance: found.provenance };
    case 'fault':
      return found;
    case 'unavailable':
      return {
        status: 'quoted',
        options: quoteFromTable(parcel, now()),
        provenance: { source: 'FALLBACK', asOf: now() },
      };
  }
}
