import { describe, expect, it } from 'vitest';

import {
  type PricingService,
  NOW,
  buildCart,
  buildPrice,
  buildPromotion,
  command,
  createPricing,
  importAll,
  knowSkus,
  readTotals,
} from './build.ts';

const CODE = { voucherCodes: ['SAVE10'] };
const HOUR_MS = 3_600_000;

/** Variant A at 10.00 USD, and a promotion of ten percent behind a code. */
async function createShop(more: object = {}, now?: () => number): Promise<PricingService> {
  const service = await createPricing(now);
  await knowSkus(service, ['A']);
  await importAll(service, [
    buildPrice('A', 1000),
    buildPromotion('ten', 'PERCENT_OFF', { permyriad: 1000 }, { ...CODE, ...more }),
  ]);
  return service;
}

async function quote(
  service: PricingService,
  reference: string | null,
  cart: object = buildCart(['A'], CODE),
) {
  const { answer } = await command(service, 'quote', { body: { reference, cart } });
  return answer;
}

async function redeem(service: PricingService, reference: string, cart?: object) {
  const { quoteHash } = await quote(service, reference, cart);
  const { answer } = await command(service, 'redeem', { body: { reference, quoteHash } });
  return answer;
}

const settle = async (service: PricingService, name: 'release' | 'confirm', reference: string) =>
  (await command(service, name, { body: { reference } })).answer;

async function readReason(service: PricingService, cart: object = buildCart(['A'], CODE)) {
  const [totals] = await readTotals(service, [cart]);
  return totals.vouchers[0].reason;
}

describe('quote', () => {
  it('answers the hash and total that the cart shows', async () => {
    await using service = await createShop();
    const cart = buildCart(['A'], { ...CODE, customerId: 'cus_1' });
    const [totals] = await readTotals(service, [cart]);
    expect(await quote(service, 'chk_1', cart)).toMatchObject({
      quoteHash: totals.quoteHash,
      total: totals.total.amount,
      expiresAt: NOW + HOUR_MS,
    });
  });

  it('does not count what the same checkout holds', async () => {
    await using service = await createShop({ usageLimit: 1 });
    await redeem(service, 'chk_1');
    expect((await quote(service, 'chk_1')).vouchers).toMatchObject([{ applied: true }]);
    expect((await quote(service, 'chk_2')).vouchers).toMatchObject([{ applied: false }]);
  });

  it.each([
    ['a negative quantity', { lines: [{ id: 'l', quantity: -1, variant: { id: 'var_A' } }] }],
    ['a huge quantity', { lines: [{ id: 'l', quantity: 1e9, variant: { id: 'var_A' } }] }],
    ['an unknown currency', { currencyCode: 'XXX' }],
    ['a negative shipping price', { shippingPrice: { amount: -1, currency: 'USD' } }],
  ])('refuses %s', async (_, more) => {
    await using service = await createShop();
    const { status } = await command(service, 'quote', { body: { cart: buildCart(['A'], more) } });
    expect(status).toBe(400);
  });

  it.each(['router', 'customers', 'stranger', 'support'])('is not for %s', async (as) => {
    await using service = await createShop();
    const { status } = await command(service, 'quote', { as, body: { cart: buildCart(['A']) } });
    expect(status).toBe(403);
  });
});

