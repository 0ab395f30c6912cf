import { buildClaims } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import {
  type PricingService,
  AGENT,
  DAY_MS,
  ERRORS,
  MERCHANDISER,
  NOW,
  createShop,
  importAll,
  iso,
  newKey,
} from './build.ts';

const PRICE_SET = `mutation ($input: PriceSetInput!) { priceSet(input: $input) {
  variant { sku price(currency: "USD") { current { amount } compareAt { amount } taxIncluded } } ${ERRORS} } }`;

async function setPrice(
  service: PricingService,
  more: object = {},
  request: object = MERCHANDISER,
) {
  const input = { idempotencyKey: newKey(), sku: 'A', currency: 'USD', amount: 1000, ...more };
  const { data, errors } = await service.execute(PRICE_SET, { input }, request);
  return { payload: data?.priceSet, errors };
}

describe('priceSet', () => {
  it('sets a price and publishes the change', async () => {
    await using service = await createShop();
    await setPrice(service, { amount: 1000 });
    const { payload } = await setPrice(service, { amount: 900, compareAt: 1000 });
    expect(payload).toEqual({
      variant: {
        sku: 'A',
        price: { current: { amount: 900 }, compareAt: { amount: 1000 }, taxIncluded: false },
      },
      errors: [],
    });
    expect((await service.published()).at(-1)).toEqual({
      type: 'pricing.price.changed',
      key: 'A',
      data: {
        sku: 'A',
        variantId: 'var_A',
        productId: 'prod_1',
        currency: 'USD',
        country: null,
        customerGroup: null,
        minQuantity: 1,
        previousAmount: 1000,
        amount: 900,
        taxIncluded: false,
        validFrom: null,
        validUntil: null,
      },
    });
  });

  it('keeps the struck-through price when it is left out and removes it when null', async () => {
    await using service = await createShop();
    await setPrice(service, { amount: 900, compareAt: 1000 });
    const kept = await setPrice(service, { amount: 800 });
    const removed = await setPrice(service, { amount: 800, compareAt: null });
    expect(kept.payload.variant.price.compareAt).toEqual({ amount: 1000 });
    expect(removed.payload.variant.price.compareAt).toBeNull();
  });

  it('takes the tax convention from the country', async () => {
    await using service = await createShop();
    await importAll(service, [
      {
        type: 'taxRate',
        country: 'GB',
        taxClass: 'standard',
        ratePermyriad: 2000,
        included: true,
        label: 'VAT',
      },
    ]);
    await setPrice(service, { currency: 'GBP', country: 'GB' });
    expect((await service.published()).at(-1)?.data).toMatchObject({ taxIncluded: true });
  });

  it('writes nothing when nothing changes', async () => {
    await using service = await createShop();
    await setPrice(service);
    await setPrice(service);
    expect(await service.published()).toHaveLength(1);
  });

  it.each([
    ['a negative amount', { amount: -1 }, 'ValidationError', ['amount']],
    ['a huge amount', { amount: 2 ** 53 - 1 }, 'ValidationError', ['amount']],
    ['a negative struck-through price', { compareAt: -5 }, 'ValidationError', ['compareAt']],
    ['an unknown currency', { currency: 'XXX' }, 'ValidationError', ['currency']],
    ['an unknown sku', { sku: 'nope' }, 'NotFoundError', ['sku']],
    ['a quantity of zero', { minQuantity: 0 }, 'ValidationError', ['minQuantity']],
    ['a huge quantity', { minQuantity: 2_000_000_000 }, 'ValidationError', ['minQuantity']],
    [
      'an end before the start',
      { validFrom: iso(NOW), validUntil: iso(NOW - 1) },
      'ValidationError',
      ['validUntil'],
    ],
    ['an odd group', { customerGroup: '*' }, 'ValidationError', ['customerGroup']],
  ])('refuses %s and changes nothing', async (_, more, typename, path) => {
    await using service = await createShop();
    const { payload } = await setPrice(service, more);
    expect(payload).toMatchObject({ variant: null, errors: [{ __typename: typename, path }] });
    expect(await service.published()).toEqual([]);
  });

  it('refuses a period that crosses another one', async () => {
    await using service = await createShop();
    await setPrice(service, { validFrom: iso(NOW), validUntil: iso(NOW + 2 * DAY_MS) });
    const { payload } = await setPrice(service, {
      validFrom: iso(NOW + DAY_MS),
      validUntil: iso(NOW + 3 * DAY_MS),
    });
    expect(payload.errors).toMatchObject([{ __typename: 'ValidationError', path: ['validFrom'] }]);
  });

  it('accepts a sale inside the base price', async () => {
    await using service = await createShop();
    await setPrice(service);
    const { payload } = await setPrice(service, {
      amount: 500,
      validFrom: iso(NOW - 1),
      validUntil: iso(NOW + 1),
    });
    expect(payload).toMatchObject({ variant: { price: { current: { amount: 500 } } }, errors: [] });
  });

  it('answers a repeated key without a second effect', async () => {
    await using service = await createShop();
    const idempotencyKey = newKey();
    await setPrice(service, { idempotencyKey });
    await setPrice(service, { amount: 500 });
    await setPrice(service, { idempotencyKey });
    expect(await service.published()).toHaveLength(2);
  });

  it('refuses a key used with other input', async () => {
    await using service = await createShop();
    const idempotencyKey = newKey();
    await setPrice(service, { idempotencyKey });
    const { payload } = await setPrice(service, { idempotencyKey, amount: 5 });
    expect(payload.errors).toMatchObject([
      { __typename: 'IdempotencyError', code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
  });

  it.each([
    ['nobody', {}, 'UNAUTHENTICATED'],
    ['a shopper', { claims: buildClaims() }, 'FORBIDDEN'],
    ['an agent', AGENT, 'FORBIDDEN'],
  ])('is not for %s', async (_, request, code) => {
    await using service = await createShop();
    const { errors } = await setPrice(service, {}, request);
    expect(errors?.[0]?.extensions?.['code']).toBe(code);
    expect(await service.published()).toEqual([]);
  });
});
