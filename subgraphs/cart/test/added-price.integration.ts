import { describe, expect, it } from 'vitest';

import {
  HOUR_MS,
  NOW,
  add,
  asGuest,
  buildPriceEvent,
  change,
  createGuestCart,
  openShop,
} from './build.ts';

describe('the price at the time of adding', () => {
  it('is the one of the latest event', async () => {
    await using shop = await openShop();
    await shop.receive('pricing', [buildPriceEvent('A', 1200)]);
    const { cart } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    expect(cart.lines).toMatchObject([{ addedUnitPrice: { amount: 1200, currency: 'USD' } }]);
  });

  it('is the one of the country, when there is one', async () => {
    await using shop = await openShop();
    await shop.receive('pricing', [buildPriceEvent('A', 800, { country: 'US' })]);
    const { cart } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    expect(cart.lines[0].addedUnitPrice.amount).toBe(800);
  });

  it.each([
    ['before its period', 1, 1000],
    ['in its period', 0, 700],
    ['after its period', -HOUR_MS, 1000],
  ])('of a price with a period, %s', async (_, offset, expected) => {
    await using shop = await openShop();
    const period = { validFrom: NOW + offset, validUntil: NOW + offset + HOUR_MS };
    await shop.receive('pricing', [buildPriceEvent('A', 700, period)]);
    const { cart } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    expect(cart.lines[0].addedUnitPrice.amount).toBe(expected);
  });

  it('is null without a price in the currency', async () => {
    await using shop = await openShop();
    const input = { currencyCode: 'EUR', lines: [{ variantId: 'var_A' }] };
    const { cart } = await change(shop, 'cartCreate', input, asGuest());
    expect(cart.lines).toMatchObject([{ addedUnitPrice: null }]);
  });

  it('follows the quantity to another tier', async () => {
    await using shop = await openShop();
    await shop.receive('pricing', [buildPriceEvent('A', 700, { minQuantity: 10 })]);
    const { id, token } = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 9 }]);
    const { cart } = await add(shop, id, [{ variantId: 'var_A' }], asGuest(token));
    expect(cart.lines[0].addedUnitPrice.amount).toBe(700);
  });

  it('stays when it had changed before the quantity did, so that the shopper is still told', async () => {
    await using shop = await openShop();
    const { id, token } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    await shop.receive('pricing', [buildPriceEvent('A', 1500)]);
    const { cart } = await add(shop, id, [{ variantId: 'var_A' }], asGuest(token));
    expect(cart.lines[0].addedUnitPrice.amount).toBe(1000);
  });
});
