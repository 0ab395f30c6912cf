import { randomUUID } from 'node:crypto';

import type { Connection } from '@supergraph/schema/connection';
import { z } from 'zod';

import type { Answers } from './compare.ts';
import type { PriceLine } from './price-line.ts';

const ANSWER_WITHIN_MS = 30_000;

const erpShape = z.object({
  prices: z.array(z.object({ sku: z.string(), amount: z.int().nullable(), at: z.string() })),
});
const pricingShape = z.object({
  prices: z.array(z.object({ sku: z.string(), isKnown: z.boolean(), amount: z.int().nullable() })),
  next: z.string().nullable(),
});
const problemShape = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) });

/** Both who have list prices. */
export interface PriceServices {
  /** Pages of the SKUs that pricing knows, in order. */
  listSkus(): AsyncGenerator<readonly string[]>;
  /** What the ERP says; without those of which it cannot be known now. */
  askErp(skus: readonly string[], currency: string): Promise<PriceLine[]>;
  /** What pricing says; without the SKUs that it does not know. */
  askPricing(skus: readonly string[], currency: string): Promise<Answers>;
}

// Of the list price in a country, for SKUs whose list price nobody has set yet.
const COUNTRY = 'DE';
const CURRENCY = 'EUR';

/** Asks the services of the graph that runs from this folder, signed as `graph`. */
export function openPriceServices({ services, callerFor }: Connection): PriceServices {
  const command = async (service: string, input: object): Promise<unknown> => {
    const base = services[service];
    if (base === undefined) {
      throw new Error(`There is no service "${service}" in this graph.`);
    }
    const url = new URL('/internal/v1/listPrices', base);
    const response = await callerFor(service)(url, {
      method: 'POST',
      headers: { 'idempotency-key': `playback-${randomUUID()}` },
      body: input,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    }).catch((cause: unknown) => {
      throw new Error(`${service} does not answer at ${url.origin}.`, { cause });
    });
    const answer: unknown = await response.json();
    if (!response.ok) {
      const problem = problemShape.safeParse(answer);
      const reason = problem.success ? problem.data.errors[0]?.message : undefined;
      throw new Error(`${service} answered ${response.status}. ${reason ?? ''}`);
    }
    return answer;
  };
  const askPricing = async (input: object) =>
    pricingShape.parse(await command('pricing', { countryCode: COUNTRY, ...input }));
  return {
    async *listSkus() {
      let after: string | null = '';
      while (after !== null) {
        const { prices, next } = await askPricing({ currency: CURRENCY, after });
        yield prices.map(({ sku }) => sku);
        after = next;
      }
    },
    async askErp(skus, currency) {
      const { prices } = erpShape.parse(await command('erp', { currency, skus }));
      return prices.map((price) => ({ type: 'listPrice', currency, ...price }));
    },
    async askPricing(skus, currency) {
      const { prices } = await askPricing({ currency, skus });
      const known = prices.filter(({ isKnown }) => isKnown);
      return new Map(known.map(({ sku, amount }) => [sku, amount]));
    },
  };
}
