import { afterEach, beforeEach, expect, it } from 'vitest';

import { findShipment } from '#src/data/shipments.ts';
import { createShipmentJob } from '#src/jobs.ts';
import { createResultsCache } from '#src/results-cache.ts';
import { createErpClient } from '#src/upstream/erp-client.ts';
import { createCommandClient } from '@supergraph/kit/command-client';

import { type ErpService, type Upstream, createErp, startUpstream } from './build.ts';
import { type Orders, startOrders } from './orders-stand-in.ts';

const LEASE_MS = 30_000;

let now: number;
let orders: Orders;
let upstream: Upstream;
let service: ErpService;

beforeEach(async () => {
  now = Date.parse('2026-06-15T12:00:00.000Z');
  orders = await startOrders();
  upstream = await startUpstream({ now: () => now });
  service = await createErp(upstream, {
    now: () => now,
    settings: {
      SIGNING_KEY: '5a'.repeat(32),
      SERVICE_URLS: JSON.stringify({ orders: orders.url }),
    },
  });
});
afterEach(async () => {
  await service[Symbol.asyncDispose]();
  await upstream[Symbol.asyncDispose]();
  await orders[Symbol.asyncDispose]();
});

/** Another process's view of the same file: its own client and breaker. */
function openJob() {
  const { deps } = service;
  const settings = {
    ...deps.settings,
    ERP_URL: upstream.simulator.url,
    ERP_PARALLEL_CALLS: 2,
  };
  const parts = {
    ...deps,
    client: createErpClient({ ...deps, settings }),
    cache: createResultsCache({ ...deps, isOn: true }),
    commands: createCommandClient({ ...deps, name: 'erp' }),
  };
  return createShipmentJob(parts, LEASE_MS);
}

const run = () => openJob().run();

const place = (orderId: string) =>
  service.receive('orders', [
    {
      type: 'orders.order.placed',
      key: orderId,
      data: { orderId, lines: [{ orderLineId: `${orderId}_1`, quantity: 2 }] },
    },
  ]);
const cancel = (orderId: string) =>
  service.receive('orders', [{ type: 'orders.order.cancelled', key: orderId, data: { orderId } }]);
const listShipments = (): Promise<{ reference: string; cancelledAt: number | null }[]> =>
  upstream.control('/shipments');

it('books what was placed, and tells of it', async () => {
  await place('ord_1');
  expect(await service.published()).toEqual([]);
  await run();
  const [booked] = await upstream.control('/shipments');
  expect(booked).toMatchObject({ reference: 'ord_1', carrier: 'Post', country: 'DE' });
  const row = await findShipment(service.db.reader, 'ord_1');
  expect(row).toMatchObject({ state: 'BOOKED', dueAt: null, erpNumber: booked.number });
  expect(await service.published()).toEqual([
    {
      type: 'erp.shipment.booked',
      key: 'ord_1',
      data: {
        orderId: 'ord_1',
        shipmentId: row?.id,
        carrier: 'Post',
        trackingNumber: booked.trackingNumber,
        lines: [{ orderLineId: 'ord_1_1', quantity: 2 }],
      },
    },
  ]);
  await run();
  expect(await upstream.count('CreateShipment')).toBe(1);
});

it('keeps nobody’s address', async () => {
  await place('ord_1');
  await run();
  const kept = JSON.stringify([
    await findShipment(service.db.reader, 'ord_1'),
    await service.published(),
    await upstream.control('/shipments'),
  ]);
  expect(kept).not.toMatch(/Jörg|Straße|50667/u);
});

it('tries again, with growing pauses, while orders or the ERP cannot be asked', async () => {
  orders.isDown = true;
  await place('ord_1');
  await run();
  orders.isDown = false;
  await upstream.control('/behaviour', { maintenance: true });
  now += 1000;
  await run();
  expect(await findShipment(service.db.reader, 'ord_1')).toMatchObject({
    state: 'BOOKING',
    attempts: 2,
    dueAt: now + 2000,
  });
  await upstream.control('/reset', {});
  now += 1999;
  await run();
  expect(await listShipments()).toEqual([]);
  now += 1;
  await run();
  expect(await listShipments()).toHaveLength(1);
  // Each try has a key of its own: the answer may be another one by then.
  expect(new Set(orders.keys).size).toBe(orders.keys.length);
});

it('books once, when the ERP did and its answer was lost', async () => {
  await place('ord_1');
  await upstream.control('/behaviour', { malformed: true });
  await run();
  expect(await listShipments()).toHaveLength(1);
  expect(await service.published()).toEqual([]);
  await upstream.control('/reset', {});
  now += 1000;
  await run();
  expect(await listShipments()).toHaveLength(1);
  expect(await service.published()).toHaveLength(1);
});

