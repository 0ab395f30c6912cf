import { describe, expect, it, vi } from 'vitest';

import { asAgent, asCustomer, claim, key } from './build.ts';
import {
  begin,
  check,
  complete,
  expectNothing,
  openCheckoutShop,
  prepareCheckout,
  readCheckout,
  readSteps,
} from './build-checkout.ts';

describe('giving a checkout up', () => {
  it('gives its stock back at once', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    participants.world.stock.set('var_A', 5);
    const ready = await prepareCheckout(shop);
    const { checkout } = await check(shop, 'checkoutCancel', {
      input: { checkoutId: ready.checkoutId, idempotencyKey: key() },
      request: ready.request,
    });
    expect(checkout.state).toBe('CANCELLED');
    expect(participants.world.stock.get('var_A')).toBe(5);
  });

  it('is told to nobody who repeats the key without being the owner', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const { checkoutId, request } = await prepareCheckout(shop);
    const input = { checkoutId, idempotencyKey: key() };
    await check(shop, 'checkoutCancel', { input, request });
    const again = await check(shop, 'checkoutCancel', { input, request });
    const other = await check(shop, 'checkoutCancel', {
      input,
      request: { ...request, cartToken: 'another token' },
    });
    expect(again.checkout.state).toBe('CANCELLED');
    expect([other.checkout, other.errors[0].code]).toEqual([null, 'NOT_FOUND']);
  });

  it('voids a payment that waits for its shopper', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const ready = await prepareCheckout(shop);
    await complete(shop, ready, { paymentToken: 'tok_3ds' });
    await check(shop, 'checkoutCancel', {
      input: { checkoutId: ready.checkoutId, idempotencyKey: key() },
      request: ready.request,
    });
    expect(participants.world.payments.get(ready.checkoutId)?.status).toBe('VOIDED');
    expect((await readCheckout(open, ready)).state).toBe('CANCELLED');
  });

  it.each([
    ['nobody went on with', {}],
    ['waits for a payment that nobody confirms', { paymentToken: 'tok_3ds' }],
  ])('happens by itself to one that %s', async (_what, more) => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    participants.world.stock.set('var_A', 5);
    const ready = await prepareCheckout(shop);
    if ('paymentToken' in more) {
      await complete(shop, ready, more);
    }
    shop.wait(16 * 60_000);
    await shop.listen();
    await vi.waitFor(async () => {
      expect((await readCheckout(open, ready)).state).toBe('EXPIRED');
      expect(participants.world.stock.get('var_A')).toBe(5);
    }, 10_000);
    expectNothing(open, ready);
  });

  it('is what a sign-in does to the guest’s checkout', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    await shop.listen();
    participants.world.stock.set('var_A', 5);
    const ready = await prepareCheckout(shop);
    const token = ready.request.cartToken ?? '';
    await claim(shop, token, asCustomer('cus_1', token));
    await vi.waitFor(() => {
      expect(participants.world.stock.get('var_A')).toBe(5);
    }, 5000);
  });
});

describe('a cart that was ordered', () => {
  it('is not taken over at sign-in: its lines were bought', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const ready = await prepareCheckout(shop);
    await complete(shop, ready);
    const token = ready.request.cartToken ?? '';
    const { errors } = await claim(shop, token, asCustomer('cus_1', token));
    expect(errors).toMatchObject([{ __typename: 'ConflictError', path: ['cartToken'] }]);
  });
});

describe('those who help', () => {
  it('see every step of the last try, in the order of the saga', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const ready = await prepareCheckout(shop);
    await complete(shop, ready, { paymentToken: 'tok_insufficient_funds' });
    const steps = await readSteps(open, ready);
    expect(steps.map(({ name, status }) => [name, status])).toEqual([
      ['VALIDATE', 'DONE'],
      ['RESERVE', 'COMPENSATED'],
      ['HOLD_VOUCHERS', 'COMPENSATED'],
      ['AUTHORIZE', 'FAILED'],
      ['PLACE_ORDER', 'PENDING'],
      ['COMMIT_STOCK', 'PENDING'],
      ['CONFIRM_VOUCHERS', 'PENDING'],
      ['CAPTURE', 'PENDING'],
      ['CLOSE', 'PENDING'],
    ]);
  });
});

describe('a day after it ended', () => {
  it('an ordered cart does not know any more who bought it and where it went', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const ready = await prepareCheckout(shop);
    await complete(shop, ready);
    shop.wait(25 * 3_600_000);
    await shop.listen();
    const query = `query ($id: ID!) {
      checkout(id: $id) { orderId email shippingAddress { name } cart { email shippingAddress { name } } }
    }`;
    await vi.waitFor(async () => {
      const { data } = await shop.execute(query, { id: ready.checkoutId }, ready.request);
      expect(data.checkout).toEqual({
        orderId: expect.stringMatching(/^ord_/u) as unknown,
        email: null,
        shippingAddress: null,
        cart: { email: null, shippingAddress: null },
      });
    }, 5000);
  });

  it('a checkout that was given up does not know it either, and the next one of its cart is another', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const ready = await prepareCheckout(shop);
    const { checkoutId, cartId, request } = ready;
    await check(shop, 'checkoutCancel', { input: { checkoutId, idempotencyKey: key() }, request });
    shop.wait(25 * 3_600_000);
    await shop.listen();
    const query = 'query ($id: ID!) { checkout(id: $id) { email shippingAddress { name } } }';
    await vi.waitFor(async () => {
      const { data } = await shop.execute(query, { id: checkoutId }, request);
      expect(data.checkout).toEqual({ email: null, shippingAddress: null });
    }, 5000);
    const { checkout } = await begin(shop, { cartId, request });
    expect(checkout.id).not.toBe(checkoutId);
  });
});

describe('a customer who is erased', () => {
  it('while an order is being placed goes when that has ended', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const ready = await prepareCheckout(shop);
    const token = ready.request.cartToken ?? '';
    await claim(shop, token, asCustomer('cus_1', token));
    const request = asCustomer('cus_1');
    const begun = await begin(shop, { cartId: ready.cartId, request });
    const checkoutId: string = begun.checkout.id;
    const chosen = await check(shop, 'checkoutShippingSelect', {
      input: { checkoutId, optionId: 'ship_post_standard' },
      request,
    });
    participants.onCommand = async ({ command }) => {
      if (command === 'place') {
        await shop.receive('customers', [
          { type: 'customers.customer.erased', key: 'cus_1', data: { customerId: 'cus_1' } },
        ]);
      }
      return undefined;
    };
    await complete(shop, {
      checkoutId,
      cartId: ready.cartId,
      quoteHash: chosen.checkout.quoteHash,
      request,
    });
    expect(participants.world.payments.get(checkoutId)?.status).toBe('CAPTURED');
    const { data } = await shop.execute(
      'query ($id: ID!) { checkout(id: $id) { id } }',
      { id: checkoutId },
      asAgent(),
    );
    expect(data.checkout).toBeNull();
  });
});
