import { formatDate } from './formats.ts';
import type { Operation } from './operation.ts';
import { type PriceBook, writeAmount } from './price-book.ts';
import { type AskedMaterial, readMaterials } from './read-materials.ts';
import { SoapFault } from './soap-fault.ts';
import { type Element, element, textOf } from './xml.ts';

interface Deps {
  readonly book: PriceBook;
  readonly now: () => number;
}

/** GetListPrice: one currency, many materials. */
export const createGetListPrice =
  ({ book, now }: Deps): Operation =>
  (input) => {
    const currency = textOf(input, 'WAERS');
    if (book.decimalsOf(currency) === undefined) {
      const kept = book.currencies.join(', ');
      throw new SoapFault(
        'Client',
        'WAERS',
        `Kein Preisbuch in „${currency}“. Geführt werden ${kept}.`,
      );
    }
    const positions = readMaterials(input).map((asked) => {
      const amount = book.findPrice(asked.material, currency);
      return amount === undefined
        ? describeUnknown(asked)
        : element('POSITION', [
            element('MATNR', asked.padded),
            element('STATUS', 'S'),
            element('PREIS', writeAmount(amount, currency)),
            element('WAERS', currency),
          ]);
    });
    return element('GetListPriceResponse', [
      element('STATUS', 'S'),
      element('STAND', formatDate(now())),
      element('POSITIONEN', positions),
    ]);
  };

/** GetMaterial: the master records of many materials. */
export const createGetMaterial =
  ({ book }: Pick<Deps, 'book'>): Operation =>
  (input) =>
    element('GetMaterialResponse', [
      element('STATUS', 'S'),
      element(
        'POSITIONEN',
        readMaterials(input).map((asked) => {
          const found = book.findMaterial(asked.material);
          return found === undefined
            ? describeUnknown(asked)
            : element('POSITION', [
                element('MATNR', asked.padded),
                element('STATUS', 'S'),
                element('MAKTX', found.description),
                element('WERK', found.plant),
                element('MEINS', found.unit),
                element('PLIFZ', String(found.leadDays)),
              ]);
        }),
      ),
    ]);

function describeUnknown({ padded }: AskedMaterial): Element {
  return element('POSITION', [
    element('MATNR', padded),
    element('STATUS', 'E'),
    element('MELDUNG', `Material „${padded}“ ist nicht angelegt.`),
  ]);
}
