import { describe, expect, it } from 'vitest';

import { buildPrice, buildPromotion, createShop, importAll } from './build.ts';

describe('import', () => {
  it('rejects a price of an unknown sku with the reason', async () => {
    await using service = await createShop();
    const { rejected } = await service.import([buildPrice('nope', 100)]);
    expect(rejected).toEqual([
      { line: 1, type: 'price', reason: 'There is no variant with sku "nope".' },
    ]);
  });

  it('changes nothing the second time', async () => {
    await using service = await createShop();
    const lines = [
      {
        type: 'taxRate',
        country: 'US',
        region: 'mn',
        taxClass: 'standard',
        ratePermyriad: 688,
        included: false,
        label: 'MN',
      },
      buildPrice('A', 999, { compareAt: 1116, validFrom: '2026-01-01' }),
      buildPromotion(
        'p',
        'TIERED',
        { steps: [{ minQuantity: 3, permyriad: 500 }], applies: { categoryKeys: ['shoes'] } },
        { voucherCodes: ['B1X', 'A1X'] },
      ),
    ];
    await importAll(service, lines);
    const before = await service.published();
    expect(await importAll(service, lines)).toEqual({
      taxRate: { created: 0, updated: 0, unchanged: 1, rejected: 0 },
      price: { created: 0, updated: 0, unchanged: 1, rejected: 0 },
      promotion: { created: 0, updated: 0, unchanged: 1, rejected: 0 },
    });
    expect(await service.published()).toEqual(before);
  });

  it.each([
    ['a negative amount', buildPrice('A', -1), /amount: The amount is negative/u],
    ['a fraction', buildPrice('A', 1.5), /integer/u],
    [
      'an unknown currency',
      buildPrice('A', 1, { currency: 'ABC' }),
      /currency: This is not an ISO 4217 currency/u,
    ],
    ['a bad time', buildPrice('A', 1, { validFrom: 'soon' }), /validFrom/u],
    ['a bad rule', buildPromotion('p', 'FIXED_PRICE', {}), /rule\.amounts: /u],
    ['an unknown kind', buildPromotion('p', 'SURPRISE', {}), /kind/u],
    [
      'a rate over 100 percent',
      {
        type: 'taxRate',
        country: 'US',
        taxClass: 'x',
        ratePermyriad: 10_001,
        included: false,
        label: 'x',
      },
      /ratePermyriad/u,
    ],
  ])('rejects %s and imports the rest', async (_, line, reason) => {
    await using service = await createShop();
    const { counts, rejected } = await service.import([line, buildPrice('A', 100)]);
    expect(rejected).toMatchObject([{ line: 1, reason: expect.stringMatching(reason) }]);
    expect(counts['price']).toMatchObject({ created: 1 });
  });
});