describe('redeem', () => {
  it('holds every promotion of the quote with its amount', async () => {
    await using service = await createShop();
    expect(await redeem(service, 'chk_1')).toMatchObject({
      status: 'HELD',
      redemptions: [{ voucherCode: 'SAVE10', amount: 100 }],
    });
  });

  it('counts what is held against the limit', async () => {
    await using service = await createShop({ usageLimit: 1 });
    await redeem(service, 'chk_1');
    expect(await readReason(service)).toBe('VOUCHER_LIMIT');
  });

  it('refuses when another checkout was faster', async () => {
    await using service = await createShop({ usageLimit: 1 });
    const { quoteHash } = await quote(
      service,
      'chk_2',
      buildCart(['A', { sku: 'A', id: 'line_2' }], CODE),
    );
    await redeem(service, 'chk_1');
    const { answer } = await command(service, 'redeem', {
      body: { reference: 'chk_2', quoteHash },
    });
    expect(answer).toMatchObject({
      status: 'REFUSED',
      code: 'VOUCHER_LIMIT',
      voucherCode: 'SAVE10',
    });
  });

  it('holds once however often a checkout asks', async () => {
    await using service = await createShop({ usageLimit: 2 });
    await redeem(service, 'chk_1');
    await redeem(service, 'chk_1');
    expect(await readReason(service)).toBeNull();
  });

  it('replaces what the checkout held when its quote changes', async () => {
    await using service = await createShop({ usageLimit: 1 });
    await redeem(service, 'chk_1');
    expect(await redeem(service, 'chk_1', buildCart(['A']))).toEqual({
      status: 'HELD',
      redemptions: [],
    });
    expect(await readReason(service)).toBeNull();
    expect(await settle(service, 'confirm', 'chk_1')).toEqual({ status: 'USED', count: 0 });
  });

  it('keeps to the limit when many checkouts ask at once', async () => {
    await using service = await createShop({ usageLimit: 3 });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        redeem(service, `chk_${index}`, buildCart([{ sku: 'A', id: `line_${index}` }], CODE)),
      ),
    );
    const held = answers.filter(
      ({ status, redemptions }) => status === 'HELD' && redemptions.length > 0,
    );
    expect(held).toHaveLength(3);
  });

  it('counts per customer', async () => {
    await using service = await createShop({ perCustomerLimit: 1 });
    const cartOf = (customerId: string): object => buildCart(['A'], { ...CODE, customerId });
    await redeem(service, 'chk_1', cartOf('cus_1'));
    expect(await readReason(service, cartOf('cus_1'))).toBe('VOUCHER_LIMIT');
    expect(await readReason(service, cartOf('cus_2'))).toBeNull();
  });

  it('refuses a quote that has expired', async () => {
    let now = NOW;
    await using service = await createShop({}, () => now);
    const { quoteHash } = await quote(service, 'chk_1');
    now += HOUR_MS;
    const { answer } = await command(service, 'redeem', {
      body: { reference: 'chk_1', quoteHash },
    });
    expect(answer).toMatchObject({ status: 'REFUSED', code: 'CONFLICT' });
  });

  it('honours a promotion that ended after the quote', async () => {
    let now = NOW;
    await using service = await createShop(
      { endsAt: new Date(NOW + 1000).toISOString() },
      () => now,
    );
    const { quoteHash } = await quote(service, 'chk_1');
    now += 2000;
    const { answer } = await command(service, 'redeem', {
      body: { reference: 'chk_1', quoteHash },
    });
    expect(answer).toMatchObject({ status: 'HELD' });
  });

  it('answers a repeated key from memory', async () => {
    await using service = await createShop();
    const { quoteHash } = await quote(service, 'chk_1');
    const body = { reference: 'chk_1', quoteHash };
    const first = await command(service, 'redeem', { body, key: 'chk_1:hold' });
    await settle(service, 'release', 'chk_1');
    expect(await command(service, 'redeem', { body, key: 'chk_1:hold' })).toEqual(first);
    expect(await settle(service, 'release', 'chk_1')).toEqual({ status: 'RELEASED', count: 0 });
  });
});

describe('release', () => {
  it('gives the promotion back', async () => {
    await using service = await createShop({ usageLimit: 1 });
    await redeem(service, 'chk_1');
    expect(await settle(service, 'release', 'chk_1')).toEqual({ status: 'RELEASED', count: 1 });
    expect(await readReason(service)).toBeNull();
  });

  it('gives back once', async () => {
    await using service = await createShop({ usageLimit: 2 });
    await redeem(service, 'chk_1');
    await redeem(service, 'chk_2');
    await settle(service, 'release', 'chk_1');
    await settle(service, 'release', 'chk_1');
    await redeem(service, 'chk_3');
    expect(await readReason(service)).toBe('VOUCHER_LIMIT');
  });

  it('is fine for a checkout that holds nothing', async () => {
    await using service = await createShop();
    expect(await settle(service, 'release', 'chk_none')).toEqual({ status: 'RELEASED', count: 0 });
  });

  it('refuses after confirm', async () => {
    await using service = await createShop({ usageLimit: 1 });
    await redeem(service, 'chk_1');
    await settle(service, 'confirm', 'chk_1');
    expect(await settle(service, 'release', 'chk_1')).toMatchObject({
      status: 'REFUSED',
      code: 'ILLEGAL_STATE',
    });
    expect(await readReason(service)).toBe('VOUCHER_LIMIT');
  });
});

describe('confirm', () => {
  it('makes it used, and twice is the same', async () => {
    await using service = await createShop();
    await redeem(service, 'chk_1');
    expect(await settle(service, 'confirm', 'chk_1')).toEqual({ status: 'USED', count: 1 });
    expect(await settle(service, 'confirm', 'chk_1')).toEqual({ status: 'USED', count: 0 });
  });

  it('refuses after release', async () => {
    await using service = await createShop();
    await redeem(service, 'chk_1');
    await settle(service, 'release', 'chk_1');
    expect(await settle(service, 'confirm', 'chk_1')).toMatchObject({ status: 'REFUSED' });
  });

  it('leaves a confirmed checkout as it is', async () => {
    await using service = await createShop();
    await redeem(service, 'chk_1');
    await settle(service, 'confirm', 'chk_1');
    expect(await redeem(service, 'chk_1')).toMatchObject({
      status: 'REFUSED',
      code: 'ILLEGAL_STATE',
    });
  });
});

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
