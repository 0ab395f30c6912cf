import type { Lookup } from '#src/results-cache.ts';
import { type Parcel, keyOfParcel } from '#src/rules/parcel.ts';
import { readAmount, readDate, toMaterialNumber, writeKilograms } from '#src/soap/formats.ts';
import { type XmlElement, childOf, childrenOf, findText, getText } from '#src/soap/read-xml.ts';
import { FOR_A_PAGE } from '#src/upstream/erp-client.ts';

import type { SkuAsking } from './ask-by-sku.ts';
import { understand } from './understand.ts';

export interface FreightOption {
  readonly id: string;
  readonly carrier: string;
  readonly service: string;
  readonly amount: number;
  readonly currency: string;
  readonly earliestDelivery: number | null;
  readonly latestDelivery: number | null;
}

/** No options: nothing of that weight is delivered there. */
export type FreightAnswer = readonly FreightOption[];

/** What it costs to send a parcel. */
export async function findFreight(
  parcel: Parcel,
  { client, cache, correlationId }: SkuAsking,
): Promise<Lookup<FreightAnswer>> {
  const key = keyOfParcel(parcel);
  const found = await cache.lookUp<FreightAnswer>({
    operation: 'GetFreightQuote',
    keys: [key],
    async ask() {
      const answer = await client.call({
        endpoint: 'Freight',
        operation: 'GetFreightQuote',
        content: [
          ['LAND', parcel.country],
          ['PLZ', parcel.area],
          ['WAERS', parcel.currency],
          ['GEWICHT', writeKilograms(parcel.grams)],
          ...parcel.items.map(
            ({ sku, quantity }) =>
              [
                'POSITION',
                [
                  ['MATNR', toMaterialNumber(sku) ?? sku],
                  ['MENGE', String(quantity)],
                ],
              ] as const,
          ),
        ],
        correlationId,
        patience: FOR_A_PAGE,
      });
      return understand(answer, (body) => new Map([[key, readOptions(body, parcel.currency)]]));
    },
  });
  return found.get(key) ?? { status: 'unavailable' };
}

function readOptions(body: XmlElement, currency: string): FreightAnswer {
  if (getText(body, 'STATUS') === 'E') {
    return [];
  }
  return childrenOf(childOf(body, 'TARIFE'), 'TARIF')
    .map((tariff) => readOption(tariff, currency))
    .toSorted((one, other) => one.amount - other.amount);
}

function readOption(tariff: XmlElement, currency: string): FreightOption {
  if (getText(tariff, 'WAERS') !== currency) {
    throw new Error(`A tariff is not in "${currency}".`);
  }
  const [carrier, service] = [getText(tariff, 'TRAEGER'), getText(tariff, 'LEISTUNG')];
  const [earliest, latest] = [findText(tariff, 'LFDAT_VON'), findText(tariff, 'LFDAT_BIS')];
  return {
    id: `ship_${carrier}_${service}`.toLowerCase(),
    carrier: getText(tariff, 'TRAEGER_NAME'),
    service: getText(tariff, 'LEISTUNG_TEXT'),
    amount: readAmount(getText(tariff, 'PREIS'), currency),
    currency,
    earliestDelivery: earliest === undefined ? null : readDate(earliest),
    latestDelivery: latest === undefined ? null : readDate(latest),
  };
}
