import { describe, expect, it } from 'vitest';

import {
  HOUR_MS,
  type MutationName,
  type Request,
  type Shop,
  asAgent,
  asCustomer,
  asGuest,
  change,
  createAccountCart,
  createGuestCart,
  key,
  openShop,
  readCart,
  readEntities,
  tryChange,
} from './build.ts';

const STRANGERS: [string, Request][] = [
  ['nobody', asGuest()],
  ['a wrong token', asGuest('wrong')],
  ['another customer', asCustomer('cus_2')],
];

const CHANGES: [MutationName, object][] = [
  ['cartLinesAdd', { idempotencyKey: key(), lines: [{ variantId: 'var_B' }] }],
  ['cartLinesUpdate', { lines: [{ lineId: 'line_1', quantity: 2 }] }],
  ['cartLinesRemove', { lineIds: ['line_1'] }],
  ['cartVouchersSet', { codes: ['SAVE10'] }],
  ['cartBuyerUpdate', { note: 'mine now' }],
];

/** The entity with its first line, as the router would ask for them. */
function readBoth(shop: Shop, cart: { id: string; lines: { id: string }[] }, request: Request) {
  const representations = [
    { __typename: 'Cart', id: cart.id },
    { __typename: 'CartLine', id: cart.lines[0]?.id },
  ];
  const fields = '... on Cart { id } ... on CartLine { id }';
  return readEntities(shop, representations, { fields, request });
}

describe('an anonymous cart', () => {
  it.each(STRANGERS)('does not exist for %s', async (_, request) => {
    await using shop = await openShop();
    const { cart } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    expect(await readBoth(shop, cart, request)).toEqual([null, null]);
  });

  it('opens with its token, signed in or not', async () => {
    await using shop = await openShop();
    const { id, token, cart } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    for (const request of [asGuest(token), asCustomer('cus_1', token)]) {
      expect(await readBoth(shop, cart, request)).toMatchObject([{ id }, {}]);
      expect(await readCart(shop, request)).toMatchObject({ id });
    }
  });
});

describe('the cart of a customer', () => {
  it.each(STRANGERS)('does not exist for %s', async (_, request) => {
    await using shop = await openShop();
    const cart = await createAccountCart(shop, [{ variantId: 'var_A' }]);
    expect(await readBoth(shop, cart, request)).toEqual([null, null]);
  });

  it('is the cart of the query, before one of a token', async () => {
    await using shop = await openShop();
    const cart = await createAccountCart(shop);
    const { token } = await createGuestCart(shop);
    expect(await readCart(shop, asCustomer('cus_1', token))).toMatchObject({ id: cart.id });
  });
});

describe('Query.cart', () => {
  it.each(STRANGERS)('is null for %s', async (_, request) => {
    await using shop = await openShop();
    await createGuestCart(shop);
    await createAccountCart(shop);
    expect(await readCart(shop, request)).toBeNull();
  });
});

describe('a foreign cart id', () => {
  it.each(CHANGES)('gets from %s the answer of one that does not exist', async (name, input) => {
    await using shop = await openShop();
    const cart = await createAccountCart(shop, [{ variantId: 'var_A' }]);
    const foreign = await change(shop, name, { ...input, cartId: cart.id }, asCustomer('cus_2'));
    const absent = await change(shop, name, { ...input, cartId: 'cart_none' }, asCustomer('cus_2'));
    expect(foreign).toEqual(absent);
    expect(foreign).toMatchObject({
      cart: null,
      errors: [{ code: 'NOT_FOUND', path: ['cartId'] }],
    });
    expect(await readCart(shop, asCustomer('cus_1'))).toEqual(cart);
  });
});

