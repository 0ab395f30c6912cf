import { buildClaims } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { type PricingService, buildPrice, createPricing, importAll, knowSkus } from './build.ts';

const PRICE = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on ProductVariant {
    price { current { amount } } listPrice { amount }
  } } }`;

async function readPrice(service: PricingService) {
  const representations = [{ __typename: 'ProductVariant', sku: 'A' }];
  const { data } = await service.execute(PRICE, { representations });
  return { variant: data._entities[0] };
}

async function createPriced(lines: readonly object[]): Promise<PricingService> {
  const service = await createPricing();
  await knowSkus(service, ['A']);
  await importAll(service, lines);
  return service;
}

describe('a list price that was set', () => {
  const LINE = { type: 'listPrice', sku: 'A', currency: 'USD', amount: 1234 };

  it.each([1234, null])('is what listPrice says: %s', async (amount) => {
    await using service = await createPriced([buildPrice('A', 800, { compareAt: 1000 })]);
    await importAll(service, [{ ...LINE, amount }]);
    const { variant } = await readPrice(service);
    expect(variant.listPrice?.amount ?? null).toBe(amount);
    expect(variant.price.current.amount).toBe(800);
  });

  it('counts in its own currency alone', async () => {
    await using service = await createPriced([buildPrice('A', 800)]);
    await importAll(service, [{ ...LINE, currency: 'EUR' }]);
    expect((await readPrice(service)).variant.listPrice.amount).toBe(800);
  });

  it('changes nothing when it is imported again', async () => {
    await using service = await createPriced([buildPrice('A', 800)]);
    expect(await importAll(service, [LINE])).toMatchObject({ listPrice: { created: 1 } });
    expect(await importAll(service, [LINE])).toMatchObject({ listPrice: { unchanged: 1 } });
  });

  it.each([
    [{ sku: 'none' }, /no variant with sku "none"/u],
    [{ amount: undefined }, /amount/u],
    [{ amount: -1 }, /negative/u],
    [{ currency: 'XXZ' }, /ISO 4217/u],
  ])('is refused with %j', async (part, reason) => {
    await using service = await createPriced([buildPrice('A', 800)]);
    const { rejected } = await service.import([{ ...LINE, ...part }]);
    expect(rejected).toMatchObject([{ reason: expect.stringMatching(reason) as string }]);
  });

  it('is set by a merchandiser, and by nobody else', async () => {
    await using service = await createPriced([buildPrice('A', 800)]);
    const SET = `mutation ($input: ListPriceSetInput!) { listPriceSet(input: $input) { variant { listPrice { amount } } errors { ... on UserError { code } } } }`;
    const input = { idempotencyKey: 'list-price-1', sku: 'A', currency: 'USD', amount: 777 };
    const merchandiser = { claims: buildClaims({ scopes: ['pricing:write'] }) };
    const { data } = await service.execute(SET, { input }, merchandiser);
    expect(data.listPriceSet).toEqual({ variant: { listPrice: { amount: 777 } }, errors: [] });
    const { errors } = await service.execute(SET, { input }, { claims: buildClaims() });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('is told to who compares, with those that nobody set', async () => {
    await using service = await createPriced([buildPrice('A', 800)]);
    await importAll(service, [{ ...LINE, amount: null }]);
    const ask = async (input: object) => {
      const response = await service.fetch('/internal/v1/listPrices', {
        as: 'graph',
        method: 'POST',
        headers: { 'idempotency-key': 'compare-1234' },
        body: { currency: 'USD', countryCode: 'US', ...input },
      });
      return response.json();
    };
    expect(await ask({ skus: ['A', 'none'] })).toEqual({
      prices: [
        { sku: 'A', isKnown: true, amount: null },
        { sku: 'none', isKnown: false, amount: null },
      ],
      next: null,
    });
    expect((await ask({ after: '' })).prices.map(({ sku }: { sku: string }) => sku)).toContain('A');
  });
});
