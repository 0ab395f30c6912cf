import type { Transaction } from '@supergraph/kit/database';

import type { InventoryDeps } from '#src/context.ts';
import { move } from '#src/data/ledger.ts';
import { findDue, findItems, putReservation } from '#src/data/reservations.ts';
import { settleStock } from '#src/settle-stock.ts';
import type { ReservationItemRow, ReservationRow } from '#src/tables.ts';

/** More would hold up other writers for long; the rest comes with the next sweep. */
const SWEEP_LIMIT = 100;

interface End {
  /** RELEASE gives units back, COMMIT lets them leave. */
  readonly kind: 'RELEASE' | 'COMMIT';
  readonly ref: string;
  readonly actor: string;
  readonly at: number;
}

/** Books the end of a hold: units that were set aside are free again, or gone. Units that are still to come are no longer owed when it is released. */
export async function takeBack(
  tx: Transaction,
  items: readonly ReservationItemRow[],
  { kind, ref, actor, at }: End,
): Promise<void> {
  for (const { sku, locationId, quantity, backordered } of items) {
    const aside = quantity - backordered;
    const deltas =
      kind === 'COMMIT'
        ? { reserved: -aside, onHand: -aside }
        : { reserved: -aside, backordered: -backordered };
    await move(tx, { sku, locationId, kind, ref, ...deltas }, { actor, at });
  }
}

export interface Ending {
  readonly deps: Pick<InventoryDeps, 'now' | 'publish'>;
  readonly actor: string;
  readonly correlationId: string;
}

/** Gives back what a checkout holds. */
export async function endHold(
  tx: Transaction,
  held: ReservationRow,
  { status, deps, actor, correlationId }: Ending & { readonly status: 'RELEASED' | 'EXPIRED' },
): Promise<void> {
  const items = await findItems(tx, held.id);
  const at = deps.now();
  await takeBack(tx, items, { kind: 'RELEASE', ref: held.checkoutId, actor, at });
  await putReservation(tx, { ...held, status });
  const skus = [...new Set(items.map(({ sku }) => sku))];
  await settleStock(tx, skus, { deps, cause: { correlationId } });
}

/** Ends holds whose time is over, and says so. Answers how many. */
export async function sweepDue(tx: Transaction, deps: Ending['deps']): Promise<number> {
  const due = await findDue(tx, { now: deps.now(), limit: SWEEP_LIMIT });
  for (const held of due) {
    // Nobody asked for this end: the chain of causes begins with the reservation.
    const correlationId = held.id;
    await endHold(tx, held, { status: 'EXPIRED', deps, actor: 'inventory', correlationId });
    await deps.publish(tx, {
      type: 'inventory.reservation.expired',
      key: held.checkoutId,
      data: { reservationId: held.id, checkoutId: held.checkoutId },
      cause: { correlationId },
    });
  }
  return due.length;
}
