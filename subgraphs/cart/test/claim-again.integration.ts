import { describe, expect, it } from 'vitest';

import {
  HOUR_MS,
  add,
  asCustomer,
  asGuest,
  claim,
  createAccountCart,
  createGuestCart,
  key,
  openShop,
  quantitiesOf,
  readCart,
} from './build.ts';

describe('a repeated cartClaim', () => {
  it('answers the same with the same key, and merges once', async () => {
    await using shop = await openShop();
    await createAccountCart(shop, [{ variantId: 'var_A', quantity: 2 }]);
    const { token } = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 3 }]);
    const idempotencyKey = key();
    const first = await claim(shop, token, asCustomer(), { idempotencyKey });
    expect(first.warnings).toHaveLength(1);
    expect(await claim(shop, token, asCustomer(), { idempotencyKey })).toEqual(first);
    expect(await shop.published()).toHaveLength(1);
  });

  it('answers the current cart with another key, and merges once', async () => {
    await using shop = await openShop();
    const own = await createAccountCart(shop, [{ variantId: 'var_A', quantity: 2 }]);
    const { token } = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 3 }]);
    await claim(shop, token, asCustomer());
    await add(shop, own.id, [{ variantId: 'var_B' }], asCustomer());
    const { cart, warnings, errors } = await claim(shop, token, asCustomer());
    expect({ warnings, errors }).toEqual({ warnings: [], errors: [] });
    expect(quantitiesOf(cart)).toEqual([
      ['var_A', 5],
      ['var_B', 1],
    ]);
    expect(await shop.published()).toHaveLength(1);
  });

  it('merges once when two tabs claim at once', async () => {
    await using shop = await openShop();
    await createAccountCart(shop, [{ variantId: 'var_A', quantity: 2 }]);
    const { token } = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 3 }]);
    await Promise.all([claim(shop, token, asCustomer()), claim(shop, token, asCustomer())]);
    expect((await readCart(shop, asCustomer())).totalQuantity).toBe(5);
  });

  it('refuses the same key with another strategy', async () => {
    await using shop = await openShop();
    const { token } = await createGuestCart(shop);
    const idempotencyKey = key();
    await claim(shop, token, asCustomer(), { idempotencyKey });
    const { errors } = await claim(shop, token, asCustomer(), { idempotencyKey, strategy: 'MAX' });
    expect(errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });
});

describe('the token of a claimed cart', () => {
  it.each(['adopted', 'merged'])('is as good as unknown to another customer: %s', async (how) => {
    await using shop = await openShop();
    if (how === 'merged') {
      await createAccountCart(shop);
    }
    const { token } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    await claim(shop, token, asCustomer('cus_1'));
    const stolen = await claim(shop, token, asCustomer('cus_2'));
    expect(stolen).toEqual(await claim(shop, 'unknown', asCustomer('cus_2')));
    expect(stolen).toMatchObject({
      cart: null,
      errors: [{ code: 'NOT_FOUND', path: ['cartToken'] }],
    });
    expect((await readCart(shop, asCustomer('cus_1'))).totalQuantity).toBe(1);
  });

  it('leads another tab of the customer from the guest cart to the merged one', async () => {
    await using shop = await openShop();
    const own = await createAccountCart(shop);
    const { id, token } = await createGuestCart(shop);
    await claim(shop, token, asCustomer());
    const { cart } = await add(shop, id, [{ variantId: 'var_B' }], asCustomer('cus_1', token));
    expect(cart.id).toBe(own.id);
    expect(quantitiesOf(cart)).toEqual([['var_B', 1]]);
  });

  it.each([
    ['without the token', asCustomer('cus_1')],
    ['for another customer', (token: string) => asCustomer('cus_2', token)],
    ['without sign-in', (token: string) => asGuest(token)],
  ])('does not lead there %s', async (_, request) => {
    await using shop = await openShop();
    await createAccountCart(shop);
    const { id, token } = await createGuestCart(shop);
    await claim(shop, token, asCustomer());
    const shown = typeof request === 'function' ? request(token) : request;
    const { errors } = await add(shop, id, [{ variantId: 'var_B' }], shown);
    expect(errors).toMatchObject([{ code: 'NOT_FOUND', path: ['cartId'] }]);
  });

  it('leads nowhere after 24 hours', async () => {
    await using shop = await openShop();
    await createAccountCart(shop);
    const { id, token } = await createGuestCart(shop);
    await claim(shop, token, asCustomer());
    shop.wait(24 * HOUR_MS);
    const request = asCustomer('cus_1', token);
    expect((await claim(shop, token, request)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await add(shop, id, [], request)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

describe('an erased customer', () => {
  it('leaves no way from an old token either', async () => {
    await using shop = await openShop();
    await createAccountCart(shop);
    const { token } = await createGuestCart(shop);
    await claim(shop, token, asCustomer());
    await shop.receive('customers', [
      { type: 'customers.customer.erased', key: 'cus_1', data: { customerId: 'cus_1' } },
    ]);
    const { errors } = await claim(shop, token, asCustomer());
    expect(errors).toMatchObject([{ code: 'NOT_FOUND', path: ['cartToken'] }]);
  });
});
