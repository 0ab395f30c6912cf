import type { Transaction } from '@supergraph/kit/database';

import { move } from '#src/data/ledger.ts';
import {
  type WaitingItem,
  deleteItem,
  findItems,
  findWaiting,
  putItem,
} from '#src/data/reservations.ts';
import { findStock } from '#src/data/stock.ts';
import { inOrderOfPreference } from '#src/rules/preference.ts';
import { freeOf } from '#src/rules/stock-status.ts';

/** Gives goods that are free to reservations that wait for them, the oldest first. */
export async function fillWaiting(
  tx: Transaction,
  skus: readonly string[],
  at: number,
): Promise<void> {
  const waiting = await findWaiting(tx, skus);
  if (waiting.length === 0) {
    return;
  }
  const free = new Map<string, number>();
  const places = inOrderOfPreference(await findStock(tx, skus), null);
  for (const place of places) {
    free.set(keyOf(place), freeOf(place));
  }
  for (const item of waiting) {
    let missing = item.backordered;
    for (const place of places.filter(({ sku }) => sku === item.sku)) {
      const units = Math.min(missing, free.get(keyOf(place)) ?? 0);
      if (units > 0) {
        await fill(tx, item, { locationId: place.locationId, units, at });
        free.set(keyOf(place), (free.get(keyOf(place)) ?? 0) - units);
        missing -= units;
      }
    }
  }
}

const keyOf = ({
  sku,
  locationId,
}: {
  readonly sku: string;
  readonly locationId: string;
}): string => JSON.stringify([sku, locationId]);

interface Filling {
  readonly locationId: string;
  readonly units: number;
  readonly at: number;
}

/** Units for an open checkout are set aside; those of an order that was placed leave at once. */
async function fill(
  tx: Transaction,
  { sku, reservationId, checkoutId, status, locationId: from }: WaitingItem,
  { locationId, units, at }: Filling,
): Promise<void> {
  const signature = { actor: 'inventory', at };
  const entry = { sku, kind: 'FILL', ref: checkoutId } as const;
  const taken = status === 'HELD' ? { reserved: units } : { onHand: -units };
  await move(tx, { ...entry, locationId: from, backordered: -units }, signature);
  await move(tx, { ...entry, locationId, ...taken }, signature);

  const items = await findItems(tx, reservationId);
  const itemAt = (id: string) => items.find((item) => item.sku === sku && item.locationId === id);
  const waiting = itemAt(from);
  if (waiting === undefined) {
    throw new Error(`The reservation ${reservationId} does not wait for ${sku} at ${from}.`);
  }
  if (from === locationId) {
    await putItem(tx, { ...waiting, backordered: waiting.backordered - units });
    return;
  }
  await (waiting.quantity === units
    ? deleteItem(tx, waiting)
    : putItem(tx, {
        ...waiting,
        quantity: waiting.quantity - units,
        backordered: waiting.backordered - units,
      }));
  const there = itemAt(locationId) ?? {
    ...waiting,
    locationId,
    quantity: 0,
    backordered: 0,
    returned: 0,
  };
  await putItem(tx, { ...there, quantity: there.quantity + units });
}
