import { describe, expect, it } from 'vitest';

import {
  type Shop,
  asGuest,
  buildPriceEvent,
  change,
  createGuestCart,
  openShop,
  readCart,
} from './build.ts';

const ADDRESS = { name: ' Ada ', line1: '1 Mill Lane', city: 'London', countryCode: 'GB' };

async function update(shop: Shop, input: object) {
  const { id, token } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
  const me = asGuest(token);
  const payload = await change(shop, 'cartBuyerUpdate', { cartId: id, ...input }, me);
  return { id, me, ...payload };
}

describe('cartBuyerUpdate', () => {
  it('sets what is named and keeps the rest', async () => {
    await using shop = await openShop();
    const { cart } = await update(shop, { email: 'ada@example.com', note: 'Ring twice' });
    expect(cart).toMatchObject({
      email: 'ada@example.com',
      note: 'Ring twice',
      currencyCode: 'USD',
      shippingAddress: null,
      version: 2,
    });
  });

  it('clears with null', async () => {
    await using shop = await openShop();
    const { id, me } = await update(shop, { email: 'ada@example.com', shippingAddress: ADDRESS });
    const input = { cartId: id, email: null, shippingAddress: null, note: null };
    const { cart } = await change(shop, 'cartBuyerUpdate', input, me);
    expect(cart).toMatchObject({ email: null, shippingAddress: null, note: null });
  });

  it('trims the address and leaves out what is empty', async () => {
    await using shop = await openShop();
    const { cart } = await update(shop, { shippingAddress: { ...ADDRESS, company: ' ' } });
    expect(cart.shippingAddress).toEqual({
      name: 'Ada',
      company: null,
      line1: '1 Mill Lane',
      city: 'London',
      region: null,
      countryCode: 'GB',
    });
  });

  it('keeps the version when nothing changes', async () => {
    await using shop = await openShop();
    const { id, me } = await update(shop, { shippingAddress: ADDRESS });
    const input = { cartId: id, shippingAddress: ADDRESS };
    const { cart } = await change(shop, 'cartBuyerUpdate', input, me);
    expect(cart.version).toBe(2);
  });

  it('takes the prices of another currency as those of adding', async () => {
    await using shop = await openShop();
    await shop.receive('pricing', [buildPriceEvent('A', 900, { currency: 'EUR' })]);
    const { cart } = await update(shop, { currencyCode: 'EUR', countryCode: 'DE' });
    expect(cart).toMatchObject({
      currencyCode: 'EUR',
      countryCode: 'DE',
      lines: [{ addedUnitPrice: { amount: 900, currency: 'EUR' } }],
    });
  });

  it.each([
    ['email', { email: 'nobody' }],
    ['email', { email: `${'a'.repeat(250)}@example.com` }],
    ['currencyCode', { currencyCode: 'ABC' }],
    ['currencyCode', { currencyCode: null }],
    ['countryCode', { countryCode: null }],
    ['locale', { locale: null }],
    ['note', { note: 'x'.repeat(501) }],
    ['note', { note: 'bell \u0007' }],
    ['shippingAddress', { shippingAddress: { ...ADDRESS, city: ' ' } }],
    ['shippingAddress', { shippingAddress: { ...ADDRESS, line1: 'x'.repeat(121) } }],
  ])('refuses a wrong %s: %j', async (field, input) => {
    await using shop = await openShop();
    const { cart, errors, me } = await update(shop, { ...input, email: 'a@b.example', ...input });
    expect(cart).toBeNull();
    expect(errors).toMatchObject([{ code: 'VALIDATION' }]);
    expect(errors[0].path[0]).toBe(field);
    expect(await readCart(shop, me)).toMatchObject({ version: 1, email: null });
  });
});

describe('cartVouchersSet', () => {
  const set = async (shop: Shop, codes: readonly string[]) => {
    const { id, token } = await createGuestCart(shop);
    return change(shop, 'cartVouchersSet', { cartId: id, codes }, asGuest(token));
  };

  it('replaces the codes, trimmed and each once', async () => {
    await using shop = await openShop();
    const { cart } = await set(shop, [' SAVE10 ', 'FREE', 'save10']);
    expect(cart.voucherCodes).toEqual(['SAVE10', 'FREE']);
  });

  it.each([
    ['11 codes', Array.from({ length: 11 }, (_, index) => `CODE${index}`)],
    ['a code of 65 characters', ['X'.repeat(65)]],
    ['an empty code', [' ']],
  ])('refuses %s', async (_, codes) => {
    await using shop = await openShop();
    const { cart, errors } = await set(shop, codes);
    expect(cart).toBeNull();
    expect(errors).toMatchObject([{ code: 'VALIDATION' }]);
  });
});
