import { buildClaims } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import {
  DAY_MS,
  NOW,
  type PricingService,
  buildPrice,
  buildPromotion,
  createPricing,
  importAll,
  knowSkus,
} from './build.ts';

const MERCHANDISER = { claims: buildClaims({ sub: 'cus_merch', scopes: ['pricing:write'] }) };
const AGENT = { claims: buildClaims({ sub: 'cus_agent', scopes: ['vouchers:issue'] }) };
const ERRORS = 'errors { __typename ... on UserError { code message path } }';

const PRICE_SET = `mutation ($input: PriceSetInput!) { priceSet(input: $input) {
  variant { sku price(currency: "USD") { current { amount } compareAt { amount } taxIncluded } } ${ERRORS} } }`;
const PROMOTION_UPSERT = `mutation ($input: PromotionUpsertInput!) { promotionUpsert(input: $input) {
  promotion { id label kind rule usageCount requiresVoucher startsAt } ${ERRORS} } }`;
const VOUCHER_ISSUE = `mutation ($input: VoucherIssueInput!) { voucherIssue(input: $input) { code ${ERRORS} } }`;

let lastKey = 0;
const key = (): string => `test-key-${++lastKey}`;
const iso = (at: number): string => new Date(at).toISOString();

async function createShop(): Promise<PricingService> {
  const service = await createPricing();
  await knowSkus(service, ['A']);
  return service;
}

async function setPrice(
  service: PricingService,
  more: object = {},
  request: object = MERCHANDISER,
) {
  const input = { idempotencyKey: key(), sku: 'A', currency: 'USD', amount: 1000, ...more };
  const { data, errors } = await service.execute(PRICE_SET, { input }, request);
  return { payload: data?.priceSet, errors };
}