it('books each order once when several processes work', async () => {
  for (let order = 0; order < 10; order++) {
    await place(`ord_${order}`);
  }
  // Together they ask more than the ERP bears at once: some tries are for later.
  while ((await service.published()).length < 10) {
    await Promise.all([run(), run(), run()]);
    now += 60_000;
  }
  expect(await listShipments()).toHaveLength(10);
  expect(new Set((await service.published()).map(({ key }) => key)).size).toBe(10);
});

it('says that the ERP can never book it', async () => {
  orders.countries.set('ord_1', 'AQ');
  orders.unknown.add('ord_2');
  await place('ord_1');
  await place('ord_2');
  await run();
  expect(await service.published()).toEqual([
    { type: 'erp.shipment.refused', key: 'ord_1', data: { orderId: 'ord_1', code: 'LAND' } },
    { type: 'erp.shipment.refused', key: 'ord_2', data: { orderId: 'ord_2', code: 'NOT_FOUND' } },
  ]);
  now += 3_600_000;
  await run();
  expect(await service.published()).toHaveLength(2);
});

it('cancels what was booked, and tells of it', async () => {
  await place('ord_1');
  await run();
  await cancel('ord_1');
  await run();
  const row = await findShipment(service.db.reader, 'ord_1');
  expect((await listShipments())[0]).toMatchObject({ reference: 'ord_1', cancelledAt: now });
  expect(row).toMatchObject({ state: 'CANCELLED', dueAt: null });
  expect((await service.published()).slice(1)).toEqual([
    {
      type: 'erp.shipment.cancelled',
      key: 'ord_1',
      data: { orderId: 'ord_1', shipmentId: row?.id },
    },
  ]);
});

it('books nothing for an order that was cancelled before, also where the booking is on its way', async () => {
  await place('ord_1');
  await cancel('ord_1');
  await run();
  expect(await findShipment(service.db.reader, 'ord_1')).toMatchObject({ state: 'CANCELLED' });
  expect([await listShipments(), await service.published()]).toEqual([[], []]);
});

it('cancels what it booked without having heard of it', async () => {
  await place('ord_1');
  await upstream.control('/behaviour', { malformed: true });
  await run();
  await cancel('ord_1');
  await upstream.control('/reset', {});
  now += 1000;
  await run();
  expect(await listShipments()).toMatchObject([{ reference: 'ord_1', cancelledAt: now }]);
  expect(await service.published()).toEqual([]);
});

it('cancels after all what is cancelled while the ERP books it', async () => {
  await upstream.control('/behaviour', { latencyMs: [300, 300] });
  await place('ord_1');
  const working = run();
  await expect.poll(() => upstream.count('CreateShipment')).toBe(1);
  await cancel('ord_1');
  await working;
  await run();
  expect((await service.published()).map(({ type }) => type)).toEqual([
    'erp.shipment.booked',
    'erp.shipment.cancelled',
  ]);
  expect(await listShipments()).toMatchObject([{ reference: 'ord_1', cancelledAt: now }]);
});

it('cancels the parcel that staff do not want sent, and no other', async () => {
  await place('ord_1');
  await run();
  const row = await findShipment(service.db.reader, 'ord_1');
  for (const shipmentId of [null, 'shp_other', row?.id]) {
    expect(await listShipments()).toMatchObject([{ cancelledAt: null }]);
    await service.receive('orders', [
      {
        type: 'orders.fulfillment.cancelled',
        key: 'ord_1',
        data: { orderId: 'ord_1', fulfillmentId: 'ful_1', shipmentId },
      },
    ]);
    await run();
  }
  expect(await listShipments()).toMatchObject([{ cancelledAt: now }]);
});

it('says once that the ERP does not cancel what a carrier has, and asks again an hour later', async () => {
  await place('ord_1');
  await run();
  now += 3 * 3_600_000;
  await cancel('ord_1');
  await run();
  now += 3_600_000;
  await run();
  const row = await findShipment(service.db.reader, 'ord_1');
  expect(row).toMatchObject({ state: 'BOOKED', dueAt: now + 3_600_000 });
  expect(await upstream.count('CancelShipment')).toBe(2);
  expect((await service.published()).slice(1)).toEqual([
    {
      type: 'erp.shipment.cancel_refused',
      key: 'ord_1',
      data: { orderId: 'ord_1', shipmentId: row?.id, code: 'ABGEHOLT' },
    },
  ]);
});

it('ignores the cancellation of an order that it does not know', async () => {
  await cancel('ord_9');
  await run();
  expect(await upstream.count('CancelShipment')).toBe(0);
});
