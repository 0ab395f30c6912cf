import { afterEach, beforeEach, expect, it } from 'vitest';

import { createErpClient } from '#src/upstream/erp-client.ts';
import { bookShipment } from '#src/operations/shipments.ts';

import { type ErpService, type Upstream, createErp, startUpstream } from './build.ts';

const NOW = Date.parse('2026-06-15T12:00:00.000Z');
let now: number;
let upstream: Upstream;
let service: ErpService;

beforeEach(async () => {
  now = NOW;
  upstream = await startUpstream({ now: () => now });
  service = await createErp(upstream, { now: () => now });
});
afterEach(async () => {
  await service[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
});

async function book(reference: string): Promise<string> {
  const { deps } = service;
  const settings = { ERP_URL: upstream.simulator.url, ERP_PARALLEL_CALLS: 2 };
  const address = {
    name: 'Ada',
    company: null,
    line1: '1 Way',
    line2: null,
    city: 'Here',
    region: null,
    postalCode: '50667',
    countryCode: 'DE',
    phone: null,
  };
  const booked = await bookShipment(
    { reference, address, carrier: null, service: null, lines: [{ sku: 'A', quantity: 1 }] },
    { client: createErpClient({ ...deps, settings }), correlationId: 'T1' },
  );
  return booked.status === 'done' ? booked.trackingNumber : booked.status;
}

async function track(trackingNumber: string | null) {
  const { data, errors } = await service.execute(
    `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Fulfillment {
      tracking { status events { at location description } estimatedDelivery provenance { source asOf } } } } }`,
    {
      representations: [
        { __typename: 'Fulfillment', id: 'ful_1', carrier: 'Post', trackingNumber },
      ],
    },
  );
  expect(errors).toBeUndefined();
  return data._entities[0].tracking;
}

it('tells how far a parcel is, in the words of the graph', async () => {
  const number = await book('ord_1');
  now += 12 * 3_600_000;
  expect(await track(number)).toEqual({
    status: 'IN_TRANSIT',
    events: [
      {
        at: '2026-06-15T12:00:00.000Z',
        location: null,
        description: 'Auftrag elektronisch übermittelt',
      },
      { at: '2026-06-15T14:00:00.000Z', location: 'Köln', description: 'Im Lager übergeben' },
      {
        at: '2026-06-16T00:00:00.000Z',
        location: 'Düsseldorf',
        description: 'Im Paketzentrum bearbeitet',
      },
    ],
    estimatedDelivery: '2026-06-19T00:00:00.000Z',
    provenance: { source: 'LIVE', asOf: '2026-06-16T00:00:00.000Z' },
  });
});

it('reads it whatever the order and the prefix of the elements are', async () => {
  const number = await book('ord_1');
  now += 12 * 3_600_000;
  const usual = await track(number);
  now += 5 * 60_000;
  await upstream.control('/behaviour', { reordered: true, unknownElements: true, prefix: 'ns7' });
  const odd = await track(number);
  expect({ ...odd, provenance: null }).toEqual({ ...usual, provenance: null });
});

it('asks once in five minutes, and gives what it has when the ERP cannot be asked', async () => {
  const number = await book('ord_1');
  await track(number);
  now += 5 * 60_000 - 1;
  expect((await track(number)).provenance.source).toBe('CACHED');
  expect(await upstream.count('TrackShipment')).toBe(1);
  await upstream.control('/behaviour', { maintenance: true });
  now += 3_600_000;
  expect(await track(number)).toMatchObject({
    status: 'BOOKED',
    provenance: { source: 'CACHED', asOf: '2026-06-15T12:00:00.000Z' },
  });
});

it('is null for a number that the ERP does not know, for none, and while nobody knows', async () => {
  expect(await track('1Z999')).toBeNull();
  expect(await track(null)).toBeNull();
  expect(await upstream.count('TrackShipment')).toBe(1);
  await upstream.control('/behaviour', { maintenance: true });
  expect(await track('KE1')).toBeNull();
});
