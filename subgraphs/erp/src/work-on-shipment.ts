import type { Transaction } from '@supergraph/kit/database';
import { z } from 'zod';

import type { Deps } from '#src/context.ts';
import { settleShipment } from '#src/data/shipments.ts';
import {
  type Booked,
  type Delivery,
  type ShipmentOutcome,
  bookShipment,
  cancelShipment,
} from '#src/operations/shipments.ts';
import type { ShipmentRow } from '#src/tables.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;
/** What the ERP does not cancel today, it may after somebody has looked into it. */
const REFUSED_PAUSE_MS = 3_600_000;

/** One try to have the ERP book, or cancel, what a row asks for. The row is taken: nobody else works on it meanwhile. */
export async function workOnShipment(row: ShipmentRow, deps: Deps): Promise<void> {
  await (row.cancelRequested ? cancel(row, deps) : book(row, deps));
}

async function book(row: ShipmentRow, deps: Deps): Promise<void> {
  const delivery = await askDelivery(row, deps);
  const outcome =
    delivery.status === 'done'
      ? await bookShipment(delivery, { ...deps, correlationId: row.correlationId })
      : delivery;
  switch (outcome.status) {
    case 'done':
      return settleBooked(row, outcome, deps);
    case 'refused':
      return settleRefused(row, outcome.code, deps);
    case 'unavailable':
      return settleLater(row, deps);
  }
}

async function settleBooked(row: ShipmentRow, booked: Booked, deps: Deps): Promise<void> {
  const { erpNumber, carrier, trackingNumber } = booked;
  await deps.db.transaction(async (tx) => {
    const settled = await settleShipment(tx, row, {
      state: 'BOOKED',
      erpNumber,
      carrier,
      trackingNumber,
      attempts: 0,
      dueAt: null,
    });
    if (settled === undefined) {
      return;
    }
    if (settled.cancelRequested) {
      // Cancelled while the ERP was booking: that is the next thing to do.
      await settleShipment(tx, settled, { dueAt: deps.now() });
    }
    const { orderId, id, lines } = row;
    const data = { orderId, shipmentId: id, carrier, trackingNumber, lines };
    await announce(tx, { deps, row, type: 'erp.shipment.booked', data });
  });
}

async function settleRefused(row: ShipmentRow, code: string, deps: Deps): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const change = { state: 'REFUSED', refusedCode: code, dueAt: null } as const;
    if ((await settleShipment(tx, row, change)) !== undefined) {
      const data = { orderId: row.orderId, code };
      await announce(tx, { deps, row, type: 'erp.shipment.refused', data });
    }
  });
}

async function cancel(row: ShipmentRow, deps: Deps): Promise<void> {
  const asking = { ...deps, correlationId: row.correlationId };
  const outcome = await cancelShipment(row.orderId, asking);
  if (outcome.status === 'refused') {
    return settleNotCancelled(row, outcome.code, deps);
  }
  if (outcome.status === 'unavailable') {
    return settleLater(row, deps);
  }
  await deps.db.transaction(async (tx) => {
    const settled = await settleShipment(tx, row, { state: 'CANCELLED', dueAt: null });
    // Nobody was told of one that was not booked yet.
    if (settled !== undefined && row.state === 'BOOKED') {
      const data = { orderId: row.orderId, shipmentId: row.id };
      await announce(tx, { deps, row, type: 'erp.shipment.cancelled', data });
    }
  });
}

async function settleNotCancelled(row: ShipmentRow, code: string, deps: Deps): Promise<void> {
  const { orderId, id: shipmentId, refusedCode } = row;
  await deps.db.transaction(async (tx) => {
    const change = { refusedCode: code, dueAt: deps.now() + REFUSED_PAUSE_MS };
    if ((await settleShipment(tx, row, change)) !== undefined && refusedCode === null) {
      deps.log.error({ orderId, shipmentId, code }, 'the ERP does not cancel a shipment');
      const data = { orderId, shipmentId, code };
      await announce(tx, { deps, row, type: 'erp.shipment.cancel_refused', data });
    }
  });
}

async function settleLater(row: ShipmentRow, { db, now }: Deps): Promise<void> {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(row.attempts - 1, 10), LONGEST_PAUSE_MS);
  await db.transaction((tx) => settleShipment(tx, row, { dueAt: now() + pause }));
}

interface Announcement {
  readonly deps: Pick<Deps, 'publish'>;
  readonly row: ShipmentRow;
  readonly type: string;
  readonly data: object;
}

async function announce(tx: Transaction, { deps, row, type, data }: Announcement): Promise<void> {
  const { orderId: key, correlationId, causationId } = row;
  await deps.publish(tx, { type, key, data, cause: { correlationId, causationId } });
}

const text = z.string().nullable();
const deliveryShape = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('FOUND'),
    address: z
      .object({
        name: z.string(),
        company: text,
        line1: z.string(),
        line2: text,
        city: z.string(),
        region: text,
        postalCode: text,
        countryCode: z.string(),
        phone: text,
      })
      .nullable(),
    lines: z.array(z.object({ sku: z.string(), quantity: z.int() })),
    carrier: text,
    service: text,
  }),
  z.object({ status: z.literal('REFUSED'), code: z.string() }),
]);

/** Where it goes. Not kept: it is personal, and orders has it. */
async function askDelivery(
  { orderId, attempts, correlationId }: ShipmentRow,
  { commands }: Deps,
): Promise<ShipmentOutcome<Delivery>> {
  const result = await commands.call({
    service: 'orders',
    command: 'deliveryDetails',
    input: { orderId },
    answer: deliveryShape,
    idempotencyKey: `${orderId}:delivery:${attempts}`,
    correlationId,
  });
  if (result.status === 'unavailable') {
    return { status: 'unavailable' };
  }
  const { answer } = result;
  if (answer.status === 'REFUSED') {
    return { status: 'refused', code: answer.code };
  }
  const { address, carrier, service, lines } = answer;
  return address === null
    ? { status: 'refused', code: 'NO_ADDRESS' }
    : { status: 'done', reference: orderId, address, carrier, service, lines };
}
