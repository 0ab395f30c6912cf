import type { Lookup } from '#src/results-cache.ts';
import { readAmount } from '#src/soap/formats.ts';
import { getText } from '#src/soap/read-xml.ts';

import { type SkuAsking, askBySku } from './ask-by-sku.ts';

/** List prices in minor units of the currency; null for what the price book does not have. */
export function findListPrices(
  skus: readonly string[],
  currency: string,
  asking: SkuAsking,
): Promise<ReadonlyMap<string, Lookup<number | null>>> {
  const question = {
    operation: 'GetListPrice',
    skus,
    variant: currency,
    content: [['WAERS', currency]] as const,
    read(position: Parameters<typeof getText>[0]): number {
      const stated = getText(position, 'WAERS');
      if (stated !== currency) {
        throw new Error(`The price is in "${stated}", not in "${currency}".`);
      }
      return readAmount(getText(position, 'PREIS'), currency);
    },
  };
  return askBySku<number>(question, asking);
}
