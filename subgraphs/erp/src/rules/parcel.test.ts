import { expect, it } from 'vitest';

import { keyOfParcel, toParcel } from './parcel.ts';

const input = {
  countryCode: 'GB',
  postalCode: 'sw1a 1aa',
  currencyCode: 'GBP',
  lines: [
    { sku: 'B', quantity: 1, weightGrams: 101 },
    { sku: 'A', quantity: 2, weightGrams: null },
    { sku: 'B', quantity: 3, weightGrams: 101 },
  ],
};

it('adds lines of a SKU up, in order, and rounds the weight up to 100 g', () => {
  expect(toParcel(input)).toEqual({
    country: 'GB',
    area: 'SW',
    currency: 'GBP',
    grams: 1500,
    items: [
      { sku: 'A', quantity: 2 },
      { sku: 'B', quantity: 4 },
    ],
  });
});

it('is the same for lines in another order, another house and a few grams', () => {
  const same = {
    ...input,
    postalCode: 'SW9 8ZZ',
    lines: input.lines
      .toReversed()
      .map((line) => ({ ...line, weightGrams: line.weightGrams && 120 })),
  };
  expect(keyOfParcel(toParcel(same))).toBe(keyOfParcel(toParcel(input)));
});

it.each([
  ['country', { countryCode: 'IE' }],
  ['area', { postalCode: 'EC1A' }],
  ['currency', { currencyCode: 'EUR' }],
  ['weight', { lines: [{ sku: 'A', quantity: 2, weightGrams: 1000 }] }],
  ['number of units', { lines: [{ sku: 'A', quantity: 3, weightGrams: 500 }] }],
])('is another one for another %s', (_, change) => {
  const before = toParcel({ ...input, lines: [{ sku: 'A', quantity: 2, weightGrams: 750 }] });
  const after = toParcel({
    ...input,
    lines: [{ sku: 'A', quantity: 2, weightGrams: 750 }],
    ...change,
  });
  expect(keyOfParcel(after)).not.toBe(keyOfParcel(before));
});

it.each([
  [null, ''],
  ['', ''],
  [' 1 0115', '10'],
  ['〒100-0001', '10'],
])('takes %j for the area "%s"', (postalCode, area) => {
  expect(toParcel({ ...input, postalCode }).area).toBe(area);
});

it('weighs 100 g at least', () => {
  expect(toParcel({ ...input, lines: [{ sku: 'A', quantity: 1, weightGrams: 0 }] }).grams).toBe(
    100,
  );
});
