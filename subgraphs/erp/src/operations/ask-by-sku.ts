import type { Lookup, ResultsCache } from '#src/results-cache.ts';
import type { Content } from '#src/soap/envelope.ts';
import { toMaterialNumber } from '#src/soap/formats.ts';
import { type XmlElement, childOf, childrenOf, findText, getText } from '#src/soap/read-xml.ts';
import { FOR_A_PAGE } from '#src/upstream/erp-client.ts';

import { type Asking, understand } from './understand.ts';

export interface SkuQuestion<Value> {
  readonly operation: string;
  readonly skus: readonly string[];
  /** What the answer depends on besides the material, such as the currency. */
  readonly variant: string;
  /** What is sent before the material numbers. */
  readonly content: Content;
  readonly read: (position: XmlElement) => Value;
}

export interface SkuAsking extends Asking {
  readonly cache: ResultsCache;
}

/** Asks the price book about many SKUs in one call. Null for those that it does not know. */
export async function askBySku<Value>(
  { operation, skus, variant, content, read }: SkuQuestion<Value>,
  { client, cache, correlationId }: SkuAsking,
): Promise<ReadonlyMap<string, Lookup<Value | null>>> {
  const materialOf = new Map(skus.map((sku) => [sku, toMaterialNumber(sku)]));
  const keyOf = (material: string): string => `${material} ${variant}`;
  const materials = [...materialOf.values()].filter((material) => material !== undefined);
  const found = await cache.lookUp<Value | null>({
    operation,
    keys: materials.map(keyOf),
    async ask(keys) {
      const asked = keys.map((key) => ['MATNR', key.split(' ')[0] ?? ''] as const);
      const answer = await client.call({
        endpoint: 'PriceBook',
        operation,
        content: [...content, ...asked],
        correlationId,
        patience: FOR_A_PAGE,
      });
      return understand(answer, (body) => {
        const positions = childrenOf(childOf(body, 'POSITIONEN'), 'POSITION');
        const values = positions.map((position): [string, Value | null] => [
          keyOf(getText(position, 'MATNR')),
          findText(position, 'STATUS') === 'E' ? null : read(position),
        ]);
        return new Map(values);
      });
    },
  });
  return new Map(
    [...materialOf].map(([sku, material]) => [
      sku,
      // What can have no material number is not in the ERP, and nothing is asked about it.
      (material === undefined ? undefined : found.get(keyOf(material))) ?? {
        status: 'unavailable',
      },
    ]),
  );
}
