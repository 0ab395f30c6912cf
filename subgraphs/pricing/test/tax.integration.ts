import { describe, expect, it } from 'vitest';

import { buildCart, buildPrice, createPricedShop, readTotals } from './build.ts';

const taxRate = (country: string, ratePermyriad: number, more: object = {}): object => ({
  type: 'taxRate',
  country,
  taxClass: 'standard',
  ratePermyriad,
  included: false,
  label: `Tax ${country}`,
  ...more,
});

describe('tax', () => {
  it('is added where prices are without', async () => {
    await using service = await createPricedShop([taxRate('US', 688, { region: 'MN' })]);
    const cart = buildCart(['A'], {
      shippingAddress: { countryCode: 'US', region: 'MN', postalCode: '55425' },
    });
    const [totals] = await readTotals(service, [cart]);
    expect(totals).toMatchObject({
      tax: { amount: 69 },
      total: { amount: 1069 },
      taxIncluded: false,
      taxEstimated: true,
      taxLines: [
        { label: 'Tax US', ratePermyriad: 688, base: { amount: 1000 }, amount: { amount: 69 } },
      ],
    });
  });

  it('is not estimated while the region of a country that taxes by region is unknown', async () => {
    await using service = await createPricedShop([taxRate('US', 688, { region: 'MN' })]);
    const [totals] = await readTotals(service, [buildCart(['A'])]);
    expect(totals).toMatchObject({ tax: { amount: 0 }, taxEstimated: false });
  });

  it('is contained where prices are with', async () => {
    await using service = await createPricedShop([
      taxRate('DE', 1900, { included: true }),
      buildPrice('A', 1190, { currency: 'EUR', taxIncluded: true }),
    ]);
    const [totals] = await readTotals(service, [
      buildCart(['A'], { currencyCode: 'EUR', countryCode: 'DE' }),
    ]);
    expect(totals).toMatchObject({
      tax: { amount: 190 },
      total: { amount: 1190 },
      taxIncluded: true,
      taxEstimated: true,
    });
  });

  it('is exact in currencies without and with three decimals', async () => {
    await using service = await createPricedShop([
      taxRate('JP', 1000, { included: true }),
      taxRate('KW', 500),
      buildPrice('A', 1099, { currency: 'JPY', taxIncluded: true }),
      buildPrice('A', 1001, { currency: 'KWD' }),
    ]);
    const [yen, dinar] = await readTotals(service, [
      buildCart([{ sku: 'A', quantity: 3 }], { currencyCode: 'JPY', countryCode: 'JP' }),
      buildCart(['A'], { currencyCode: 'KWD', countryCode: 'KW' }),
    ]);
    expect(yen).toMatchObject({ tax: { decimal: '300' }, total: { decimal: '3297' } });
    expect(dinar).toMatchObject({ tax: { decimal: '0.050' }, total: { decimal: '1.051' } });
  });
});
