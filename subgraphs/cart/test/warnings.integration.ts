import { describe, expect, it } from 'vitest';

import {
  type Shop,
  asCustomer,
  asGuest,
  buildCustomerEvent,
  buildProductEvent,
  createAccountCart,
  createGuestCart,
  openShop,
  readEntities,
  sellMany,
} from './build.ts';

const WARNINGS = `... on CartLine { warnings {
  __typename lineId message
  ... on PriceChangedWarning { previous { amount currency } current { amount decimal } }
} }`;

/** The warnings of a guest's first line, when pricing answered this unit price. */
async function readWarnings(shop: Shop, unitPrice: object | null) {
  const { token, cart } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
  const line = { __typename: 'CartLine', id: cart.lines[0].id, unitPrice };
  const request = asGuest(token);
  const [entity] = await readEntities(shop, [line], { fields: WARNINGS, request });
  return entity.warnings;
}

describe('CartLine.warnings', () => {
  it('is empty while the price is the one of adding', async () => {
    await using shop = await openShop();
    expect(await readWarnings(shop, { amount: 1000, currency: 'USD' })).toEqual([]);
  });

  it('tells a changed price, before and now', async () => {
    await using shop = await openShop();
    expect(await readWarnings(shop, { amount: 1250, currency: 'USD' })).toMatchObject([
      {
        __typename: 'PriceChangedWarning',
        previous: { amount: 1000, currency: 'USD' },
        current: { amount: 1250, decimal: '12.50' },
      },
    ]);
  });

  it('compares no prices of two currencies', async () => {
    await using shop = await openShop();
    expect(await readWarnings(shop, { amount: 1250, currency: 'EUR' })).toEqual([]);
  });

  it('is empty when pricing has no price', async () => {
    await using shop = await openShop();
    expect(await readWarnings(shop, null)).toEqual([]);
  });

  it('tells that a variant can no longer be bought, by its name in the default locale', async () => {
    await using shop = await openShop();
    const { token, cart } = await createGuestCart(shop, [{ variantId: 'var_A' }]);
    await shop.receive('catalog', [
      buildProductEvent({ archived: ['A'], names: { de: 'Kessel', en: 'Kettle' } }),
    ]);
    const line = { __typename: 'CartLine', id: cart.lines[0].id, unitPrice: null };
    const request = asGuest(token);
    expect(await readEntities(shop, [line], { fields: WARNINGS, request })).toMatchObject([
      {
        warnings: [
          {
            __typename: 'VariantUnavailableWarning',
            lineId: cart.lines[0].id,
            message: '"Kettle" can no longer be bought.',
          },
        ],
      },
    ]);
  });
});

describe('the inputs of pricing', () => {
  it('are the same on cart and line', async () => {
    await using shop = await openShop();
    await shop.receive('customers', [buildCustomerEvent('cus_1', ['b2b'])]);
    const cart = await createAccountCart(shop, [{ variantId: 'var_A' }]);
    const inputs = 'currencyCode countryCode customerId customerGroups';
    const representations = [
      { __typename: 'Cart', id: cart.id },
      { __typename: 'CartLine', id: cart.lines[0].id },
    ];
    const [ofCart, ofLine] = await readEntities(shop, representations, {
      fields: `... on Cart { ${inputs} } ... on CartLine { ${inputs} }`,
      request: asCustomer(),
    });
    expect({ ...ofCart, __typename: null }).toEqual({ ...ofLine, __typename: null });
    expect(ofCart).toMatchObject({
      currencyCode: 'USD',
      countryCode: 'US',
      customerId: 'cus_1',
      customerGroups: ['b2b'],
    });
  });

  it('follow a change of the customer’s groups', async () => {
    await using shop = await openShop();
    await shop.receive('customers', [buildCustomerEvent('cus_1', ['b2b'])]);
    const { id } = await createAccountCart(shop);
    await shop.receive('customers', [
      { ...buildCustomerEvent('cus_1', []), type: 'customers.customer.updated' },
    ]);
    const cart = { __typename: 'Cart', id };
    const fields = '... on Cart { customerGroups }';
    const [entity] = await readEntities(shop, [cart], { fields, request: asCustomer() });
    expect(entity.customerGroups).toEqual([]);
  });
});

describe('the number of statements', () => {
  const LINE = `id quantity variant { id } addedUnitPrice { amount } currencyCode customerId
    customerGroups warnings { message }`;

  it('is the same for a cart of 1 line and of 200', async () => {
    await using shop = await openShop();
    const variantIds = await sellMany(shop, 200);
    const countFor = async (count: number) => {
      const lines = variantIds.slice(0, count).map((variantId) => ({ variantId }));
      await createAccountCart(shop, lines, `cus_${count}`);
      return shop.countStatements(async () => {
        const query = `{ cart { totalQuantity customerGroups lines { ${LINE} } } }`;
        const { data } = await shop.execute(query, {}, asCustomer(`cus_${count}`));
        expect(data.cart.lines).toHaveLength(count);
      });
    };
    const one = await countFor(1);
    expect(one).toBeGreaterThan(0);
    expect(await countFor(200)).toBe(one);
  });

  it('is the same for 1 line entity and for 100', async () => {
    await using shop = await openShop();
    const variantIds = await sellMany(shop, 100);
    const cart = await createAccountCart(
      shop,
      variantIds.map((variantId) => ({ variantId })),
    );
    const all = cart.lines.map(({ id }: { id: string }) => ({ __typename: 'CartLine', id }));
    const countFor = (representations: object[]) =>
      shop.countStatements(async () => {
        const found = await readEntities(shop, representations, {
          fields: `... on CartLine { ${LINE} }`,
          request: asCustomer(),
        });
        expect(found).not.toContain(null);
        expect(found).toHaveLength(representations.length);
      });
    expect(await countFor(all)).toBe(await countFor(all.slice(0, 1)));
  });

  it('is the same for adding 1 line and 200', async () => {
    await using shop = await openShop();
    const variantIds = await sellMany(shop, 200);
    const countFor = (count: number) =>
      shop.countStatements(() =>
        createGuestCart(
          shop,
          variantIds.slice(0, count).map((variantId) => ({ variantId })),
        ),
      );
    expect(await countFor(200)).toBe(await countFor(1));
  });
});

describe('CartLine.unitsInCart', () => {
  it('counts the variant over all lines of the cart', async () => {
    await using shop = await openShop();
    const engraved = [{ key: 'engraving', value: 'Ada' }];
    const { token, cart } = await createGuestCart(shop, [
      { variantId: 'var_A', quantity: 2 },
      { variantId: 'var_A', quantity: 3, attributes: engraved },
      { variantId: 'var_B', quantity: 7 },
    ]);
    const lines = cart.lines.map(({ id }: { id: string }) => ({ __typename: 'CartLine', id }));
    const read = { fields: '... on CartLine { unitsInCart }', request: asGuest(token) };
    expect(await readEntities(shop, lines, read)).toMatchObject([
      { unitsInCart: 5 },
      { unitsInCart: 5 },
      { unitsInCart: 7 },
    ]);
  });
});
