import { describe, expect, it, vi } from 'vitest';

import {
  complete,
  expectNothing,
  openCheckoutShop,
  prepareCheckout,
  readCheckout,
} from './build-checkout.ts';

describe('the price', () => {
  it('that changed between page and click charges nothing and is told', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const ready = await prepareCheckout(shop);
    participants.world.price = 1200;
    const { checkout, errors } = await complete(shop, ready);
    expect(errors).toMatchObject([
      {
        __typename: 'PriceChangedError',
        previousTotal: { amount: 2500 },
        currentTotal: { amount: 2900 },
      },
    ]);
    expect(checkout.state).toBe('SHIPPING_SELECTED');
    expectNothing(open, ready);
    const again = await complete(shop, { ...ready, quoteHash: errors[0].quoteHash });
    expect(again.checkout).toMatchObject({ state: 'COMPLETED', quotedTotal: { amount: 2900 } });
  });
});

describe('a payment', () => {
  it('that is declined for now keeps the stock, and another card buys', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    participants.world.stock.set('var_A', 5);
    const ready = await prepareCheckout(shop);
    const declined = await complete(shop, ready, { paymentToken: 'tok_insufficient_funds' });
    expect(declined.errors).toMatchObject([
      { code: 'PAYMENT_DECLINED', declineCode: 'insufficient_funds', retryable: true },
    ]);
    expect(declined.checkout.state).toBe('SHIPPING_SELECTED');
    expect(participants.world.stock.get('var_A')).toBe(3);
    const paid = await complete(shop, ready);
    expect(paid.checkout.state).toBe('COMPLETED');
    expect(participants.world.stock.get('var_A')).toBe(3);
  });

  it.each(['', 'x'.repeat(201)])(
    'by the token "%s" is refused before anybody is asked',
    async (paymentToken) => {
      await using open = await openCheckoutShop();
      const ready = await prepareCheckout(open.shop);
      const { errors } = await complete(open.shop, ready, { paymentToken });
      expect(errors).toMatchObject([
        {
          code: 'VALIDATION',
          message: `A token of the payment provider has 1 to 200 characters, not ${paymentToken.length}.`,
        },
      ]);
      expectNothing(open, ready);
    },
  );

  it('for a checkout that has failed is refused with what to do', async () => {
    await using open = await openCheckoutShop();
    const ready = await prepareCheckout(open.shop);
    await complete(open.shop, ready, { paymentToken: 'tok_declined' });
    const { errors } = await complete(open.shop, ready);
    expect(errors).toMatchObject([
      { message: 'The checkout is FAILED. Begin another one with checkoutBegin.' },
    ]);
  });

  it('that is declined for good gives everything back', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    participants.world.stock.set('var_A', 5);
    const ready = await prepareCheckout(shop);
    const { checkout, errors } = await complete(shop, ready, { paymentToken: 'tok_declined' });
    expect(errors).toMatchObject([{ code: 'PAYMENT_DECLINED', retryable: false }]);
    expect(checkout).toMatchObject({ state: 'FAILED', failure: { retryable: false } });
    expect(participants.world.stock.get('var_A')).toBe(5);
    expectNothing(open, ready);
    expect(await shop.published()).toContainEqual(
      expect.objectContaining({ type: 'cart.checkout.failed' }),
    );
  });

  it.each([
    ['authorized', {}, 'COMPLETED'],
    ['declined', { declineCode: 'authentication_failed', retryable: true }, 'SHIPPING_SELECTED'],
  ])('that the shopper confirms goes on when it is %s', async (type, more, state) => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    await shop.listen();
    const ready = await prepareCheckout(shop);
    const { checkout, errors } = await complete(shop, ready, { paymentToken: 'tok_3ds' });
    expect(checkout.state).toBe('REQUIRES_ACTION');
    expect(errors).toMatchObject([
      { code: 'PAYMENT_ACTION_REQUIRED', actionUrl: expect.stringMatching(/^https:/u) as unknown },
    ]);
    const payment = participants.world.payments.get(ready.checkoutId);
    if (payment !== undefined && type === 'authorized') {
      payment.status = 'AUTHORIZED';
    }
    const attempt = participants.received.find(({ command }) => command === 'authorize')?.key;
    await shop.receive('payments', [
      { type: `payments.payment.${type}`, key: 'pi_1', data: { attempt, ...more } },
    ]);
    await vi.waitFor(async () => {
      expect((await readCheckout(open, ready)).state).toBe(state);
    }, 5000);
  });

  it('whose confirmation comes before our record of it is not lost', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const ready = await prepareCheckout(shop);
    participants.onEffect = async ({ command, key: attempt, input }) => {
      if (command === 'authorize') {
        const payment = participants.world.payments.get(input.checkoutId);
        if (payment !== undefined) {
          payment.status = 'AUTHORIZED';
        }
        await shop.receive('payments', [
          { type: 'payments.payment.authorized', key: 'pi_1', data: { attempt } },
        ]);
      }
      return undefined;
    };
    const { checkout } = await complete(shop, ready, { paymentToken: 'tok_3ds' });
    expect(checkout.state).toBe('COMPLETED');
  });
});

describe('many at a time', () => {
  it('complete one checkout once', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const ready = await prepareCheckout(shop);
    const answers = await Promise.all(Array.from({ length: 20 }, () => complete(shop, ready)));
    expect(new Set(answers.map(({ checkout }) => checkout.orderId)).size).toBe(1);
    expect(answers.every(({ checkout }) => checkout.state === 'COMPLETED')).toBe(true);
    const { effects } = participants;
    expect(
      ['orders.place', 'payments.authorize', 'payments.capture'].map((name) => effects.get(name)),
    ).toEqual([1, 1, 1]);
  });

  it('get the last units once', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const shoppers = await Promise.all(
      Array.from({ length: 15 }, () => prepareCheckout(shop, [{ variantId: 'var_A' }])),
    );
    // What each holds from the beginning on is gone: as after a quarter of an hour.
    participants.world.holds.clear();
    participants.world.stock.set('var_A', 10);
    const answers = await Promise.all(shoppers.map((ready) => complete(shop, ready)));
    const states = Map.groupBy(answers, ({ checkout }) => checkout.state as string);
    expect([states.get('COMPLETED')?.length, states.get('SHIPPING_SELECTED')?.length]).toEqual([
      10, 5,
    ]);
    expect(
      states.get('SHIPPING_SELECTED')?.map(({ errors }) => errors[0].__typename as string),
    ).toEqual(Array.from({ length: 5 }, () => 'InsufficientStockError'));
    expect(participants.world.stock.get('var_A')).toBe(0);
  });
});
