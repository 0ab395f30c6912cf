import { describe, expect, it } from 'vitest';

import { add, change, key, readCart } from './build.ts';
import {
  ADDRESS,
  begin,
  check,
  complete,
  fillCart,
  openCheckoutShop,
  prepareCheckout,
  readSteps,
} from './build-checkout.ts';

describe('a checkout', () => {
  it('goes from a cart over address and delivery to an order', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const ready = await prepareCheckout(shop);
    const { checkout, errors } = await complete(shop, ready);
    expect(errors).toEqual([]);
    expect(checkout).toMatchObject({
      state: 'COMPLETED',
      nextStates: [],
      orderId: expect.stringMatching(/^ord_/u) as unknown,
      quotedTotal: { amount: 2500, currency: 'USD' },
    });
    const { world } = participants;
    expect(world.payments.get(ready.checkoutId)).toMatchObject({
      status: 'CAPTURED',
      amount: 2500,
    });
    expect(world.committed.get(ready.checkoutId)).toBe(checkout.orderId);
    expect(world.vouchers.get(ready.checkoutId)).toBe('USED');
  });

  it('tells others of the order, with ids alone', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const ready = await prepareCheckout(shop);
    const { checkout } = await complete(shop, ready);
    const events = await shop.published();
    expect(events.filter(({ type }) => type.startsWith('cart.checkout'))).toEqual([
      {
        type: 'cart.checkout.completed',
        key: ready.checkoutId,
        data: {
          checkoutId: ready.checkoutId,
          cartId: ready.cartId,
          orderId: checkout.orderId,
          customerId: null,
          lines: [{ variantId: 'var_A', productId: 'prod_1', quantity: 2 }],
        },
      },
    ]);
  });

  it('leaves the shopper without a cart, and the ordered one as it was', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const ready = await prepareCheckout(shop);
    await complete(shop, ready);
    expect(await readCart(shop, ready.request)).toBeNull();
    const more = await change(
      shop,
      'cartLinesAdd',
      { cartId: ready.cartId, idempotencyKey: key(), lines: [{ variantId: 'var_B' }] },
      ready.request,
    );
    expect(more.errors).toMatchObject([
      { __typename: 'ConflictError', message: 'The cart was ordered.' },
    ]);
  });

  it('asks for all places of the order as it was frozen', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    await complete(shop, await prepareCheckout(shop));
    const quote = participants.received.find(({ command }) => command === 'quote');
    expect(quote?.input.locale).toBe('en');
    const place = participants.received.find(({ command }) => command === 'place');
    expect(place?.input).toMatchObject({
      email: 'ada@example.com',
      currencyCode: 'USD',
      total: 2500,
      shippingTotal: 500,
      lines: [
        { variantId: 'var_A', sku: 'A', quantity: 2, unitAmount: 1000, options: 'Colour: red' },
      ],
      shippingAddress: { city: 'Springfield' },
      shippingOption: { id: 'ship_post_standard', carrier: 'Post', amount: 500 },
    });
  });

  it('hands the correlation of the request to every participant', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const ready = await prepareCheckout(shop);
    const before = participants.received.length;
    await complete(shop, { ...ready, request: { ...ready.request, correlationId: 'T1' } });
    const after = participants.received.slice(before);
    expect(new Set(after.map(({ correlationId }) => correlationId))).toEqual(new Set(['T1']));
    expect(after.map(({ service, command }) => `${service}.${command}`)).toEqual([
      'pricing.quote',
      'inventory.reserve',
      'pricing.redeem',
      'payments.authorize',
      'orders.place',
      'inventory.commit',
      'pricing.confirm',
      'payments.capture',
    ]);
  });

  it('shows its price on the cart too', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const { checkoutId, request } = await prepareCheckout(shop);
    const { data } = await shop.execute(
      `{ cart { selectedShippingOptionId shippingPrice { amount } checkout { id state } } }`,
      {},
      request,
    );
    expect(data.cart).toEqual({
      selectedShippingOptionId: 'ship_post_standard',
      shippingPrice: { amount: 500 },
      checkout: { id: checkoutId, state: 'SHIPPING_SELECTED' },
    });
  });

  it('asks for no payment when nothing is to be paid', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    Object.assign(participants.world, { price: 0, freight: 0 });
    const ready = await prepareCheckout(shop);
    const { checkout } = await complete(shop, ready);
    expect(checkout).toMatchObject({ state: 'COMPLETED', quotedTotal: { amount: 0 } });
    expect(participants.received.filter(({ service }) => service === 'payments')).toEqual([]);
    const steps = await readSteps(open, ready);
    expect(steps.flatMap(({ name, status }) => (status === 'SKIPPED' ? name : []))).toEqual([
      'AUTHORIZE',
      'CAPTURE',
    ]);
  });

  it('asks again how it is sent when it goes somewhere else', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const { checkoutId, request } = await prepareCheckout(shop);
    const { checkout } = await check(shop, 'checkoutAddressSet', {
      input: { checkoutId, shippingAddress: { ...ADDRESS, city: 'Shelbyville' } },
      request,
    });
    expect([checkout.state, checkout.shippingPrice, checkout.cart.shippingPrice]).toEqual([
      'ADDRESSED',
      null,
      null,
    ]);
  });
});