async function upsertPromotion(service: PricingService, more: object = {}) {
  const input = {
    idempotencyKey: key(),
    kind: 'PERCENT_OFF',
    label: 'Ten off',
    ruleJson: '{"permyriad":1000}',
    stackable: true,
    priority: 1,
    ...more,
  };
  const { data, errors } = await service.execute(PROMOTION_UPSERT, { input }, MERCHANDISER);
  return { payload: data?.promotionUpsert, errors };
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
    const idempotencyKey = key();
    await setPrice(service, { idempotencyKey });
    await setPrice(service, { amount: 500 });
    await setPrice(service, { idempotencyKey });
    expect(await service.published()).toHaveLength(2);
  });

  it('refuses a key used with other input', async () => {
    await using service = await createShop();
    const idempotencyKey = key();
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

describe('promotionUpsert', () => {
  it('creates a promotion and publishes it', async () => {
    await using service = await createShop();
    const { payload } = await upsertPromotion(service, { voucherCodes: [' save10 '] });
    expect(payload).toMatchObject({
      promotion: {
        label: 'Ten off',
        kind: 'PERCENT_OFF',
        rule: '{"permyriad":1000,"target":"LINE"}',
        usageCount: 0,
        requiresVoucher: true,
        startsAt: null,
      },
      errors: [],
    });
    expect(await service.published()).toEqual([
      {
        type: 'pricing.promotion.changed',
        key: payload.promotion.id,
        data: { promotionId: payload.promotion.id, kind: 'PERCENT_OFF', enabled: true },
      },
    ]);
  });

  it('replaces a promotion and keeps its codes when they are left out', async () => {
    await using service = await createShop();
    const { payload } = await upsertPromotion(service, { voucherCodes: ['SAVE10'] });
    const { id } = payload.promotion;
    const again = await upsertPromotion(service, {
      id,
      label: 'Eleven off',
      ruleJson: '{"permyriad":1100}',
    });
    expect(again.payload.promotion).toMatchObject({
      id,
      label: 'Eleven off',
      requiresVoucher: true,
    });
  });

  it('refuses an id that does not exist', async () => {
    await using service = await createShop();
    const { payload } = await upsertPromotion(service, { id: 'promo_nope' });
    expect(payload.errors).toMatchObject([{ __typename: 'NotFoundError', path: ['id'] }]);
  });

  it.each([
    ['text that is not JSON', { ruleJson: '{' }, ['ruleJson'], /not JSON/u],
    ['a missing member', { ruleJson: '{}' }, ['ruleJson', 'permyriad'], /^permyriad: /u],
    ['a share over all', { ruleJson: '{"permyriad":10001}' }, ['ruleJson', 'permyriad'], /10000/u],
    ['an unknown member', { ruleJson: '{"permyriad":1,"percent":10}' }, ['ruleJson'], /percent/u],
    [
      'an empty scope',
      { ruleJson: '{"permyriad":1,"applies":{}}' },
      ['ruleJson', 'applies'],
      /at least one/u,
    ],
    [
      'an unknown currency',
      { kind: 'FIXED_PRICE', ruleJson: '{"amounts":{"XXX":1}}' },
      ['ruleJson', 'amounts', 'XXX'],
      /XXX/u,
    ],
    [
      'a negative amount',
      { kind: 'AMOUNT_OFF', ruleJson: '{"amounts":{"USD":-1}}' },
      ['ruleJson', 'amounts', 'USD'],
      /negative/u,
    ],
    [
      'a bad step',
      { kind: 'TIERED', ruleJson: '{"steps":[{"minQuantity":0,"permyriad":1}]}' },
      ['ruleJson', 'steps', '0', 'minQuantity'],
      /steps\.0\.minQuantity/u,
    ],
    [
      'a gift nobody knows',
      { kind: 'GIFT_WITH_PURCHASE', ruleJson: '{"gift":{"sku":"nope"}}' },
      ['ruleJson', 'gift', 'sku'],
      /no variant with sku "nope"/u,
    ],
    [
      'an end before the start',
      { startsAt: iso(NOW), endsAt: iso(NOW) },
      ['endsAt'],
      /before it begins/u,
    ],
    ['a bad code', { voucherCodes: ['GOOD1', 'no spaces'] }, ['voucherCodes', '1'], /3 to 40/u],
    ['a limit of zero', { usageLimit: 0 }, ['usageLimit'], /./u],
    ['a blank label', { label: '  ' }, ['label'], /./u],
  ])('refuses %s and says where', async (_, more, path, message) => {
    await using service = await createShop();
    const { payload } = await upsertPromotion(service, more);
    expect(payload).toMatchObject({
      promotion: null,
      errors: [{ __typename: 'ValidationError', path, message: expect.stringMatching(message) }],
    });
    expect(await service.published()).toEqual([]);
  });

  it('refuses a code of another promotion', async () => {
    await using service = await createShop();
    await upsertPromotion(service, { voucherCodes: ['SAVE10'] });
    const { payload } = await upsertPromotion(service, { voucherCodes: ['save10'] });
    expect(payload.errors).toMatchObject([{ path: ['voucherCodes'] }]);
  });

  it('hides rule and usage from shoppers', async () => {
    await using service = await createShop();
    await upsertPromotion(service);
    const { data, errors } = await service.execute(
      '{ promotions { nodes { label rule usageCount } } }',
    );
    expect(data.promotions.nodes).toEqual([{ label: 'Ten off', rule: null, usageCount: null }]);
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

describe('voucherIssue', () => {
  const input = { customerId: 'cus_1', amount: 500, currency: 'USD', reason: 'Late parcel' };

  it('answers a code that can be read out', async () => {
    await using service = await createShop();
    const { data } = await service.execute(
      VOUCHER_ISSUE,
      { input: { ...input, idempotencyKey: key() } },
      AGENT,
    );
    expect(data.voucherIssue).toEqual({
      code: expect.stringMatching(/^GW(-[0-9A-Z]{4}){3}$/u),
      errors: [],
    });
  });

  it('answers the same code for the same key', async () => {
    await using service = await createShop();
    const issue = () =>
      service.execute(VOUCHER_ISSUE, { input: { ...input, idempotencyKey: 'one-voucher' } }, AGENT);
    const first = await issue();
    expect((await issue()).data).toEqual(first.data);
  });

  it.each([
    ['an amount of zero', { amount: 0 }, 'amount'],
    ['a negative amount', { amount: -5 }, 'amount'],
    ['an unknown currency', { currency: 'ABC' }, 'currency'],
    ['no reason', { reason: ' ' }, 'reason'],
    ['an end in the past', { expiresAt: iso(NOW) }, 'expiresAt'],
  ])('refuses %s', async (_, more, field) => {
    await using service = await createShop();
    const { data } = await service.execute(
      VOUCHER_ISSUE,
      { input: { ...input, ...more, idempotencyKey: key() } },
      AGENT,
    );
    expect(data.voucherIssue).toMatchObject({
      code: null,
      errors: [{ __typename: 'ValidationError', path: [field] }],
    });
  });

  it('is not for a merchandiser', async () => {
    await using service = await createShop();
    const { errors } = await service.execute(
      VOUCHER_ISSUE,
      { input: { ...input, idempotencyKey: key() } },
      MERCHANDISER,
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

describe('promotions', () => {
  const LIST = `query ($first: Int, $after: String) { promotions(first: $first, after: $after) { totalCount nodes { label } pageInfo { hasNextPage endCursor } } }`;

  async function createPromoted(): Promise<PricingService> {
    const service = await createShop();
    await importAll(service, [
      buildPromotion('a', 'PERCENT_OFF', { permyriad: 1 }, { priority: 1 }),
      buildPromotion('b', 'PERCENT_OFF', { permyriad: 1 }, { priority: 3 }),
      buildPromotion('c', 'PERCENT_OFF', { permyriad: 1 }, { priority: 2 }),
      buildPromotion('de', 'PERCENT_OFF', { permyriad: 1, when: { countries: ['DE'] } }),
      buildPromotion('euro', 'FIXED_PRICE', { amounts: { EUR: 1 } }),
      buildPromotion('code', 'PERCENT_OFF', { permyriad: 1 }, { voucherCodes: ['CODE'] }),
      buildPromotion('over', 'PERCENT_OFF', { permyriad: 1 }, { endsAt: iso(NOW) }),
    ]);
    return service;
  }

  it('lists what runs here without a code, page by page', async () => {
    await using service = await createPromoted();
    const one = await service.execute(LIST, { first: 2 });
    const two = await service.execute(LIST, {
      first: 2,
      after: one.data.promotions.pageInfo.endCursor,
    });
    expect([one.data.promotions, two.data.promotions]).toMatchObject([
      {
        totalCount: 3,
        nodes: [{ label: 'Promotion b' }, { label: 'Promotion c' }],
        pageInfo: { hasNextPage: true },
      },
      { nodes: [{ label: 'Promotion a' }], pageInfo: { hasNextPage: false } },
    ]);
  });

  it('refuses a cursor of another context', async () => {
    await using service = await createPromoted();
    const one = await service.execute(LIST, { first: 1 });
    const { errors } = await service.execute(
      LIST,
      { after: one.data.promotions.pageInfo.endCursor },
      { country: 'DE' },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION' });
  });

  it('needs as many statements for many as for one', async () => {
    await using service = await createPromoted();
    const read = (first: number) => service.countStatements(() => service.execute(LIST, { first }));
    expect(await read(3)).toBe(await read(1));
  });
});

describe('import', () => {
  it('rejects a price of an unknown sku with the reason', async () => {
    await using service = await createShop();
    const { rejected } = await service.import([buildPrice('nope', 100)]);
    expect(rejected).toEqual([
      { line: 1, type: 'price', reason: 'There is no variant with sku "nope".' },
    ]);
  });

  it('changes nothing the second time', async () => {
    await using service = await createShop();
    const lines = [
      {
        type: 'taxRate',
        country: 'US',
        region: 'mn',
        taxClass: 'standard',
        ratePermyriad: 688,
        included: false,
        label: 'MN',
      },
      buildPrice('A', 999, { compareAt: 1116, validFrom: '2026-01-01' }),
      buildPromotion(
        'p',
        'TIERED',
        { steps: [{ minQuantity: 3, permyriad: 500 }], applies: { categoryKeys: ['shoes'] } },
        { voucherCodes: ['B1X', 'A1X'] },
      ),
    ];
    await importAll(service, lines);
    const before = await service.published();
    expect(await importAll(service, lines)).toEqual({
      taxRate: { created: 0, updated: 0, unchanged: 1, rejected: 0 },
      price: { created: 0, updated: 0, unchanged: 1, rejected: 0 },
      promotion: { created: 0, updated: 0, unchanged: 1, rejected: 0 },
    });
    expect(await service.published()).toEqual(before);
  });

  it.each([
    ['a negative amount', buildPrice('A', -1), /amount: The amount is negative/u],
    ['a fraction', buildPrice('A', 1.5), /integer/u],
    [
      'an unknown currency',
      buildPrice('A', 1, { currency: 'ABC' }),
      /currency: This is not an ISO 4217 currency/u,
    ],
    ['a bad time', buildPrice('A', 1, { validFrom: 'soon' }), /validFrom/u],
    ['a bad rule', buildPromotion('p', 'FIXED_PRICE', {}), /rule\.amounts: /u],
    ['an unknown kind', buildPromotion('p', 'SURPRISE', {}), /kind/u],
    [
      'a rate over 100 percent',
      {
        type: 'taxRate',
        country: 'US',
        taxClass: 'x',
        ratePermyriad: 10_001,
        included: false,
        label: 'x',
      },
      /ratePermyriad/u,
    ],
  ])('rejects %s and imports the rest', async (_, line, reason) => {
    await using service = await createShop();
    const { counts, rejected } = await service.import([line, buildPrice('A', 100)]);
    expect(rejected).toMatchObject([{ line: 1, reason: expect.stringMatching(reason) }]);
    expect(counts['price']).toMatchObject({ created: 1 });
  });
});

describe('events of catalog', () => {
  const SKU = `query ($sku: String!) { _entities(representations: [{ __typename: "ProductVariant", sku: $sku }]) { ... on ProductVariant { id } } }`;

  it('move a sku to another variant', async () => {
    await using service = await createShop();
    await service.receive('catalog', [
      {
        type: 'catalog.product.upserted',
        key: 'prod_2',
        data: {
          productId: 'prod_2',
          status: 'ACTIVE',
          ancestorCategoryIds: [],
          variants: [{ variantId: 'var_new', sku: 'A', taxClass: 'standard', archived: false }],
        },
      },
    ]);
    const { data } = await service.execute(SKU, { sku: 'A' });
    expect(data._entities).toEqual([{ id: 'var_new' }]);
  });
});
