import { describe, expect, it } from 'vitest';

import { NOW, buildCart, command, readTotals } from './build.ts';
import { CODE, HOUR_MS, createShop, quote, readReason, redeem, settle } from './build-shop.ts';

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

  it('says what each discount is called, in the language of the order', async () => {
    await using service = await createShop({ label: { en: 'Ten off', de: 'Zehn weniger' } });
    const cart = buildCart(['A'], CODE);
    const labels = ['de', 'en', undefined].map(async (locale) => {
      const { answer } = await command(service, 'quote', { body: { cart, locale } });
      return answer.discounts[0].label as string;
    });
    expect(await Promise.all(labels)).toEqual(['Zehn weniger', 'Ten off', 'Ten off']);
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