describe('beginning a checkout', () => {
  it('is one checkout for one cart, with what the cart has now', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const { cartId, request } = await fillCart(shop, [{ variantId: 'var_A' }]);
    const first = await begin(shop, { cartId, request });
    await add(shop, cartId, [{ variantId: 'var_B' }], request);
    const second = await begin(shop, { cartId, request });
    expect(second.checkout.id).toBe(first.checkout.id);
    expect([first.checkout.quotedTotal.amount, second.checkout.quotedTotal.amount]).toEqual([
      1000, 2000,
    ]);
  });

  it('repeated with its key holds no second stock', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    participants.world.stock.set('var_A', 5);
    const filled = await fillCart(shop, [{ variantId: 'var_A', quantity: 2 }]);
    const { cartId, request } = filled;
    const input = { cartId, idempotencyKey: key() };
    const call = () => check(shop, 'checkoutBegin', { input, request });
    const answers = await Promise.all([call(), call(), call()]);
    expect(new Set(answers.map(({ checkout }) => checkout?.id)).size).toBe(1);
    expect(participants.world.stock.get('var_A')).toBe(3);
  });

  it('from two tabs at a time holds the stock once', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    participants.world.stock.set('var_A', 2);
    const filled = await fillCart(shop, [{ variantId: 'var_A', quantity: 2 }]);
    const answers = await Promise.all([begin(shop, filled), begin(shop, filled)]);
    expect(answers.flatMap(({ errors }) => errors)).toEqual([]);
    expect(new Set(answers.map(({ checkout }) => checkout.id)).size).toBe(1);
  });

  it('says of what too little is there', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    participants.world.stock.set('var_A', 1);
    const filled = await fillCart(shop, [{ variantId: 'var_A', quantity: 2 }]);
    const { checkout, errors } = await begin(shop, filled);
    expect(checkout).toBeNull();
    expect(errors).toMatchObject([
      { __typename: 'InsufficientStockError', variantId: 'var_A', availableQuantity: 1 },
    ]);
  });

  it('refuses an empty cart', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const filled = await fillCart(shop);
    const { errors } = await begin(shop, filled);
    expect(errors).toMatchObject([{ code: 'VALIDATION', path: ['cartId'] }]);
  });

  it.each(['pricing', 'inventory'])('says that %s does not answer', async (service) => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    participants.onCommand = (call) => (call.service === service ? { status: 503 } : undefined);
    const filled = await fillCart(shop, [{ variantId: 'var_A' }]);
    const { errors } = await begin(shop, filled);
    expect(errors).toMatchObject([{ __typename: 'ServiceUnavailableError', service }]);
  });
});

describe('a checkout that is not ready', () => {
  it('names the ways of delivery there are', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const { checkoutId, request } = await prepareCheckout(shop);
    const { errors } = await check(shop, 'checkoutShippingSelect', {
      input: { checkoutId, optionId: 'ship_by_owl' },
      request,
    });
    expect(errors).toMatchObject([
      {
        code: 'SHIPPING_OPTION_INVALID',
        message: expect.stringContaining('ship_post_standard') as unknown,
      },
    ]);
  });

  it('wants an e-mail and a whole address, and says where', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const { cartId, request } = await fillCart(shop, [{ variantId: 'var_A' }]);
    const { checkout } = await begin(shop, { cartId, request });
    const { errors } = await check(shop, 'checkoutAddressSet', {
      input: { checkoutId: checkout.id, shippingAddress: { ...ADDRESS, city: ' ' } },
      request,
    });
    expect(errors.map(({ path }: { path: string[] }) => path.join('.'))).toEqual([
      'shippingAddress.city',
      'email',
    ]);
  });

  it('is not completed before a way of delivery is chosen', async () => {
    await using open = await openCheckoutShop();
    const { shop } = open;
    const { cartId, request } = await fillCart(shop, [{ variantId: 'var_A' }]);
    const { checkout } = await begin(shop, { cartId, request });
    const { errors } = await complete(shop, {
      checkoutId: checkout.id,
      cartId,
      quoteHash: checkout.quoteHash,
      request,
    });
    expect(errors).toMatchObject([
      { code: 'ILLEGAL_STATE', state: 'OPEN', allowed: ['ADDRESSED', 'CANCELLED', 'EXPIRED'] },
    ]);
  });

  it('is begun again after the cart changed', async () => {
    await using open = await openCheckoutShop();
    const { shop, participants } = open;
    const ready = await prepareCheckout(shop);
    await add(shop, ready.cartId, [{ variantId: 'var_B' }], ready.request);
    const { errors } = await complete(shop, ready);
    expect(errors).toMatchObject([{ __typename: 'ConflictError' }]);
    expect(participants.effects.get('payments.authorize')).toBeUndefined();
  });
});
