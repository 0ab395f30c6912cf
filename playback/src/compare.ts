import type { PriceLine } from './price-line.ts';

/** What pricing says of a SKU; undefined where it does not know the SKU. */
export type Answers = ReadonlyMap<string, number | null | undefined>;

export interface Difference {
  readonly sku: string;
  readonly currency: string;
  /** Minor units; null: no price. */
  readonly erp: number | null;
  readonly pricing: number | null | 'unknown sku';
  readonly recordedAt: string;
}

/** Where pricing says something else than the ERP did: amounts are equal to the minor unit, or different. */
export function findDifferences(recorded: readonly PriceLine[], answers: Answers): Difference[] {
  return recorded.flatMap(({ sku, currency, amount: erp, at: recordedAt }) => {
    const pricing = answers.has(sku) ? (answers.get(sku) ?? null) : ('unknown sku' as const);
    return pricing === erp ? [] : [{ sku, currency, erp, pricing, recordedAt }];
  });
}
