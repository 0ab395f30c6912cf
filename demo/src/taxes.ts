import type { TaxRateLine } from './lines.ts';

/** Country, region or null for all of it, standard and reduced rate in permyriad, label. */
type Rate = readonly [
  country: string,
  region: string | null,
  standard: number,
  reduced: number,
  label: string,
];

/** Prices contain the tax in these countries. */
const INCLUDED: readonly Rate[] = [
  ['DE', null, 1900, 700, 'MwSt'],
  ['FR', null, 2000, 550, 'TVA'],
  ['GB', null, 2000, 0, 'VAT'],
  ['JP', null, 1000, 800, '消費税'],
  ['KW', null, 0, 0, 'No tax'],
];

/** The United States tax by state, on top of the price; food is exempt in all of these. */
const ON_TOP: readonly Rate[] = [
  ['US', 'CA', 725, 0, 'CA sales tax'],
  ['US', 'FL', 600, 0, 'FL sales tax'],
  ['US', 'MN', 688, 0, 'MN sales tax'],
  ['US', 'NY', 400, 0, 'NY sales tax'],
  ['US', 'OR', 0, 0, 'No sales tax'],
  ['US', 'TX', 625, 0, 'TX sales tax'],
  ['US', 'WA', 650, 0, 'WA sales tax'],
];

export function* taxRateLines(): Generator<TaxRateLine> {
  for (const rate of INCLUDED) {
    yield* ratesOf(rate, true);
  }
  for (const rate of ON_TOP) {
    yield* ratesOf(rate, false);
  }
}

function* ratesOf(rate: Rate, included: boolean): Generator<TaxRateLine> {
  const [country, region, standard, reduced, label] = rate;
  const place = { country, ...(region === null ? {} : { region }) };
  for (const [taxClass, ratePermyriad] of [
    ['standard', standard],
    ['reduced', reduced],
  ] as const) {
    yield {
      type: 'taxRate',
      ...place,
      taxClass,
      ratePermyriad,
      included,
      label: included && ratePermyriad > 0 ? `${label} ${percent(ratePermyriad, country)}` : label,
    };
  }
}

function percent(permyriad: number, country: string): string {
  const text = String(permyriad / 100);
  return country === 'DE' || country === 'FR' ? `${text.replace('.', ',')} %` : `${text}%`;
}
