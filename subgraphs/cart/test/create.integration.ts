import { describe, expect, it } from 'vitest';

import {
  asCustomer,
  asGuest,
  change,
  createAccountCart,
  createGuestCart,
  key,
  openShop,
  quantitiesOf,
  readCart,
} from './build.ts';

describe('cartCreate', () => {
  it('hands a visitor a token of 256 bits that opens the cart', async () => {
    await using shop = await openShop();
    const { id, token } = await createGuestCart(shop);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(await readCart(shop, asGuest(token))).toMatchObject({ id });
  });

  it('answers the new cart with lines, also before the client can show the token', async () => {
    await using shop = await openShop();
    const { data, errors } = await shop.execute(
      `mutation { cartCreate(input: { lines: [{ variantId: "var_A", quantity: 2 }] }) {
        cart { customerGroups lines { currencyCode countryCode customerId customerGroups quantity } }
      } }`,
      {},
      asGuest(),
    );
    expect(errors).toBeUndefined();
    expect(data.cartCreate.cart).toEqual({
      customerGroups: [],
      lines: [
        {
          currencyCode: 'USD',
          countryCode: 'US',
          customerId: null,
          customerGroups: [],
          quantity: 2,
        },
      ],
    });
  });

  it('keeps no token in the database', async () => {
    await using shop = await openShop();
    const input = { idempotencyKey: key() };
    const { cartToken } = await change(shop, 'cartCreate', input, asGuest());
    const { readFile } = await import('node:fs/promises');
    const files = await Promise.all(
      ['', '-wal'].map((suffix) => readFile(`${shop.db.file}${suffix}`)),
    );
    expect(Buffer.concat(files).includes(cartToken)).toBe(false);
  });

  it('takes currency, country and locale from the request', async () => {
    await using shop = await openShop();
    const request = { ...asGuest(), currency: 'EUR', country: 'DE', locale: 'de' };
    const { cart } = await change(shop, 'cartCreate', {}, request);
    expect(cart).toMatchObject({ currencyCode: 'EUR', countryCode: 'DE', locale: 'de' });
  });

  it('refuses a currency that does not exist', async () => {
    await using shop = await openShop();
    const { cart, errors } = await change(shop, 'cartCreate', { currencyCode: 'ABC' }, asGuest());
    expect(cart).toBeNull();
    expect(errors).toMatchObject([{ code: 'VALIDATION', path: ['currencyCode'] }]);
  });

  it('makes nothing when a line is refused', async () => {
    await using shop = await openShop();
    const lines = [{ variantId: 'var_A' }, { variantId: 'var_gone' }];
    const { cart, cartToken, errors } = await change(shop, 'cartCreate', { lines }, asGuest());
    expect({ cart, cartToken }).toEqual({ cart: null, cartToken: null });
    expect(errors).toMatchObject([{ code: 'VARIANT_UNAVAILABLE', variantId: 'var_gone' }]);
  });

  it('gives a customer no token', async () => {
    await using shop = await openShop();
    const { cartToken } = await change(shop, 'cartCreate', {}, asCustomer());
    expect(cartToken).toBeNull();
  });

  it('returns the active cart of a customer with the lines added to it', async () => {
    await using shop = await openShop();
    const first = await createAccountCart(shop, [{ variantId: 'var_A' }]);
    const second = await createAccountCart(shop, [{ variantId: 'var_A', quantity: 2 }]);
    expect(second.id).toBe(first.id);
    expect(quantitiesOf(second)).toEqual([['var_A', 3]]);
  });

  it('makes one cart for a customer who asks twice at once', async () => {
    await using shop = await openShop();
    const carts = await Promise.all([1, 2, 3].map(() => createAccountCart(shop)));
    expect(new Set(carts.map(({ id }) => id)).size).toBe(1);
  });
});

describe('a repeated cartCreate', () => {
  it('answers a customer the same cart and adds nothing', async () => {
    await using shop = await openShop();
    const input = { idempotencyKey: key(), lines: [{ variantId: 'var_A' }] };
    const first = await change(shop, 'cartCreate', input, asCustomer());
    expect(await change(shop, 'cartCreate', input, asCustomer())).toEqual(first);
  });

  it('hands no cart and no token to a visitor on the strength of the visitor id', async () => {
    await using shop = await openShop();
    const input = { idempotencyKey: key() };
    await change(shop, 'cartCreate', input, asGuest());
    const { cart, cartToken, errors } = await change(shop, 'cartCreate', input, asGuest());
    expect({ cart, cartToken }).toEqual({ cart: null, cartToken: null });
    expect(errors).toMatchObject([
      { __typename: 'IdempotencyError', code: 'IDEMPOTENCY_KEY_REUSED', path: ['idempotencyKey'] },
    ]);
  });

  it('answers the cart without the token to whoever shows the token', async () => {
    await using shop = await openShop();
    const input = { idempotencyKey: key() };
    const first = await change(shop, 'cartCreate', input, asGuest());
    const repeated = await change(shop, 'cartCreate', input, asGuest(first.cartToken));
    expect(repeated).toMatchObject({ cart: { id: first.cart.id }, cartToken: null, errors: [] });
  });

  it('is refused with other input', async () => {
    await using shop = await openShop();
    const idempotencyKey = key();
    await change(shop, 'cartCreate', { idempotencyKey }, asCustomer());
    const { errors } = await change(
      shop,
      'cartCreate',
      { idempotencyKey, locale: 'de' },
      asCustomer(),
    );
    expect(errors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });
});
