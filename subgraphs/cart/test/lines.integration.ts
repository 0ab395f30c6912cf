import { beforeEach, describe, expect, it } from 'vitest';

import {
  type Request,
  type Shop,
  add,
  asGuest,
  buildProductEvent,
  change,
  createGuestCart,
  key,
  openShop,
  quantitiesOf,
  readCart,
  sellMany,
  tryChange,
} from './build.ts';

interface Opened {
  readonly shop: Shop;
  readonly cartId: string;
  readonly me: Request;
}

/** A shop with one anonymous cart that holds 2 of var_A. */
async function openCart(): Promise<Opened & AsyncDisposable> {
  const shop = await openShop();
  const { id, token } = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 2 }]);
  return {
    shop,
    cartId: id,
    me: asGuest(token),
    [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
  };
}

describe('cartLinesAdd', () => {
  it('grows the line with the same variant and attributes', async () => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const { cart } = await add(shop, cartId, [{ variantId: 'var_A', quantity: 3 }], me);
    expect(quantitiesOf(cart)).toEqual([['var_A', 5]]);
  });

  it('makes another line for other attributes, in any order of their keys', async () => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const [text, font] = [
      { key: 'engraving', value: 'Ada' },
      { key: 'font', value: 'Serif' },
    ];
    await add(shop, cartId, [{ variantId: 'var_A', attributes: [text, font] }], me);
    const { cart } = await add(
      shop,
      cartId,
      [{ variantId: 'var_A', attributes: [font, text] }],
      me,
    );
    expect(cart.lines).toMatchObject([
      { quantity: 2, attributes: [] },
      { quantity: 2, attributes: [text, font] },
    ]);
  });

  it('adds 1 when the quantity is left out', async () => {
    await using opened = await openCart();
    const { cart } = await add(opened.shop, opened.cartId, [{ variantId: 'var_B' }], opened.me);
    expect(quantitiesOf(cart)).toContainEqual(['var_B', 1]);
  });

  it.each([
    { quantity: 0, code: 'VALIDATION' },
    { quantity: -1, code: 'VALIDATION' },
    { quantity: -(2 ** 31), code: 'VALIDATION' },
    { quantity: 998, code: 'QUANTITY_LIMIT' },
    { quantity: 1000, code: 'QUANTITY_LIMIT' },
    { quantity: 2 ** 31 - 1, code: 'QUANTITY_LIMIT' },
  ])('refuses $quantity more of 2 units with $code', async ({ quantity, code }) => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const { cart, errors } = await add(shop, cartId, [{ variantId: 'var_A', quantity }], me);
    expect(cart).toBeNull();
    expect(errors).toMatchObject([{ code, path: ['lines', '0', 'quantity'] }]);
    expect(await readCart(shop, me)).toMatchObject({ version: 1, totalQuantity: 2 });
  });

  it.each([2 ** 31, 1.5, '2'])('refuses the quantity %j before anything runs', async (quantity) => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const input = { cartId, idempotencyKey: key(), lines: [{ variantId: 'var_A', quantity }] };
    const { errors } = await tryChange(shop, 'cartLinesAdd', input, me);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('names the limit of units of a variant', async () => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const { errors } = await add(shop, cartId, [{ variantId: 'var_B', quantity: 1000 }], me);
    expect(errors).toMatchObject([{ __typename: 'QuantityLimitError', limit: 999 }]);
  });

  it('counts the units of a variant over all its lines', async () => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const attributes = [{ key: 'engraving', value: 'Ada' }];
    const { errors } = await add(
      shop,
      cartId,
      [{ variantId: 'var_A', quantity: 998, attributes }],
      me,
    );
    expect(errors).toMatchObject([{ code: 'QUANTITY_LIMIT', path: ['lines', '0', 'quantity'] }]);
  });

  it('takes 250 lines and refuses the 251st', async () => {
    await using shop = await openShop();
    const lines = (await sellMany(shop, 251)).map((variantId) => ({ variantId }));
    const { id, token, cart } = await createGuestCart(shop, lines.slice(0, 250));
    expect(cart.lines).toHaveLength(250);
    const { errors } = await add(shop, id, lines.slice(250), asGuest(token));
    expect(errors).toMatchObject([{ code: 'CART_LIMIT', limit: 250, path: ['lines'] }]);
  });

  it('refuses 251 lines at once', async () => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const lines = Array.from({ length: 251 }, () => ({ variantId: 'var_A' }));
    const { errors } = await add(shop, cartId, lines, me);
    expect(errors).toMatchObject([{ code: 'CART_LIMIT', limit: 250 }]);
  });

  it('adds nothing when one of several lines is refused, and names each fault', async () => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const { errors } = await add(
      shop,
      cartId,
      [{ variantId: 'var_B' }, { variantId: 'var_X' }, { variantId: 'var_C', quantity: 0 }],
      me,
    );
    expect(errors).toMatchObject([{ path: ['lines', '2', 'quantity'] }]);
    expect(quantitiesOf(await readCart(shop, me))).toEqual([['var_A', 2]]);
  });

  it.each([
    ['archived', buildProductEvent({ archived: ['B'] })],
    ['of a product that is no longer active', buildProductEvent({ status: 'ARCHIVED' })],
    ['that its product lost', buildProductEvent({ skus: ['A'] })],
    [
      'of an archived product',
      {
        type: 'catalog.product.archived',
        key: 'prod_1',
        data: { productId: 'prod_1', variantIds: ['var_A', 'var_B', 'var_C'] },
      },
    ],
  ])('refuses a variant %s', async (_, event) => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    await shop.receive('catalog', [event]);
    const { errors } = await add(shop, cartId, [{ variantId: 'var_B' }], me);
    expect(errors).toMatchObject([
      {
        __typename: 'VariantUnavailableError',
        code: 'VARIANT_UNAVAILABLE',
        variantId: 'var_B',
        path: ['lines', '0', 'variantId'],
      },
    ]);
  });

  it.each([
    ['too many', Array.from({ length: 11 }, (_, index) => ({ key: `k${index}`, value: 'v' }))],
    ['a key that is too long', [{ key: 'k'.repeat(41), value: 'v' }]],
    ['a value that is too long', [{ key: 'k', value: 'v'.repeat(201) }]],
    ['an empty key', [{ key: ' ', value: 'v' }]],
    [
      'a key twice',
      [
        { key: 'k', value: 'v' },
        { key: 'k', value: 'w' },
      ],
    ],
    ['a line break', [{ key: 'k', value: 'v\nw' }]],
  ])('refuses attributes with %s', async (_, attributes) => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const { errors } = await add(shop, cartId, [{ variantId: 'var_A', attributes }], me);
    expect(errors).toMatchObject([{ code: 'VALIDATION' }]);
    expect(errors[0].path.slice(0, 3)).toEqual(['lines', '0', 'attributes']);
  });
});

