import { describe, expect, it } from 'vitest';

import {
  type Wanted,
  asCustomer,
  asGuest,
  buildCustomerEvent,
  buildPriceEvent,
  change,
  claim,
  createAccountCart,
  createGuestCart,
  openShop,
  quantitiesOf,
  readCart,
  readEntities,
  sellMany,
} from './build.ts';

const ADDRESS = { name: 'Ada', line1: '1 Mill Lane', city: 'London', countryCode: 'GB' };

describe('cartClaim of a customer without a cart', () => {
  it('makes the anonymous cart the customer’s, with id and lines', async () => {
    await using shop = await openShop();
    const guest = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 2 }]);
    const { cart, warnings } = await claim(shop, guest.token, asCustomer());
    expect(cart).toEqual({ ...guest.cart, version: 2 });
    expect(warnings).toEqual([]);
    expect(await readCart(shop, asCustomer())).toMatchObject({ id: guest.id });
  });

  it('closes the cart for the token alone', async () => {
    await using shop = await openShop();
    const guest = await createGuestCart(shop);
    await claim(shop, guest.token, asCustomer());
    expect(await readCart(shop, asGuest(guest.token))).toBeNull();
  });

  it('takes the prices of the customer’s groups as those of adding', async () => {
    await using shop = await openShop();
    await shop.receive('customers', [buildCustomerEvent('cus_1', ['b2b'])]);
    await shop.receive('pricing', [buildPriceEvent('A', 600, { customerGroup: 'b2b' })]);
    const guest = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    expect(guest.cart.lines[0].addedUnitPrice.amount).toBe(1000);
    const { cart } = await claim(shop, guest.token, asCustomer());
    expect(cart.lines[0].addedUnitPrice.amount).toBe(600);
  });
});

