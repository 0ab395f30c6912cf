import { formatDate, readDecimal } from './formats.ts';
import type { Operation } from './operation.ts';
import { type PriceBook, convertCents, writeAmount } from './price-book.ts';
import { SoapFault } from './soap-fault.ts';
import { type ReadElement, childrenOf, element, textOf } from './xml.ts';

export interface Tariff {
  readonly carrierId: string;
  readonly carrier: string;
  readonly serviceId: string;
  readonly service: string;
  /** In cents of a euro: what a parcel costs, and each kilogram begun beyond the first. */
  readonly base: number;
  readonly perKilogram: number;
  readonly days: readonly [number, number];
  /** In kilograms. */
  readonly from: number;
  readonly to: number;
}

export const TARIFFS: readonly Tariff[] = [
  {
    carrierId: 'POST',
    carrier: 'Post',
    serviceId: 'STANDARD',
    service: 'Standard',
    base: 490,
    perKilogram: 45,
    days: [2, 4],
    from: 0,
    to: 31.5,
  },
  {
    carrierId: 'POST',
    carrier: 'Post',
    serviceId: 'EXPRESS',
    service: 'Express',
    base: 1290,
    perKilogram: 120,
    days: [1, 1],
    from: 0,
    to: 31.5,
  },
  {
    carrierId: 'KURIER',
    carrier: 'Kurierdienst Müller & Söhne',
    serviceId: 'TERMIN',
    service: 'Zustellung zum Wunschtermin',
    base: 1890,
    perKilogram: 90,
    days: [2, 3],
    from: 0,
    to: 70,
  },
  {
    carrierId: 'SPEDITION',
    carrier: 'Spedition Österreicher',
    serviceId: 'STANDARD',
    service: 'Sperrgut frei Haus',
    base: 4900,
    perKilogram: 38,
    days: [4, 8],
    from: 20,
    to: 2000,
  },
];

interface Zone {
  readonly countries: string;
  /** In percent. */
  readonly factor: number;
  readonly moreDays: number;
}

const ZONES: readonly Zone[] = [
  { countries: 'DE', factor: 100, moreDays: 0 },
  { countries: 'AT BE CH CZ DK FR LU NL PL LI', factor: 165, moreDays: 1 },
  {
    countries: 'BG CY EE ES FI GB GR HR HU IE IS IT LT LV MT NO PT RO SE SI SK',
    factor: 220,
    moreDays: 2,
  },
  { countries: 'US CA MX JP KR SG AU NZ KW AE IL BR IN TR ZA', factor: 390, moreDays: 5 },
];
const DAY_MS = 86_400_000;
/** Postal areas that carriers reach by ship. */
const ISLANDS: Readonly<Record<string, readonly string[]>> = {
  DE: ['25', '26'],
  ES: ['35', '38', '07'],
  US: ['96', '99'],
};

export function findZone(country: string): Zone | undefined {
  return ZONES.find(({ countries }) => countries.split(' ').includes(country));
}

interface Deps {
  readonly book: PriceBook;
  readonly now: () => number;
}

/** GetFreightQuote: what it costs to send so many kilograms to the area of a postal code. */
export const createGetFreightQuote =
  ({ book, now }: Deps): Operation =>
  (input) => {
    const asked = readParcel(input, book);
    const zone = findZone(asked.country);
    if (zone === undefined) {
      return element('GetFreightQuoteResponse', [
        element('STATUS', 'E'),
        element('CODE', 'LAND'),
        element('MELDUNG', `Keine Zustellung nach „${asked.country}“.`),
      ]);
    }
    const isIsland = ISLANDS[asked.country]?.includes(asked.area) ?? false;
    const tariffs = TARIFFS.filter(
      ({ from, to }) => asked.kilograms >= from && asked.kilograms <= to,
    );
    return element('GetFreightQuoteResponse', [
      element('STATUS', 'S'),
      element(
        'TARIFE',
        tariffs.map((tariff) => {
          const begun = Math.max(0, Math.ceil(asked.kilograms) - 1);
          const cents = tariff.base + tariff.perKilogram * begun + (isIsland ? 790 : 0);
          const amount = convertCents(Math.round((cents * zone.factor) / 100), asked.currency);
          const days = tariff.days.map((one) => one + zone.moreDays + (isIsland ? 2 : 0));
          return element('TARIF', [
            element('TRAEGER', tariff.carrierId),
            element('TRAEGER_NAME', tariff.carrier),
            element('LEISTUNG', tariff.serviceId),
            element('LEISTUNG_TEXT', tariff.service),
            element('PREIS', writeAmount(amount, asked.currency)),
            element('WAERS', asked.currency),
            element('LFDAT_VON', formatDate(now() + (days[0] ?? 0) * DAY_MS)),
            element('LFDAT_BIS', formatDate(now() + (days[1] ?? 0) * DAY_MS)),
          ]);
        }),
      ),
    ]);
  };

function readParcel(input: ReadElement, book: PriceBook) {
  const country = textOf(input, 'LAND');
  const currency = textOf(input, 'WAERS');
  const kilograms = readDecimal(textOf(input, 'GEWICHT'));
  if (!/^[A-Z]{2}$/u.test(country)) {
    throw new SoapFault('Client', 'LAND', `Ungültiges LAND „${country}“: zwei Buchstaben.`);
  }
  if (book.decimalsOf(currency) === undefined) {
    throw new SoapFault('Client', 'WAERS', `Keine Tarife in „${currency}“.`);
  }
  if (kilograms === undefined || childrenOf(input, 'POSITION').length === 0) {
    throw new SoapFault(
      'Client',
      'GEWICHT',
      'GEWICHT als Dezimalzahl mit Komma, und mindestens eine POSITION.',
    );
  }
  return { country, currency, kilograms, area: textOf(input, 'PLZ') };
}
