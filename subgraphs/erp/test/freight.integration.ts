import { expect, it } from 'vitest';

import { buildCart, createErp, readOptions, startUpstream } from './build.ts';

interface Money {
  readonly amount: number;
  readonly currency: string;
}

let lastKey = 0;

async function quote(
  service: Awaited<ReturnType<typeof createErp>>,
  more: object = {},
  as = 'cart',
) {
  const response = await service.fetch('/internal/v1/freightQuote', {
    as,
    method: 'POST',
    headers: { 'idempotency-key': `test:key:${++lastKey}` },
    body: {
      countryCode: 'DE',
      region: null,
      postalCode: '10115',
      currencyCode: 'EUR',
      lines: [
        { sku: 'A-1', quantity: 2, weightGrams: 700, dimensions: null },
        { sku: 'B-2', quantity: 1, weightGrams: null, dimensions: null },
      ],
      ...more,
    },
  });
  return { status: response.status, answer: JSON.parse(await response.text()) };
}

it('lists ways of delivery with what they cost, the cheapest first', async () => {
  const now = () => Date.parse('2026-06-15T12:00:00.000Z');
  await using upstream = await startUpstream({ now });
  await using service = await createErp(upstream, { now });
  // 1.9 kg: 4.90 and 0.45 for the second kilogram.
  expect(await readOptions(service)).toEqual([
    {
      id: 'ship_post_standard',
      carrier: 'Post',
      service: 'Standard',
      price: { amount: 535, currency: 'EUR' },
      earliestDelivery: '2026-06-17T00:00:00.000Z',
      latestDelivery: '2026-06-19T00:00:00.000Z',
      provenance: { source: 'LIVE', asOf: '2026-06-15T12:00:00.000Z' },
    },
    expect.objectContaining({ id: 'ship_post_express', price: { amount: 1410, currency: 'EUR' } }),
    expect.objectContaining({
      id: 'ship_kurier_termin',
      carrier: 'Kurierdienst Müller & Söhne',
      price: { amount: 1980, currency: 'EUR' },
    }),
  ]);
});

it('says the same ids and prices to a command as to a page', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  const page = await readOptions(service);
  const { status, answer } = await quote(service);
  expect([status, answer.status, answer.provenance.source]).toEqual([200, 'QUOTED', 'CACHED']);
  expect(
    answer.options.map(({ amount, currency, ...option }: Money) => ({
      ...option,
      price: { amount, currency },
      provenance: { ...answer.provenance, source: 'LIVE' },
    })),
  ).toEqual(page);
  expect(await upstream.count('GetFreightQuote')).toBe(1);
});

it('asks again for a key that comes again, for its answer ages', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream, { settings: { RESULTS_CACHE: 'off' } });
  lastKey = 900;
  await quote(service);
  lastKey = 900;
  await quote(service);
  expect(await upstream.count('GetFreightQuote')).toBe(2);
});

it('refuses what is not delivered', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  expect((await quote(service, { countryCode: 'AQ' })).answer).toEqual({
    status: 'REFUSED',
    code: 'NOT_DELIVERABLE',
    message: 'Nothing of this weight is delivered to "AQ".',
  });
  const lines = [{ sku: 'A-1', quantity: 100, weightGrams: 50_000 }];
  expect((await quote(service, { lines })).answer).toMatchObject({ code: 'NOT_DELIVERABLE' });
  expect(await readOptions(service, buildCart({ shippingAddress: { countryCode: 'AQ' } }))).toEqual(
    [],
  );
});

it('refuses a currency that the ERP does not keep, in its words', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  expect((await quote(service, { currencyCode: 'CHF' })).answer).toEqual({
    status: 'REFUSED',
    code: 'VALIDATION',
    message: 'Keine Tarife in „CHF“.',
  });
});

it.each([
  ['a country that is none', { countryCode: 'de' }],
  ['no lines', { lines: [] }],
  ['no units', { lines: [{ sku: 'A', quantity: 0, weightGrams: null }] }],
  ['a currency that is none', { currencyCode: 'EURO' }],
])('answers 400 to %s', async (_, more) => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  expect((await quote(service, more)).status).toBe(400);
});

it('is a command for cart alone', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  expect((await quote(service, {}, 'orders')).status).toBe(403);
});

it('estimates by the country of the cart until there is an address', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  const [option] = await readOptions(
    service,
    buildCart({ countryCode: 'US', shippingAddress: null }),
  );
  // 5.35 times 3.9.
  expect(option.price).toEqual({ amount: 2087, currency: 'EUR' });
});

it('is empty for an empty cart, without asking', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  expect(await readOptions(service, buildCart({ lines: [] }))).toEqual([]);
  expect(await upstream.count('GetFreightQuote')).toBe(0);
});

it('is not known, which is not none, while nobody can say what lies in the cart', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  const lines = [{ quantity: 1, variant: null }];
  expect(await readOptions(service, buildCart({ lines }))).toBeNull();
  expect(await upstream.count('GetFreightQuote')).toBe(0);
});
