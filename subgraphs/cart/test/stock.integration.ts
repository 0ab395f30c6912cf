import { describe, expect, it } from 'vitest';

import {
  add,
  asCustomer,
  asGuest,
  buildStockEvent,
  change,
  claim,
  createAccountCart,
  createGuestCart,
  openShop,
  quantitiesOf,
  readCart,
} from './build.ts';

async function openShopWith(stock: Parameters<typeof buildStockEvent>[1]) {
  const shop = await openShop();
  await shop.receive('inventory', [buildStockEvent('A', stock)]);
  return shop;
}

describe('a change of lines', () => {
  it('is refused when nothing is left', async () => {
    await using shop = await openShopWith({ availableAtMost: 0 });
    const lines = [{ variantId: 'var_A' }];
    const { cart, errors } = await change(shop, 'cartCreate', { lines }, asGuest());
    expect({ cart, errors }).toMatchObject({
      cart: null,
      errors: [
        {
          __typename: 'InsufficientStockError',
          code: 'INSUFFICIENT_STOCK',
          path: ['lines', '0', 'quantity'],
          variantId: 'var_A',
          availableQuantity: 0,
        },
      ],
    });
  });

  it('is refused beyond what is left, over all lines of the variant', async () => {
    await using shop = await openShopWith({ availableAtMost: 5 });
    const { id, token } = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 3 }]);
    const engraved = { variantId: 'var_A', quantity: 3, attributes: [{ key: 'k', value: 'v' }] };
    const { errors } = await add(shop, id, [engraved], asGuest(token));
    expect(errors).toMatchObject([{ code: 'INSUFFICIENT_STOCK', availableQuantity: 5 }]);
    expect(quantitiesOf(await readCart(shop, asGuest(token)))).toEqual([['var_A', 3]]);
  });

  it('is refused beyond what an order may have', async () => {
    await using shop = await openShopWith({ maxPerOrder: 2 });
    const { id, token, cart } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    const lines = [{ lineId: cart.lines[0].id, quantity: 3 }];
    const { errors } = await change(shop, 'cartLinesUpdate', { cartId: id, lines }, asGuest(token));
    expect(errors).toMatchObject([{ __typename: 'QuantityLimitError', limit: 2 }]);
  });

  it('may shrink a line that is above what is left by now', async () => {
    await using shop = await openShop();
    const { id, token, cart } = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 9 }]);
    await shop.receive('inventory', [buildStockEvent('A', { availableAtMost: 5 })]);
    const lines = [{ lineId: cart.lines[0].id, quantity: 7 }];
    const answer = await change(shop, 'cartLinesUpdate', { cartId: id, lines }, asGuest(token));
    expect(quantitiesOf(answer.cart)).toEqual([['var_A', 7]]);
  });

  it('is free again when goods came', async () => {
    await using shop = await openShopWith({ availableAtMost: 0 });
    await shop.receive('inventory', [buildStockEvent('A', {})]);
    const { cart } = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 9 }]);
    expect(quantitiesOf(cart)).toEqual([['var_A', 9]]);
  });
});

describe('a claim', () => {
  it('takes over no more than can be had, and says so', async () => {
    await using shop = await openShopWith({ availableAtMost: 5 });
    await createAccountCart(shop, [{ variantId: 'var_A', quantity: 3 }]);
    const { token } = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 4 }]);
    const { cart, warnings } = await claim(shop, token, asCustomer());
    expect(quantitiesOf(cart)).toEqual([['var_A', 5]]);
    expect(warnings.at(-1)).toMatchObject({
      __typename: 'QuantityClampedWarning',
      requestedQuantity: 7,
      appliedQuantity: 5,
    });
  });
});
