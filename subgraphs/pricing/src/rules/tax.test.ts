import { describe, expect, it } from 'vitest';

import { containedTax, divideHalfEven } from './rounding.ts';
import { type TaxRate, findTaxRate, taxAmount } from './tax.ts';

const rate = (
  country: string,
  region: string,
  taxClass: string,
  ratePermyriad: number,
): TaxRate => ({
  country,
  region,
  taxClass,
  ratePermyriad,
  included: false,
  label: 'Tax',
});

const rates = [
  rate('US', 'MN', 'standard', 688),
  rate('US', 'NY', 'standard', 400),
  rate('DE', '*', 'standard', 1900),
  rate('DE', '*', 'reduced', 700),
  rate('ES', '*', 'standard', 2100),
  rate('ES', 'CN', 'standard', 700),
];

describe('findTaxRate', () => {
  const find = (country: string, region: string | null, taxClass = 'standard'): number | string => {
    const lookup = findTaxRate(rates, { country, region }, taxClass);
    return lookup.status === 'taxed' ? lookup.rate.ratePermyriad : lookup.status;
  };

  it.each([
    ['US', 'MN', 688],
    ['US', ' mn ', 688],
    ['US', 'OR', 'free'],
    ['US', null, 'region needed'],
    ['US', '', 'region needed'],
    ['DE', null, 1900],
    ['DE', 'BY', 1900],
    ['ES', 'CN', 700],
    ['ES', null, 2100],
    ['JP', null, 'free'],
  ])('in %s, region %s, is %s', (country, region, expected) => {
    expect(find(country, region)).toBe(expected);
  });

  it('knows the class', () => {
    expect(find('DE', null, 'reduced')).toBe(700);
  });

  it('takes the standard rate for a class without one', () => {
    expect([find('DE', null, 'books'), find('US', null, 'books')]).toEqual([1900, 'region needed']);
  });
});

describe('taxAmount', () => {
  it.each([0, 1, 2, 5, 99, 1190, 123_456_789, 10_000_000_000])(
    'keeps base + tax = total for %i',
    (amount) => {
      for (const ratePermyriad of [0, 1, 550, 688, 1900, 2500, 10_000]) {
        const included = taxAmount(amount, ratePermyriad, true);
        const added = taxAmount(amount, ratePermyriad, false);
        expect(included).toMatchObject({ total: amount, base: amount - included.tax });
        expect(added).toMatchObject({ base: amount, total: amount + added.tax });
      }
    },
  );

  it('takes out of a gross price what it adds to the net one', () => {
    for (let net = 0; net < 3000; net += 7) {
      const gross = taxAmount(net, 1900, false).total;
      expect(taxAmount(gross, 1900, true).base).toBe(net);
    }
  });

  it.each([
    [50, 100, 0],
    [150, 100, 2],
    [250, 100, 2],
  ])('rounds a half of %i at %i to the even neighbour', (amount, ratePermyriad, tax) => {
    expect(taxAmount(amount, ratePermyriad, false).tax).toBe(tax);
  });
});

describe('containedTax', () => {
  it('is exact where floating point is not', () => {
    expect(containedTax(2 ** 53 - 1, 1900)).toBe(
      Number(((2n ** 53n - 1n) * 1900n + 5950n) / 11_900n),
    );
  });
});

describe('divideHalfEven', () => {
  it.each([
    [1n, 2n, 0],
    [3n, 2n, 2],
    [5n, 2n, 2],
    [7n, 3n, 2],
    [8n, 3n, 3],
    [0n, 7n, 0],
  ])('%s / %s is %i', (numerator, denominator, expected) => {
    expect(divideHalfEven(numerator, denominator)).toBe(expected);
  });
});