describe('cartClaim of a customer with a cart', () => {
  const account: Wanted[] = [
    { variantId: 'var_A', quantity: 2 },
    { variantId: 'var_B', quantity: 600 },
  ];
  const guest: Wanted[] = [
    { variantId: 'var_B', quantity: 500 },
    { variantId: 'var_C', quantity: 4 },
  ];

  it.each([
    {
      strategy: 'SUM',
      lines: [
        ['var_A', 2],
        ['var_B', 999],
        ['var_C', 4],
      ],
      warnings: [
        {
          __typename: 'MergedWarning',
          guestQuantity: 500,
          accountQuantity: 600,
          appliedQuantity: 999,
        },
        { __typename: 'QuantityClampedWarning', requestedQuantity: 1100, appliedQuantity: 999 },
      ],
    },
    {
      strategy: 'MAX',
      lines: [
        ['var_A', 2],
        ['var_B', 600],
        ['var_C', 4],
      ],
      warnings: [
        {
          __typename: 'MergedWarning',
          guestQuantity: 500,
          accountQuantity: 600,
          appliedQuantity: 600,
        },
      ],
    },
    {
      strategy: 'GUEST_WINS',
      lines: [
        ['var_A', 2],
        ['var_B', 500],
        ['var_C', 4],
      ],
      warnings: [
        {
          __typename: 'MergedWarning',
          guestQuantity: 500,
          accountQuantity: 600,
          appliedQuantity: 500,
        },
      ],
    },
    {
      strategy: 'ACCOUNT_WINS',
      lines: [
        ['var_A', 2],
        ['var_B', 600],
      ],
      warnings: [
        {
          __typename: 'MergedWarning',
          guestQuantity: 500,
          accountQuantity: 600,
          appliedQuantity: 600,
        },
        {
          __typename: 'MergedWarning',
          lineId: null,
          guestQuantity: 4,
          accountQuantity: 0,
          appliedQuantity: 0,
        },
      ],
    },
  ])('folds lines by $strategy', async ({ strategy, lines, warnings }) => {
    await using shop = await openShop();
    const own = await createAccountCart(shop, account);
    const { token } = await createGuestCart(shop, guest);
    const payload = await claim(shop, token, asCustomer(), { strategy });
    expect(payload.cart).toMatchObject({ id: own.id, version: 2 });
    expect(quantitiesOf(payload.cart)).toEqual(lines);
    expect(payload.warnings).toHaveLength(warnings.length);
    expect(payload.warnings).toMatchObject(warnings);
  });

  it('adds up when no strategy is named', async () => {
    await using shop = await openShop();
    await createAccountCart(shop, [{ variantId: 'var_A', quantity: 2 }]);
    const { token } = await createGuestCart(shop, [{ variantId: 'var_A', quantity: 3 }]);
    const { cart } = await claim(shop, token, asCustomer());
    expect(quantitiesOf(cart)).toEqual([['var_A', 5]]);
  });

  it('keeps lines with other attributes apart, and clamps their sum', async () => {
    await using shop = await openShop();
    const attributes = [{ key: 'engraving', value: 'Ada' }];
    await createAccountCart(shop, [{ variantId: 'var_A', quantity: 700 }]);
    const { token } = await createGuestCart(shop, [
      { variantId: 'var_A', quantity: 400, attributes },
    ]);
    const { cart, warnings } = await claim(shop, token, asCustomer());
    expect(quantitiesOf(cart)).toEqual([
      ['var_A', 700],
      ['var_A', 299],
    ]);
    expect(warnings).toMatchObject([{ requestedQuantity: 400, appliedQuantity: 299 }]);
  });

  it('stops at 250 lines, the account’s first', async () => {
    await using shop = await openShop();
    const lines = (await sellMany(shop, 300)).map((variantId) => ({ variantId }));
    await createAccountCart(shop, lines.slice(0, 200));
    const { token } = await createGuestCart(shop, lines.slice(200));
    const { cart, warnings } = await claim(shop, token, asCustomer());
    expect(quantitiesOf(cart)).toEqual(lines.slice(0, 250).map((line) => [line.variantId, 1]));
    expect(warnings).toHaveLength(50);
    expect(warnings[0]).toMatchObject({
      __typename: 'QuantityClampedWarning',
      lineId: null,
      requestedQuantity: 1,
      appliedQuantity: 0,
    });
  });

  it('unites vouchers without regard to case, and keeps the account’s address, e-mail and note', async () => {
    await using shop = await openShop();
    const own = await createAccountCart(shop);
    const { id, token } = await createGuestCart(shop);
    const set = (cartId: string, codes: string[], buyer: object, request: object) =>
      Promise.all([
        change(shop, 'cartVouchersSet', { cartId, codes }, request),
        change(shop, 'cartBuyerUpdate', { cartId, ...buyer }, request),
      ]);
    await set(own.id, ['SAVE10'], { shippingAddress: ADDRESS }, asCustomer());
    await set(
      id,
      ['save10', 'FREE'],
      { shippingAddress: { ...ADDRESS, name: 'Bob' }, email: 'bob@example.com', note: 'Ring' },
      asGuest(token),
    );
    const { cart } = await claim(shop, token, asCustomer());
    expect(cart).toMatchObject({
      voucherCodes: ['SAVE10', 'FREE'],
      shippingAddress: { name: 'Ada' },
      email: 'bob@example.com',
      note: 'Ring',
    });
  });

  it('takes the guest’s address when the account has none', async () => {
    await using shop = await openShop();
    await createAccountCart(shop);
    const { id, token } = await createGuestCart(shop);
    const input = { cartId: id, shippingAddress: ADDRESS };
    await change(shop, 'cartBuyerUpdate', input, asGuest(token));
    const { cart } = await claim(shop, token, asCustomer());
    expect(cart.shippingAddress).toMatchObject({ name: 'Ada' });
  });

  it('keeps the account’s currency and takes its prices for the guest’s lines', async () => {
    await using shop = await openShop();
    await shop.receive('pricing', [buildPriceEvent('A', 900, { currency: 'EUR' })]);
    await change(shop, 'cartCreate', { currencyCode: 'EUR', countryCode: 'DE' }, asCustomer());
    const { token } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    const { cart } = await claim(shop, token, asCustomer());
    expect(cart).toMatchObject({
      currencyCode: 'EUR',
      countryCode: 'DE',
      lines: [{ addedUnitPrice: { amount: 900, currency: 'EUR' } }],
    });
  });

  it('leaves no guest cart behind', async () => {
    await using shop = await openShop();
    await createAccountCart(shop);
    const { id, token } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    await claim(shop, token, asCustomer());
    const found = await readEntities(shop, [{ __typename: 'Cart', id }], {
      fields: '',
      request: asCustomer('cus_1', token),
    });
    expect(found).toEqual([null]);
  });

  it('tells the other services, with ids only', async () => {
    await using shop = await openShop();
    const own = await createAccountCart(shop);
    const { id, token } = await createGuestCart(shop);
    await claim(shop, token, asCustomer(), { strategy: 'MAX' });
    expect(await shop.published()).toEqual([
      {
        type: 'cart.merged',
        key: own.id,
        data: { cartId: own.id, guestCartId: id, customerId: 'cus_1', strategy: 'MAX' },
      },
    ]);
  });
});
