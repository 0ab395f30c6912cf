import { formatDecimal } from './formats.ts';
import { pick } from './random.ts';

interface BookCurrency {
  readonly decimals: number;
  /** Minor units for a hundred of the book's own cents. */
  readonly rate: number;
}

/** What the book is kept in. */
const CURRENCIES: Readonly<Record<string, BookCurrency>> = {
  EUR: { decimals: 2, rate: 100 },
  USD: { decimals: 2, rate: 108 },
  GBP: { decimals: 2, rate: 86 },
  JPY: { decimals: 0, rate: 158 },
  KWD: { decimals: 3, rate: 331 },
};

export interface Material {
  readonly description: string;
  readonly plant: string;
  readonly unit: string;
  readonly leadDays: number;
}

export interface PriceBook {
  readonly currencies: readonly string[];
  decimalsOf(currency: string): number | undefined;
  /** Minor units; undefined for a material that the book does not know. */
  findPrice(material: string, currency: string): number | undefined;
  findMaterial(material: string): Material | undefined;
}

/** One of so many is unknown. */
const UNKNOWN_SHARE = 25;
const PLANTS = [
  'Werk Köln',
  'Lager Düsseldorf – Süd',
  'Werk Zürich',
  'Závod Plzeň',
  'Entrepôt “Évry”',
];
const UNITS = ['ST', 'ST', 'ST', 'KAR', 'PAA'];
const WORDS = ['Gerät', 'Zubehör', 'Kühlgerät', 'Großpackung', 'Ersatzteil für 9,5″'];
const MAX_LEAD_DAYS = 28;

const strip = (material: string): string => material.replace(/^0+(?=.)/u, '');

/** Every price follows from the seed and the material number: there is no file to keep equal. */
export function createPriceBook(seed: number): PriceBook {
  const isKnown = (material: string): boolean =>
    pick(`${seed} known ${material}`, UNKNOWN_SHARE) > 0;
  const of = (material: string, what: string, below: number): number =>
    pick(`${seed} ${what} ${material}`, below);
  return {
    currencies: Object.keys(CURRENCIES),
    decimalsOf: (currency) => findCurrency(currency)?.decimals,
    findPrice(asked, currency) {
      const material = strip(asked);
      const kept = findCurrency(currency);
      if (kept === undefined || !isKnown(material)) {
        return undefined;
      }
      // Most cost two or three digits, one of nine over a thousand: those have a dot in them.
      const cents =
        of(material, 'dear', 9) === 0
          ? of(material, 'price', 900_000)
          : of(material, 'price', 60_000);
      return Math.round(((cents + 99) * kept.rate) / 100);
    },
    findMaterial(asked) {
      const material = strip(asked);
      if (!isKnown(material)) {
        return undefined;
      }
      const choose = (list: readonly string[], what: string): string =>
        list[of(material, what, list.length)] ?? '';
      return {
        description: `${choose(WORDS, 'word')} ${material}`,
        plant: choose(PLANTS, 'plant'),
        unit: choose(UNITS, 'unit'),
        leadDays: 1 + of(material, 'lead', MAX_LEAD_DAYS),
      };
    },
  };
}

function findCurrency(currency: string): BookCurrency | undefined {
  return Object.hasOwn(CURRENCIES, currency) ? CURRENCIES[currency] : undefined;
}

/** An amount as this system writes it. */
export function writeAmount(amount: number, currency: string): string {
  return formatDecimal(amount, findCurrency(currency)?.decimals ?? 2);
}

/** Minor units of a price that is stated in cents of a euro. */
export function convertCents(cents: number, currency: string): number {
  return Math.round((cents * (findCurrency(currency)?.rate ?? 100)) / 100);
}
