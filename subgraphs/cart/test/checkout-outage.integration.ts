import { describe, expect, it, vi } from 'vitest';

import {
  complete,
  expectNothing,
  openCheckoutShop,
  prepareCheckout,
  readCheckout,
  readSteps,
} from './build-checkout.ts';

describe('a service that does not answer', () => {
  it.each(['pricing', 'inventory', 'payments'])(
    'before the order: %s; nothing is charged',
    async (service) => {
      await using open = await openCheckoutShop();
      const { shop, participants } = open;
      const ready = await prepareCheckout(shop);
      participants.onCommand = (call) =>
        call.service === service && !['release', 'extend', 'void'].includes(call.command)
          ? { status: 503 }
          : undefined;
      const { checkout, errors } = await complete(shop, ready);
      expect(errors).toMatchObject([{ __typename: 'ServiceUnavailableError', service }]);
      expect(checkout).toMatchObject({ state: 'SHIPPING_SELECTED', failure: { retryable: true } });
      expectNothing(open, ready);
    },
  );

  it('but refuses the order takes everything back', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    participants.world.stock.set('var_A', 5);
    const ready = await prepareCheckout(shop);
    participants.refusals.set('orders.place', 'It does not add up.');
    const { checkout, errors } = await complete(shop, ready);
    expect(errors).toMatchObject([
      { service: 'orders', message: expect.stringContaining('It does not add up.') as unknown },
    ]);
    expect(checkout.state).toBe('SHIPPING_SELECTED');
    expectNothing(open, ready);
    expect(participants.world.stock.get('var_A')).toBe(5);
  });

  it('is waited for where nobody knows whether there is an order', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    await shop.listen();
    const ready = await prepareCheckout(shop);
    let isAway = true;
    participants.onEffect = ({ command }) =>
      command === 'place' && isAway ? { status: 504 } : undefined;
    const { checkout, errors } = await complete(shop, ready);
    expect([checkout.state, errors]).toEqual(['PROCESSING', []]);
    isAway = false;
    await vi.waitFor(async () => {
      expect((await readCheckout(open, ready)).state).toBe('COMPLETED');
    }, 12_000);
    expect(participants.effects.get('orders.place')).toBe(1);
  });

  it.each(['commit', 'confirm', 'capture'])(
    'after the order is waited for: %s',
    async (command) => {
      await using open = await openCheckoutShop();
      const { shop, participants } = open;
      await shop.listen();
      const ready = await prepareCheckout(shop);
      let isAway = true;
      participants.onCommand = (call) =>
        call.command === command && isAway ? { status: 503 } : undefined;
      const { checkout } = await complete(shop, ready);
      expect(checkout).toMatchObject({
        state: 'PROCESSING',
        orderId: expect.any(String) as unknown,
      });
      isAway = false;
      await vi.waitFor(async () => {
        expect((await readCheckout(open, ready)).state).toBe('COMPLETED');
      }, 12_000);
      expect(participants.world.payments.get(ready.checkoutId)?.status).toBe('CAPTURED');
    },
  );

  it('while it is taken back is asked again until it has', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    await shop.listen();
    participants.world.stock.set('var_A', 5);
    const ready = await prepareCheckout(shop);
    let isAway = true;
    participants.onCommand = (call) =>
      call.command === 'release' && call.service === 'inventory' && isAway
        ? { status: 503 }
        : undefined;
    const { checkout } = await complete(shop, ready, { paymentToken: 'tok_declined' });
    expect(checkout.state).toBe('COMPENSATING');
    isAway = false;
    await vi.waitFor(async () => {
      expect((await readCheckout(open, ready)).state).toBe('FAILED');
    }, 12_000);
    expect(participants.world.stock.get('var_A')).toBe(5);
  });

  it('or refuses to take its step back leaves the saga stuck, and is asked again', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    await shop.listen();
    participants.world.stock.set('var_A', 5);
    const ready = await prepareCheckout(shop);
    participants.refusals.set('inventory.release', 'It is committed.');
    await complete(shop, ready, { paymentToken: 'tok_declined' });
    const [error] = (await readSteps(open, ready)).flatMap((step) => step.error ?? []);
    expect([(await readCheckout(open, ready)).state, error]).toEqual([
      'COMPENSATING',
      'inventory refused to take RESERVE back: It is committed.',
    ]);
    participants.refusals.clear();
    await vi.waitFor(async () => {
      expect((await readCheckout(open, ready)).state).toBe('FAILED');
    }, 12_000);
    expect(participants.world.stock.get('var_A')).toBe(5);
  });

  it('or refuses the capture leaves that to people, and the order stands', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const ready = await prepareCheckout(shop);
    participants.refusals.set('payments.capture', 'The authorisation has lapsed.');
    const { checkout } = await complete(shop, ready);
    expect(checkout.state).toBe('COMPLETED');
    expect((await readSteps(open, ready)).find(({ name }) => name === 'CAPTURE')).toMatchObject({
      status: 'FAILED',
      error: 'The authorisation has lapsed.',
    });
  });
});
