import { describe, expect, it } from 'vitest';

import {
  type PricingService,
  ERRORS,
  MERCHANDISER,
  NOW,
  createShop,
  iso,
  newKey,
} from './build.ts';

const PROMOTION_UPSERT = `mutation ($input: PromotionUpsertInput!) { promotionUpsert(input: $input) {
  promotion { id label kind rule usageCount requiresVoucher startsAt } ${ERRORS} } }`;

async function upsertPromotion(service: PricingService, more: object = {}) {
  const input = {
    idempotencyKey: newKey(),
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
