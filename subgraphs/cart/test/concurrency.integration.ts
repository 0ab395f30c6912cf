import { describe, expect, it } from 'vitest';

import {
  add,
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

describe('expectedVersion', () => {
  it('lets one of two tabs through and tells the other the current version', async () => {
    await using shop = await openShop();
    const { id, token, cart } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    const lineId = cart.lines[0].id;
    const tab = (quantity: number) =>
      change(
        shop,
        'cartLinesUpdate',
        { cartId: id, expectedVersion: 1, lines: [{ lineId, quantity }] },
        asGuest(token),
      );
    const payloads = await Promise.all([tab(5), tab(7)]);
    expect(payloads.flatMap(({ errors }) => errors)).toMatchObject([
      {
        __typename: 'ConflictError',
        code: 'CONFLICT',
        path: ['expectedVersion'],
        currentVersion: 2,
      },
    ]);
    expect(payloads.filter(({ cart: changed }) => changed !== null)).toHaveLength(1);
  });

  it.each([
    ['cartLinesAdd', { idempotencyKey: key(), lines: [] }],
    ['cartLinesRemove', { lineIds: [] }],
    ['cartVouchersSet', { codes: [] }],
    ['cartBuyerUpdate', { note: 'Ring twice' }],
  ] as const)('is checked by %s', async (name, input) => {
    await using shop = await openShop();
    const { id, token } = await createGuestCart(shop);
    const stale = { ...input, cartId: id, expectedVersion: 9 };
    const { errors } = await change(shop, name, stale, asGuest(token));
    expect(errors).toMatchObject([{ code: 'CONFLICT', currentVersion: 1 }]);
  });

  it('passes when it is right', async () => {
    await using shop = await openShop();
    const { id, token } = await createGuestCart(shop);
    const input = { cartId: id, expectedVersion: 1, codes: ['SAVE10'] };
    const { cart, errors } = await change(shop, 'cartVouchersSet', input, asGuest(token));
    expect(errors).toEqual([]);
    expect(cart.version).toBe(2);
  });
});

describe('parallel changes', () => {
  it('lose nothing: 20 adds at once leave 20 units and 20 versions', async () => {
    await using shop = await openShop();
    const { id, token } = await createGuestCart(shop);
    await Promise.all(
      Array.from({ length: 20 }, () => add(shop, id, [{ variantId: 'var_A' }], asGuest(token))),
    );
    expect(await readCart(shop, asGuest(token))).toMatchObject({ totalQuantity: 20, version: 21 });
  });

  it('stop at the limit: of 60 adds of 20 units, 49 pass', async () => {
    await using shop = await openShop();
    const { id, token } = await createGuestCart(shop);
    const wanted = [{ variantId: 'var_A', quantity: 20 }];
    const payloads = await Promise.all(
      Array.from({ length: 60 }, () => add(shop, id, wanted, asGuest(token))),
    );
    expect(payloads.filter(({ errors }) => errors.length === 0)).toHaveLength(49);
    expect((await readCart(shop, asGuest(token))).totalQuantity).toBe(980);
  });
});

describe('a repeated cartLinesAdd', () => {
  it('answers the same and adds nothing', async () => {
    await using shop = await openShop();
    const { id, token } = await createGuestCart(shop);
    const input = { cartId: id, idempotencyKey: key(), lines: [{ variantId: 'var_A' }] };
    const first = await change(shop, 'cartLinesAdd', input, asGuest(token));
    const second = await change(shop, 'cartLinesAdd', input, asGuest(token));
    expect(second).toEqual(first);
    expect(quantitiesOf(second.cart)).toEqual([['var_A', 1]]);
  });

  it('has one effect when both arrive at once', async () => {
    await using shop = await openShop();
    const { id, token } = await createGuestCart(shop);
    const input = { cartId: id, idempotencyKey: key(), lines: [{ variantId: 'var_A' }] };
    await Promise.all([1, 2, 3].map(() => change(shop, 'cartLinesAdd', input, asGuest(token))));
    expect((await readCart(shop, asGuest(token))).totalQuantity).toBe(1);
  });

  it('is refused with other input, and changes nothing', async () => {
    await using shop = await openShop();
    const { id, token } = await createGuestCart(shop);
    const input = { cartId: id, idempotencyKey: key(), lines: [{ variantId: 'var_A' }] };
    await change(shop, 'cartLinesAdd', input, asGuest(token));
    const other = { ...input, lines: [{ variantId: 'var_A', quantity: 2 }] };
    const { errors } = await change(shop, 'cartLinesAdd', other, asGuest(token));
    expect(errors).toMatchObject([
      { __typename: 'IdempotencyError', code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
    expect((await readCart(shop, asGuest(token))).totalQuantity).toBe(1);
  });

  it('tells a stranger with the same visitor id nothing', async () => {
    await using shop = await openShop();
    const { id, token } = await createGuestCart(shop);
    const input = { cartId: id, idempotencyKey: key(), lines: [{ variantId: 'var_A' }] };
    await change(shop, 'cartLinesAdd', input, asGuest(token));
    const { cart, errors } = await change(shop, 'cartLinesAdd', input, asGuest());
    expect(cart).toBeNull();
    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('keeps the keys of two customers apart', async () => {
    await using shop = await openShop();
    const [mine, theirs] = [
      await createAccountCart(shop, [], 'cus_1'),
      await createAccountCart(shop, [], 'cus_2'),
    ];
    const input = { idempotencyKey: key(), lines: [{ variantId: 'var_A' }] };
    await change(shop, 'cartLinesAdd', { ...input, cartId: mine.id }, asCustomer('cus_1'));
    const { errors } = await change(
      shop,
      'cartLinesAdd',
      { ...input, cartId: theirs.id },
      asCustomer('cus_2'),
    );
    expect(errors).toEqual([]);
  });
});
