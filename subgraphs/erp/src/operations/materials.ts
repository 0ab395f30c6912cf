import type { Lookup } from '#src/results-cache.ts';
import { getText } from '#src/soap/read-xml.ts';

import { type SkuAsking, askBySku } from './ask-by-sku.ts';

export interface Material {
  readonly materialNumber: string;
  readonly description: string;
  readonly plant: string;
  readonly unitOfMeasure: string;
  readonly leadTimeDays: number;
}

/** Master records; null for what the ERP does not know. */
export function findMaterials(
  skus: readonly string[],
  asking: SkuAsking,
): Promise<ReadonlyMap<string, Lookup<Material | null>>> {
  const question = {
    operation: 'GetMaterial',
    skus,
    variant: '',
    content: [],
    read(position: Parameters<typeof getText>[0]): Material {
      const leadTimeDays = Number(getText(position, 'PLIFZ'));
      if (!Number.isSafeInteger(leadTimeDays) || leadTimeDays < 0) {
        throw new Error('The lead time is no number of days.');
      }
      return {
        materialNumber: getText(position, 'MATNR'),
        description: getText(position, 'MAKTX'),
        plant: getText(position, 'WERK'),
        unitOfMeasure: getText(position, 'MEINS'),
        leadTimeDays,
      };
    },
  };
  return askBySku<Material>(question, asking);
}
