import { defineCommand } from '@supergraph/kit/commands';
import { isCurrency } from '@supergraph/kit/money';
import { z } from 'zod';

import type { Deps } from '#src/context.ts';
import { quoteFreight } from '#src/quote-freight.ts';

const text = z.string().min(1).max(100);
const grams = z.int().min(0).max(10_000_000).nullable();

const input = z.object({
  countryCode: z.string().regex(/^[A-Z]{2}$/u, 'must be two capitals, as "DE"'),
  region: z.string().max(100).nullable(),
  postalCode: z.string().max(40).nullable(),
  currencyCode: z.string().refine(isCurrency, 'must be a currency, as "EUR"'),
  lines: z
    .array(z.object({ sku: text, quantity: z.int().min(1).max(10_000), weightGrams: grams }))
    .min(1)
    .max(500),
});

/** What it costs to send goods somewhere. Its answer is not kept for the key: it is as fresh as the cache says. */
export const createFreightQuoteCommand = (deps: Deps) =>
  defineCommand({
    callers: ['cart'],
    input,
    async perform({ countryCode, postalCode, currencyCode, lines }, { correlationId }) {
      const parcel = { countryCode, postalCode, currencyCode, lines };
      const quote = await quoteFreight(parcel, { ...deps, correlationId });
      if (quote.status === 'fault') {
        return { status: 'REFUSED', code: 'VALIDATION', message: quote.message };
      }
      if (quote.options.length === 0) {
        const message = `Nothing of this weight is delivered to "${countryCode}".`;
        return { status: 'REFUSED', code: 'NOT_DELIVERABLE', message };
      }
      const { source, asOf } = quote.provenance;
      return {
        status: 'QUOTED',
        provenance: { source, asOf: toIso(asOf) },
        options: quote.options.map(({ earliestDelivery, latestDelivery, ...option }) => ({
          ...option,
          earliestDelivery: toIso(earliestDelivery),
          latestDelivery: toIso(latestDelivery),
        })),
      };
    },
  });

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
