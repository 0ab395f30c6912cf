import { expect, it } from 'vitest';

import { buildCart, createErp, readOptions, readStatus, startUpstream } from './build.ts';

const NOW = Date.parse('2026-06-15T12:00:00.000Z');
const to = (postalCode: string) =>
  buildCart({ shippingAddress: { countryCode: 'DE', postalCode, region: null } });
/** An area that nobody has asked about. */
let lastArea = 10;
const somewhereNew = () => to(`${++lastArea}000`);

it(
  'leaves a hanging ERP alone after 5 calls, answers at once, and comes back by one probe and a ramp',
  { timeout: 30_000 },
  async () => {
    let now = NOW;
    await using upstream = await startUpstream();
    await using service = await createErp(upstream, { now: () => now });
    const known = to('01067');
    await readOptions(service, known);
    now += 6 * 60_000;
    await upstream.control('/behaviour', { hang: true });
    const before = await upstream.count('GetFreightQuote');

    for (let call = 0; call < 5; call++) {
      const [option] = await readOptions(service, somewhereNew());
      expect(option.provenance.source).toBe('FALLBACK');
    }
    expect(await readStatus(service)).toMatchObject({ breaker: 'OPEN', consecutiveFailures: 5 });
    expect(await upstream.count('GetFreightQuote')).toBe(before + 5);

    const took: number[] = [];
    for (let call = 0; call < 100; call++) {
      const cart = call % 2 === 0 ? known : to(`${20 + (call % 50)}000`);
      const begun = performance.now();
      const [option] = await readOptions(service, cart);
      took.push(performance.now() - begun);
      expect(option.provenance.source).toBe(call % 2 === 0 ? 'CACHED' : 'FALLBACK');
    }
    expect(Math.max(...took)).toBeLessThan(50);
    expect(await upstream.count('GetFreightQuote')).toBe(before + 5);

    await upstream.control('/reset', {});
    const burst = async () => {
      const calls = await upstream.count('GetFreightQuote');
      await Promise.all(Array.from({ length: 12 }, () => readOptions(service, somewhereNew())));
      return (await upstream.count('GetFreightQuote')) - calls;
    };
    now += 4999;
    expect(await burst()).toBe(0);
    now += 1;
    // The probe, and then the first second of the ramp.
    expect(await burst()).toBe(1);
    const perSecond = [await burst()];
    for (let second = 0; second < 4; second++) {
      now += 1000;
      perSecond.push(await burst());
    }
    expect(perSecond).toEqual([1, 2, 4, 8, 12]);
    expect(await readStatus(service)).toMatchObject({ breaker: 'CLOSED', consecutiveFailures: 0 });
  },
);

it('gives the fixed table for what it does not know: the ERP own id, and nothing where nothing goes', async () => {
  const now = () => NOW;
  await using upstream = await startUpstream({ behaviour: { maintenance: true } });
  await using service = await createErp(upstream, { now });
  expect(await readOptions(service)).toEqual([
    {
      id: 'ship_post_standard',
      carrier: 'Post',
      service: 'Standard',
      price: { amount: 650, currency: 'EUR' },
      earliestDelivery: '2026-06-17T00:00:00.000Z',
      latestDelivery: '2026-06-21T00:00:00.000Z',
      provenance: { source: 'FALLBACK', asOf: '2026-06-15T12:00:00.000Z' },
    },
  ]);
  expect(await readOptions(service, buildCart({ shippingAddress: { countryCode: 'AQ' } }))).toEqual(
    [],
  );
});

it('does not open for faults that are the caller’s', async () => {
  await using upstream = await startUpstream();
  await using service = await createErp(upstream);
  for (let call = 0; call < 8; call++) {
    await expect(readOptions(service, buildCart({ currencyCode: 'CHF' }))).rejects.toThrow(
      'VALIDATION',
    );
  }
  expect(await readStatus(service)).toMatchObject({ breaker: 'CLOSED', upstreamCalls: 8 });
});
