import { permyriadOf } from '@supergraph/kit/money';

import { containedTax } from '#src/rules/rounding.ts';

export interface TaxRate {
  readonly country: string;
  /** `*` for the whole country. */
  readonly region: string;
  readonly taxClass: string;
  readonly ratePermyriad: number;
  readonly included: boolean;
  readonly label: string;
}

export interface TaxPlace {
  readonly country: string;
  readonly region: string | null;
}

export type TaxLookup =
  | { readonly status: 'taxed'; readonly rate: TaxRate }
  | { readonly status: 'free' }
  /** The country taxes this by region, and the region is not known. */
  | { readonly status: 'region needed' };

export const STANDARD = 'standard';
export const SHIPPING = 'shipping';

/** The rate of a tax class at a place. A class without a rate in the country is taxed as the standard one. */
export function findTaxRate(
  rates: readonly TaxRate[],
  place: TaxPlace,
  taxClass: string,
): TaxLookup {
  const inCountry = rates.filter((rate) => rate.country === place.country);
  const ofClass = inCountry.filter((rate) => rate.taxClass === taxClass);
  if (ofClass.length === 0) {
    return taxClass === STANDARD ? { status: 'free' } : findTaxRate(rates, place, STANDARD);
  }
  const region = place.region?.trim().toUpperCase();
  const rate =
    ofClass.find((candidate) => candidate.region === region) ??
    ofClass.find((candidate) => candidate.region === '*');
  if (rate !== undefined) {
    return { status: 'taxed', rate };
  }
  return region === undefined || region === '' ? { status: 'region needed' } : { status: 'free' };
}

export interface Taxed {
  /** What the tax is on, without it. */
  readonly base: number;
  readonly tax: number;
  /** What the shopper pays. */
  readonly total: number;
}

/** Tax of one amount, rounded half-even once. */
export function taxAmount(amount: number, ratePermyriad: number, isIncluded: boolean): Taxed {
  if (isIncluded) {
    const tax = containedTax(amount, ratePermyriad);
    return { base: amount - tax, tax, total: amount };
  }
  const tax = permyriadOf(amount, ratePermyriad);
  return { base: amount, tax, total: amount + tax };
}
