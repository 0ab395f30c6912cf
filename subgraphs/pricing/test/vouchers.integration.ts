import { describe, expect, it } from 'vitest';

import {
  type PricingService,
  DAY_MS,
  NOW,
  buildCart,
  buildPromotion,
  createPricedShop,
  readTotals,
} from './build.ts';

const CODE = { voucherCodes: ['SAVE10'] };

const tenOff = (more: object = {}): object =>
  buildPromotion('ten', 'PERCENT_OFF', { permyriad: 1000, target: 'ORDER' }, { ...CODE, ...more });

async function readVoucher(service: PricingService, cart: object) {
  const [totals] = await readTotals(service, [cart]);
  return totals.vouchers[0];
}

describe('vouchers', () => {
  it.each([
    ['an unknown code', {}, ['NOPE'], 'VOUCHER_INVALID'],
    [
      'an expired promotion',
      { endsAt: new Date(NOW - DAY_MS).toISOString() },
      ['SAVE10'],
      'VOUCHER_EXPIRED',
    ],
    [
      'a promotion to come',
      { startsAt: new Date(NOW + DAY_MS).toISOString() },
      ['SAVE10'],
      'VOUCHER_INVALID',
    ],
    ['a promotion that is off', { enabled: false }, ['SAVE10'], 'VOUCHER_INVALID'],
    ['a limit per customer for a guest', { perCustomerLimit: 1 }, ['SAVE10'], 'UNAUTHENTICATED'],
    [
      'another country',
      { rule: { permyriad: 1000, when: { countries: ['DE'] } } },
      ['SAVE10'],
      'VOUCHER_INVALID',
    ],
    [
      'a minimum not reached',
      { rule: { permyriad: 1000, when: { minSubtotal: { USD: 5000 } } } },
      ['SAVE10'],
      'VOUCHER_INVALID',
    ],
    [
      'no minimum in the currency',
      { rule: { permyriad: 1000, when: { minSubtotal: { EUR: 1 } } } },
      ['SAVE10'],
      'VOUCHER_INVALID',
    ],
    [
      'lines out of scope',
      { rule: { permyriad: 1000, applies: { skus: ['B'] } } },
      ['SAVE10'],
      'VOUCHER_INVALID',
    ],
    [
      'a second code of a promotion',
      { voucherCodes: ['AAA', 'SAVE10'] },
      ['SAVE10', 'AAA'],
      'CONFLICT',
    ],
  ])('are not applied for %s', async (_, more, voucherCodes, reason) => {
    await using service = await createPricedShop([tenOff(more)]);
    const state = await readVoucher(service, buildCart(['A'], { voucherCodes }));
    expect(state).toMatchObject({ applied: false, reason, message: expect.any(String) });
  });

  it('conflict with a promotion that does not combine', async () => {
    await using service = await createPricedShop([
      tenOff(),
      buildPromotion(
        'alone',
        'PERCENT_OFF',
        { permyriad: 500 },
        { stackable: false, priority: 10 },
      ),
    ]);
    const state = await readVoucher(service, buildCart(['A'], CODE));
    expect(state).toMatchObject({ applied: false, reason: 'CONFLICT' });
  });

  it('count free shipping as applied before a shipping option is chosen', async () => {
    await using service = await createPricedShop([
      buildPromotion('ship', 'FREE_SHIPPING', {}, CODE),
    ]);
    expect(await readVoucher(service, buildCart(['A'], CODE))).toMatchObject({ applied: true });
  });

  it('count once when typed twice', async () => {
    await using service = await createPricedShop([tenOff()]);
    const [totals] = await readTotals(service, [
      buildCart(['A'], { voucherCodes: ['SAVE10', ' save10 '] }),
    ]);
    expect(totals).toMatchObject({ discountTotal: { amount: 100 }, vouchers: [{ applied: true }] });
  });

  it('do not crash on odd codes', async () => {
    await using service = await createPricedShop([tenOff()]);
    const voucherCodes = ['', '💥', "'; drop table voucher; --", 'x'.repeat(10_000)];
    const [totals] = await readTotals(service, [buildCart(['A'], { voucherCodes })]);
    expect(totals.vouchers.every((voucher: { applied: boolean }) => !voucher.applied)).toBe(true);
  });
});
