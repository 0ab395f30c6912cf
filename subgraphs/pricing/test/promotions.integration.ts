import { describe, expect, it } from 'vitest';

import { type PricingService, NOW, buildPromotion, createShop, importAll, iso } from './build.ts';

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
