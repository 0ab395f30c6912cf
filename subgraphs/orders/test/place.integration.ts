import { describe, expect, it } from 'vitest';

import { asCustomer, buildPlacing, command, openOrders, place } from './build.ts';

const ORDER = /* GraphQL */ `
  id number status placedAt email currencyCode customer { id }
  lines {
    sku name options quantity image { url alt } variant { id }
    unitPrice { amount } discount { amount } tax { amount } total { decimal }
  }
  subtotal { amount } discountTotal { amount } shippingTotal { amount } taxTotal { amount } total { amount currency }
  discounts { label voucherCode amount { amount } }
  shippingAddress { name city countryCode } billingAddress { name }
  timeline { kind }
`;

describe('place', () => {
  it('keeps what was bought as it was bought', async () => {
    await using service = await openOrders();
    const { orderId, number } = await place(service);
    const { data } = await service.execute(
      `query ($id: ID!) { order(id: $id) { ${ORDER} } }`,
      { id: orderId },
      asCustomer(),
    );
    expect(data.order).toMatchObject({
      id: orderId,
      number,
      status: 'CONFIRMED',
      email: 'ada@example.com',
      customer: { id: 'cus_1' },
      lines: [
        {
          sku: 'A',
          name: 'Kettle',
          options: 'Colour: red',
          quantity: 2,
          image: { url: 'https://shop.example/kettle.webp', alt: 'Kettle' },
          variant: { id: 'var_A' },
          unitPrice: { amount: 1000 },
          discount: { amount: 300 },
          total: { decimal: '17.00' },
        },
      ],
      total: { amount: 2200, currency: 'USD' },
      discounts: [{ label: 'Spring', voucherCode: 'SPRING', amount: { amount: 300 } }],
      shippingAddress: { name: 'Ada Example', city: 'Springfield' },
      billingAddress: null,
      timeline: [{ kind: 'PLACED' }],
    });
  });

  it('is once for a checkout, whatever keys it is asked with at a time', async () => {
    await using service = await openOrders();
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(service)));
    expect(new Set(answers.map(({ orderId }) => orderId)).size).toBe(1);
    expect(await service.published()).toHaveLength(1);
  });

  it('tells others, with ids alone', async () => {
    await using service = await openOrders();
    const { orderId } = await place(service);
    const [event] = await service.published();
    expect(event).toMatchObject({
      type: 'orders.order.placed',
      key: orderId,
      data: {
        checkoutId: 'chk_1',
        customerId: 'cus_1',
        total: 2200,
        lines: [{ sku: 'A', quantity: 2 }],
      },
    });
    expect(JSON.stringify(event)).not.toMatch(/ada@|Ada|Analytical/u);
  });

  it('gives numbers of eight letters and digits, none twice', async () => {
    await using service = await openOrders();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => place(service, { checkoutId: `chk_${at}` })),
    );
    const numbers = answers.map(({ number }) => number as string);
    expect(new Set(numbers).size).toBe(50);
    expect(numbers.every((number) => /^[0-9A-HJKMNP-TV-Z]{8}$/u.test(number))).toBe(true);
  });

  it('keeps an order whose prices include their tax or not, line by line', async () => {
    await using service = await openOrders();
    const [included] = buildPlacing().lines;
    const added = { ...included, variantId: 'var_B', sku: 'B', total: 1870 };
    const answer = await place(service, {
      lines: [included, added],
      subtotal: 4000,
      discountTotal: 600,
      discounts: [{ label: 'Spring', voucherCode: 'SPRING', amount: 600 }],
      taxTotal: 340,
      taxIncluded: false,
      total: 4070,
    });
    expect(answer.status).toBe('PLACED');
  });

  it.each([
    ['subtotal', { subtotal: 1999 }],
    ['total', { total: 1 }],
  ])('refuses a %s that does not add up', async (_what, more) => {
    await using service = await openOrders();
    expect(await place(service, more)).toMatchObject({ status: 'REFUSED', code: 'VALIDATION' });
    expect(await service.published()).toEqual([]);
  });

  it('says what is wrong with its input, and where', async () => {
    await using service = await openOrders();
    const { status, answer } = await command(service, 'place', {
      body: buildPlacing({ lines: [] }),
      as: 'cart',
    });
    expect([status, JSON.stringify(answer)]).toEqual([400, expect.stringContaining('lines')]);
  });

  it('is cart’s alone', async () => {
    await using service = await openOrders();
    const { status } = await command(service, 'place', { body: buildPlacing(), as: 'support' });
    expect(status).toBe(403);
  });
});

describe('what is told of an order', () => {
  it('grows when its checkout has ended, once', async () => {
    await using service = await openOrders();
    const { orderId } = await place(service);
    const ended = { type: 'cart.checkout.completed', key: 'chk_1', data: { orderId } };
    await service.receive('cart', [ended, ended]);
    const { data } = await service.execute(
      'query ($id: ID!) { order(id: $id) { timeline { kind } } }',
      { id: orderId },
      asCustomer(),
    );
    expect(data.order.timeline).toEqual([{ kind: 'PLACED' }, { kind: 'SETTLED' }]);
  });
});
