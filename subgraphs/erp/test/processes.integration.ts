import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { openDatabase } from '@supergraph/kit/database';
import { readFeed } from '@supergraph/kit/feed';
import { createTestFolder } from '@supergraph/kit/testing';
import { expect, it } from 'vitest';

import { type Upstream, startUpstream } from './build.ts';
import { type Orders, buildEnvelope, startOrders } from './orders-stand-in.ts';

const server = fileURLToPath(new URL('../src/server.ts', import.meta.url));
const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** A real process of the service over the file in this folder. */
function start(folder: string, { simulator }: Upstream, orders: Orders) {
  const child: ChildProcess = fork(server, {
    env: {
      NODE_ENV: 'test',
      LOG_LEVEL: 'fatal',
      DATA_DIR: folder,
      ERP_URL: simulator.url,
      SHIPMENT_LEASE_MS: '1000',
      SIGNING_KEY: '5a'.repeat(32),
      SERVICE_URLS: JSON.stringify({ orders: orders.url }),
    },
  });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Whether every call has had its effect. */
async function isIdle(upstream: Upstream): Promise<boolean> {
  const { calls }: { calls: { status: number | null }[] } = await upstream.control('/calls');
  return calls.every(({ status }) => status !== null);
}

const placed = (seq: number) => {
  const orderId = `ord_${seq}`;
  const lines = [{ orderLineId: `${orderId}_1`, quantity: 2 }];
  return buildEnvelope(seq, 'orders.order.placed', { orderId, lines } as { orderId: string });
};

it(
  'books each order once, wherever it is killed between the ERP and its own record',
  { timeout: 60_000 },
  async () => {
    using folder = createTestFolder();
    await using orders = await startOrders();
    await using upstream = await startUpstream({ behaviour: { latencyMs: [150, 150] } });
    const rounds = 3;
    for (let round = 1; round <= rounds; round++) {
      const before = await upstream.count('CreateShipment');
      orders.feed.push(placed(round));
      const process = start(folder.path, upstream, orders);
      // The ERP has the call and books, while nobody is there any more to hear of it.
      await expect
        .poll(() => upstream.count('CreateShipment'), { timeout: 10_000, interval: 5 })
        .toBeGreaterThan(before);
      await process.kill();
      await expect.poll(() => isIdle(upstream), { timeout: 5000 }).toBe(true);
    }
    using db = openDatabase({ file: path.join(folder.path, 'erp.db'), migrationsFolder });
    const last = start(folder.path, upstream, orders);
    const readEvents = async () =>
      (await readFeed(db.reader, { topic: 'erp', after: 0, limit: 100 })).events;
    await expect.poll(async () => (await readEvents()).length, { timeout: 20_000 }).toBe(rounds);
    await last.kill();
    const shipments: { reference: string; trackingNumber: string }[] =
      await upstream.control('/shipments');
    const booked = (await readEvents()).map(({ data }) => data as Record<string, string>);
    const pair = (order: string | undefined, tracking: string | undefined) =>
      `${order} ${tracking}`;
    expect(booked.map((one) => pair(one['orderId'], one['trackingNumber'])).toSorted()).toEqual(
      shipments.map((one) => pair(one.reference, one.trackingNumber)).toSorted(),
    );
    expect(shipments).toHaveLength(rounds);
    // It was asked again for what it had booked.
    expect(await upstream.count('CreateShipment')).toBeGreaterThan(rounds);
    // The order's correlation goes all the way.
    expect((await readEvents()).map(({ correlationId }) => correlationId)).toContain('T-1');
  },
);
