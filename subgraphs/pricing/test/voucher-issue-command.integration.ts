import { describe, expect, it } from 'vitest';

import { type PricingService, buildCart, command, readTotals } from './build.ts';
import { createShop, readReason, redeem, settle } from './build-shop.ts';

describe('voucherIssue', () => {
  const body = { customerId: 'cus_1', amount: 1500, currency: 'USD', reason: 'Late parcel' };
  const issue = async (service: PricingService, more: object = {}) =>
    (await command(service, 'voucherIssue', { as: 'support', body: { ...body, ...more } })).answer
      .code;

  it('pays for goods, then for shipping, up to its balance', async () => {
    await using service = await createShop();
    const voucherCodes = [await issue(service)];
    const cart = buildCart(['A'], {
      voucherCodes,
      customerId: 'cus_1',
      shippingPrice: { amount: 800, currency: 'USD' },
    });
    const [totals] = await readTotals(service, [cart]);
    expect(totals).toMatchObject({
      total: { amount: 300 },
      discounts: [
        { target: 'ORDER', amount: { amount: 1000 }, label: 'Goodwill voucher' },
        { target: 'SHIPPING', amount: { amount: 500 } },
      ],
    });
  });

  it('is for its customer alone', async () => {
    await using service = await createShop();
    const voucherCodes = [await issue(service)];
    expect(await readReason(service, buildCart(['A'], { voucherCodes, customerId: 'cus_2' }))).toBe(
      'VOUCHER_INVALID',
    );
    expect(await readReason(service, buildCart(['A'], { voucherCodes }))).toBe('VOUCHER_INVALID');
  });

  it('works once', async () => {
    await using service = await createShop();
    const cart = buildCart(['A'], { voucherCodes: [await issue(service)], customerId: 'cus_1' });
    expect(await redeem(service, 'chk_1', cart)).toMatchObject({
      status: 'HELD',
      redemptions: [{ amount: 1000 }],
    });
    await settle(service, 'confirm', 'chk_1');
    expect(await readReason(service, cart)).toBe('VOUCHER_LIMIT');
  });

  it('adds up when a customer has two', async () => {
    await using service = await createShop();
    const voucherCodes = [
      await issue(service, { amount: 300 }),
      await issue(service, { amount: 200 }),
    ];
    const [totals] = await readTotals(service, [
      buildCart(['A'], { voucherCodes, customerId: 'cus_1' }),
    ]);
    expect(totals.total.amount).toBe(500);
  });

  it('is worth nothing in another currency', async () => {
    await using service = await createShop();
    const voucherCodes = [await issue(service, { currency: 'EUR' })];
    expect(await readReason(service, buildCart(['A'], { voucherCodes, customerId: 'cus_1' }))).toBe(
      'VOUCHER_INVALID',
    );
  });

  it('is for support alone', async () => {
    await using service = await createShop();
    expect((await command(service, 'voucherIssue', { as: 'cart', body })).status).toBe(403);
  });
});