describe('cartLinesUpdate', () => {
  let lineId: string;
  let opened: Opened & AsyncDisposable;
  beforeEach(async () => {
    opened = await openCart();
    lineId = (await readCart(opened.shop, opened.me)).lines[0].id;
    return () => opened[Symbol.asyncDispose]();
  });
  const update = (lines: readonly object[]) =>
    change(opened.shop, 'cartLinesUpdate', { cartId: opened.cartId, lines }, opened.me);

  it('sets the quantity and keeps the line', async () => {
    const { cart } = await update([{ lineId, quantity: 7 }]);
    expect(cart.lines).toMatchObject([{ id: lineId, quantity: 7 }]);
    expect(cart.version).toBe(2);
  });

  it('removes the line at 0', async () => {
    const { cart } = await update([{ lineId, quantity: 0 }]);
    expect(cart.lines).toEqual([]);
  });

  it('keeps the version when nothing changes', async () => {
    const { cart } = await update([{ lineId, quantity: 2 }]);
    expect(cart.version).toBe(1);
  });

  it.each([
    { quantity: -1, code: 'VALIDATION' },
    { quantity: 1000, code: 'QUANTITY_LIMIT' },
  ])('refuses $quantity with $code', async ({ quantity, code }) => {
    const { errors } = await update([{ lineId, quantity }]);
    expect(errors).toMatchObject([{ code, path: ['lines', '0', 'quantity'] }]);
  });

  it('says NOT_FOUND for a line of another cart', async () => {
    const { cart } = await createGuestCart(opened.shop, [{ variantId: 'var_A' }]);
    const { errors } = await update([{ lineId: cart.lines[0].id, quantity: 5 }]);
    expect(errors).toMatchObject([{ code: 'NOT_FOUND', path: ['lines', '0', 'lineId'] }]);
  });

  it('refuses two quantities of one line', async () => {
    const { errors } = await update([
      { lineId, quantity: 1 },
      { lineId, quantity: 3 },
    ]);
    expect(errors).toMatchObject([{ code: 'VALIDATION', path: ['lines', '1', 'lineId'] }]);
  });

  it('lets the quantity of an archived variant fall but not grow', async () => {
    await opened.shop.receive('catalog', [buildProductEvent({ archived: ['A'] })]);
    expect((await update([{ lineId, quantity: 3 }])).errors).toMatchObject([
      { code: 'VARIANT_UNAVAILABLE', variantId: 'var_A' },
    ]);
    expect((await update([{ lineId, quantity: 1 }])).errors).toEqual([]);
  });
});

describe('cartLinesRemove', () => {
  it('removes several lines in one change', async () => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const { cart } = await add(shop, cartId, [{ variantId: 'var_B' }, { variantId: 'var_C' }], me);
    const lineIds = cart.lines.slice(0, 2).map(({ id }: { id: string }) => id);
    const removed = await change(shop, 'cartLinesRemove', { cartId, lineIds }, me);
    expect(quantitiesOf(removed.cart)).toEqual([['var_C', 1]]);
    expect(removed.cart.version).toBe(3);
  });

  it('is fine with a line that is gone already', async () => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const lineIds = [(await readCart(shop, me)).lines[0].id];
    await change(shop, 'cartLinesRemove', { cartId, lineIds }, me);
    const again = await change(shop, 'cartLinesRemove', { cartId, lineIds }, me);
    expect(again).toMatchObject({ cart: { version: 2, lines: [] }, errors: [] });
  });

  it('does not touch a line of another cart', async () => {
    await using opened = await openCart();
    const { shop, cartId, me } = opened;
    const other = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    const lineIds = [other.cart.lines[0].id];
    await change(shop, 'cartLinesRemove', { cartId, lineIds }, me);
    expect(await readCart(shop, asGuest(other.token))).toMatchObject({ totalQuantity: 1 });
  });
});