describe('a support agent', () => {
  it('sees carts and lines of others', async () => {
    await using shop = await openShop();
    const cart = await createAccountCart(shop, [{ variantId: 'var_A' }]);
    expect(await readBoth(shop, cart, asAgent())).toMatchObject([{ id: cart.id }, {}]);
  });

  it.each(CHANGES)('is told FORBIDDEN by %s, and nothing changes', async (name, input) => {
    await using shop = await openShop();
    const cart = await createAccountCart(shop, [{ variantId: 'var_A' }]);
    const { errors } = await change(shop, name, { ...input, cartId: cart.id }, asAgent());
    expect(errors).toMatchObject([{ __typename: 'ForbiddenError', code: 'FORBIDDEN' }]);
    expect(await readCart(shop, asCustomer('cus_1'))).toEqual(cart);
  });

  it('has no cart because others have', async () => {
    await using shop = await openShop();
    await createAccountCart(shop);
    expect(await readCart(shop, asAgent())).toBeNull();
  });
});

describe('Customer.cart', () => {
  const read = (shop: Shop, request: Request) =>
    shop.execute(
      `{ _entities(representations: [{ __typename: "Customer", id: "cus_1" }]) { ... on Customer { cart { id } } } }`,
      {},
      request,
    );

  it.each([
    ['its customer', asCustomer('cus_1')],
    ['a support agent', asAgent()],
  ])('is there for %s', async (_, request) => {
    await using shop = await openShop();
    const { id } = await createAccountCart(shop);
    expect((await read(shop, request)).data).toEqual({ _entities: [{ cart: { id } }] });
  });

  it('is null for another customer', async () => {
    await using shop = await openShop();
    await createAccountCart(shop);
    const { data, errors } = await read(shop, asCustomer('cus_2'));
    expect(errors).toBeUndefined();
    expect(data._entities).toEqual([{ cart: null }]);
  });

  it('is UNAUTHENTICATED without sign-in', async () => {
    await using shop = await openShop();
    await createAccountCart(shop);
    const { data, errors } = await read(shop, asGuest());
    expect(data._entities).toEqual([{ cart: null }]);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('Customer.abandonedCarts', () => {
  const read = (shop: Shop, request: Request, first = 5) =>
    shop.execute(
      `query ($first: Int) { _entities(representations: [{ __typename: "Customer", id: "cus_1" }]) {
        ... on Customer { abandonedCarts(first: $first) { id } } } }`,
      { first },
      request,
    );

  it('lists a cart with lines after an hour, not before', async () => {
    await using shop = await openShop();
    const { id } = await createAccountCart(shop, [{ variantId: 'var_A' }]);
    shop.wait(HOUR_MS);
    expect((await read(shop, asAgent())).data._entities).toEqual([{ abandonedCarts: [] }]);
    shop.wait(1);
    expect((await read(shop, asAgent())).data._entities).toEqual([{ abandonedCarts: [{ id }] }]);
  });

  it('leaves out a cart without lines', async () => {
    await using shop = await openShop();
    await createAccountCart(shop);
    shop.wait(2 * HOUR_MS);
    expect((await read(shop, asAgent())).data._entities).toEqual([{ abandonedCarts: [] }]);
  });

  it('is FORBIDDEN to the customer', async () => {
    await using shop = await openShop();
    const { errors } = await read(shop, asCustomer('cus_1'));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it.each([0, -1, 101])('refuses first: %i', async (first) => {
    await using shop = await openShop();
    const { errors } = await read(shop, asAgent(), first);
    expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION' } }]);
  });
});

describe('an erased customer', () => {
  it('has no cart any more', async () => {
    await using shop = await openShop();
    const cart = await createAccountCart(shop, [{ variantId: 'var_A' }]);
    await shop.receive('customers', [
      { type: 'customers.customer.erased', key: 'cus_1', data: { customerId: 'cus_1' } },
    ]);
    expect(await readBoth(shop, cart, asAgent())).toEqual([null, null]);
  });
});

it('refuses cartClaim without sign-in', async () => {
  await using shop = await openShop();
  const { token } = await createGuestCart(shop);
  const input = { cartToken: token, idempotencyKey: key() };
  const { errors } = await tryChange(shop, 'cartClaim', input, asGuest(token));
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});
