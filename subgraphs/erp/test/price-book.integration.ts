import { expect, it } from 'vitest';

import { AGENT, askVariants, createErp, listSkus, startUpstream } from './build.ts';

const FIELDS = 'sku listPrice { amount currency } supplierLeadTimeDays';

const QUIRKS = {
  'as usual': {},
  'with unknown elements, another order and another prefix': {
    unknownElements: true,
    reordered: true,
    prefix: 'ns7',
  },
} as const;

it.each(Object.entries(QUIRKS))(
  'has the list prices of 200 SKUs as they stand in the price book, %s',
  async (_, quirks) => {
    await using upstream = await startUpstream();
    await using service = await createErp(upstream);
    await upstream.control('/behaviour', quirks);
    const skus = listSkus(200);
    for (const currency of ['EUR', 'JPY', 'KWD']) {
      const book = await upstream.control('/price-book', { currency, materials: skus });
      const { data, errors } = await askVariants(service, skus, FIELDS, { currency });
      expect(errors).toBeUndefined();
      expect(data._entities).toEqual(
        skus.map((sku) => {
          const { amount, leadDays } = book[sku];
          return {
            sku,
            listPrice: amount === null ? null : { amount, currency },
            supplierLeadTimeDays: leadDays ?? null,
          };
        }),
      );
      const amounts: (number | null)[] = skus.map((sku) => book[sku].amount);
      expect(amounts).toContain(null);
      expect(amounts.some((amount) => (amount ?? 0) >= 100_000)).toBe(true);
    }
    // One call a page and currency, and one for the master records.
    expect(await upstream.count('GetListPrice')).toBe(3);
    expect(await upstream.count('GetMaterial')).toBe(1);
  },
);

it('keeps umlauts and signs of windows-1252', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  const skus = listSkus(200);
  const book = await upstream.control('/price-book', { currency: 'EUR', materials: skus });
  const fields =
    'erpRecord { materialNumber description plant unitOfMeasure provenance { source } }';
  const { data } = await askVariants(service, skus, fields, AGENT);
  expect(data._entities).toEqual(
    skus.map((sku) => ({
      erpRecord:
        book[sku].plant === undefined
          ? null
          : {
              materialNumber: sku.padStart(18, '0'),
              description: book[sku].description,
              plant: book[sku].plant,
              unitOfMeasure: book[sku].unit,
              provenance: { source: 'LIVE' },
            },
    })),
  );
  const plants = skus.map((sku) => book[sku].plant as string | undefined);
  expect(plants).toEqual(expect.arrayContaining(['Werk Köln', 'Závod Plzeň', 'Entrepôt “Évry”']));
});

it('says nothing of a SKU that the ERP cannot have, without asking', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  const skus = ['X'.repeat(19), 'with blank', 'Ä-1'];
  const { data, errors } = await askVariants(service, skus, FIELDS);
  expect(errors).toBeUndefined();
  expect(data._entities).toEqual(
    skus.map((sku) => ({ sku, listPrice: null, supplierLeadTimeDays: null })),
  );
  expect(await upstream.count('GetListPrice')).toBe(0);
});

it('says VALIDATION with the words of a SOAP Fault', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  const { data, errors } = await askVariants(service, ['A-1'], FIELDS, { currency: 'CHF' });
  expect(data._entities[0]).toMatchObject({ sku: 'A-1', listPrice: null });
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining('Kein Preisbuch in „CHF“'),
      extensions: { code: 'VALIDATION' },
    },
  ]);
});

it.each([
  ['is cut off', { malformed: true }],
  ['is a fault of maintenance', { maintenance: true }],
  ['is HTTP 500 without a body', { errorRate: 1 }],
])('is null without an error where the answer %s', async (_, behaviour) => {
  await using upstream = await startUpstream({ behaviour });
  await using service = await createErp(upstream);
  const { data, errors } = await askVariants(service, ['1000000'], FIELDS);
  expect(errors).toBeUndefined();
  expect(data._entities).toEqual([{ sku: '1000000', listPrice: null, supplierLeadTimeDays: null }]);
});

it('sends the correlation id along, and keeps it with the call', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  await askVariants(service, ['1000000'], 'listPrice { amount }', { correlationId: 'T-<1>&' });
  const { calls } = await upstream.control('/calls');
  expect(calls).toMatchObject([{ operation: 'GetListPrice', correlationId: 'T-<1>&' }]);
});

it('never has more calls under way than the ERP bears', async () => {
  await using upstream = await startUpstream({ behaviour: { latencyMs: [20, 40] } });
  await using service = await createErp(upstream);
  await Promise.all(listSkus(12).map((sku) => askVariants(service, [sku], 'listPrice { amount }')));
  const { calls } = await upstream.control('/calls');
  expect(calls.map(({ status }: { status: number }) => status)).toEqual(Array(12).fill(200));
});
