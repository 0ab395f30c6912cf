import { describe, expect, it } from 'vitest';

import { asAgent, asCustomer, asGuest } from './build.ts';
import { complete, openCheckoutShop, prepareCheckout } from './build-checkout.ts';

describe('whose checkout it is', () => {
  it.each([
    ['another guest', () => asGuest('another token'), 'NOT_FOUND'],
    ['a customer', () => asCustomer(), 'NOT_FOUND'],
    ['an agent', () => asAgent(), 'FORBIDDEN'],
  ])('is not %s’s to complete', async (_who, request, code) => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const ready = await prepareCheckout(shop);
    const { errors } = await complete(shop, { ...ready, request: request() });
    expect(errors).toMatchObject([{ code }]);
    expect(participants.world.orders.size).toBe(0);
  });

  it('is read by nobody else, also not as an entity', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const { checkoutId } = await prepareCheckout(shop);
    const query = `query ($id: ID!, $refs: [_Any!]!) {
      checkout(id: $id) { id }
      _entities(representations: $refs) { ... on Checkout { email orderId } }
    }`;
    const refs = [{ __typename: 'Checkout', id: checkoutId }];
    const { data } = await shop.execute(query, { id: checkoutId, refs }, asGuest('another token'));
    expect(data).toEqual({ checkout: null, _entities: [null] });
  });
});

describe('the checkouts of many carts', () => {
  it('cost as many statements as that of one', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const query = `query ($refs: [_Any!]!) {
      _entities(representations: $refs) { ... on Cart { checkout { state sagaSteps { name } } } }
    }`;
    const refs: object[] = [];
    const count = () => shop.countStatements(() => shop.execute(query, { refs }, asAgent()));
    const counts: number[] = [];
    for (let cart = 0; cart < 4; cart += 1) {
      const ready = await prepareCheckout(shop);
      await complete(shop, ready, { paymentToken: 'tok_insufficient_funds' });
      refs.push({ __typename: 'Cart', id: ready.cartId });
      counts.push(await count());
    }
    expect(new Set(counts).size).toBe(1);
  });
});
