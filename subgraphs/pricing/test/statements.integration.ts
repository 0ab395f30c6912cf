import { describe, expect, it } from 'vitest';

import {
  buildCart,
  buildPrice,
  buildPromotion,
  createPricedShop,
  createPricing,
  importAll,
  knowSkus,
  readTotals,
} from './build.ts';

const taxRate = (country: string, ratePermyriad: number, more: object = {}): object => ({
  type: 'taxRate',
  country,
  taxClass: 'standard',
  ratePermyriad,
  included: false,
  label: `Tax ${country}`,
  ...more,
});

describe('statements', () => {
  it('do not grow with the number of lines, codes or carts', async () => {
    await using service = await createPricing();
    const skus = Array.from({ length: 100 }, (_, index) => `S${index}`);
    await knowSkus(service, skus);
    const codes = skus.map((sku) => `CODE-${sku}`);
    await importAll(service, [
      ...skus.map((sku) => buildPrice(sku, 1000)),
      ...codes.map((code) =>
        buildPromotion(code, 'PERCENT_OFF', { permyriad: 10 }, { voucherCodes: [code] }),
      ),
      taxRate('US', 100),
    ]);
    const cart = (lines: number): object =>
      buildCart(skus.slice(0, lines), { voucherCodes: codes.slice(0, lines), customerId: 'cus_1' });
    const count = (carts: readonly object[]) =>
      service.countStatements(() => readTotals(service, carts));
    await count([cart(1)]);
    const one = await count([cart(1)]);
    expect([await count([cart(100)]), await count([cart(100), cart(50), cart(1)])]).toEqual([
      one,
      one,
    ]);
  });

  it('do not grow with the number of lines asked for their unit price', async () => {
    await using service = await createPricedShop();
    const query = `query ($lines: [_Any!]!) { _entities(representations: $lines) { ... on CartLine { unitPrice { amount } } } }`;
    const read = (count: number) =>
      service.countStatements(() =>
        service.execute(query, {
          lines: Array.from({ length: count }, (_, index) => ({
            __typename: 'CartLine',
            id: `line_${index}`,
            quantity: index + 1,
            currencyCode: 'USD',
            countryCode: 'US',
            customerId: null,
            customerGroups: [],
            variant: { id: 'var_A' },
          })),
        }),
      );
    await read(1);
    expect(await read(100)).toBe(await read(1));
  });
});
