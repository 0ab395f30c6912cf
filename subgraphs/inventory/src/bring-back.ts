import type { Transaction } from '@supergraph/kit/database';

import { refused } from '#src/commands/answers.ts';
import { move } from '#src/data/ledger.ts';
import {
  findItems,
  findReservationOfOrder,
  isReturned,
  putItem,
  recordReturn,
} from '#src/data/reservations.ts';
import { findStock } from '#src/data/stock.ts';
import { findVariants } from '#src/data/variants.ts';
import { type BringBack, planReturn } from '#src/rules/plan-return.ts';
import { type Settling, settleStock } from '#src/settle-stock.ts';
import { MAX_UNITS } from '#src/tables.ts';

interface Wanted {
  readonly orderId: string;
  /** What they come back for: the same one brings nothing back twice. */
  readonly reference: string;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
}

/** Brings units of an order back to where they came from. Never more than left; units that are still to come are cancelled first. All lines or none. */
export async function bringBack(
  tx: Transaction,
  { orderId, reference, lines }: Wanted,
  { actor, ...settling }: Settling & { readonly actor: string },
) {
  const reservation = await findReservationOfOrder(tx, orderId);
  if (reservation === undefined) {
    return refused('NOT_FOUND', `No stock was committed for the order "${orderId}".`, {});
  }
  if (await isReturned(tx, { orderId, reference })) {
    return { status: 'RESTOCKED' } as const;
  }
  const ids = lines.map(({ variantId }) => variantId);
  const skuOf = new Map((await findVariants(tx, ids)).map((row) => [row.variantId, row.sku]));
  const plan = planReturn(lines, await findItems(tx, reservation.id), skuOf);
  if (plan.status === 'TOO_MANY') {
    return refused('VALIDATION', 'More would come back than left.', { lines: plan.lines });
  }
  const full = await findFull(tx, plan.steps);
  if (full !== undefined) {
    return refused('VALIDATION', `A location holds at most ${MAX_UNITS} units.`, {
      locationId: full.locationId,
      sku: full.sku,
    });
  }
  const at = settling.deps.now();
  await recordReturn(tx, { orderId, reference, at });
  for (const step of plan.steps) {
    await applyStep(tx, step, { ref: orderId, actor, at });
  }
  const skus = [...new Set(plan.steps.map(({ item }) => item.sku))];
  await settleStock(tx, skus, settling);
  return { status: 'RESTOCKED' } as const;
}

/** The first place where more would lie than one can hold. */
async function findFull(
  tx: Transaction,
  steps: readonly BringBack[],
): Promise<BringBack['item'] | undefined> {
  const places = await findStock(tx, [...new Set(steps.map(({ item }) => item.sku))]);
  return steps.find(({ item, returned }) => {
    const place = places.find(
      ({ sku, locationId }) => sku === item.sku && locationId === item.locationId,
    );
    return (place?.onHand ?? 0) + returned > MAX_UNITS;
  })?.item;
}

async function applyStep(
  tx: Transaction,
  { item, cancelled, returned }: BringBack,
  { ref, ...signature }: { readonly ref: string; readonly actor: string; readonly at: number },
): Promise<void> {
  const { sku, locationId } = item;
  const deltas = { backordered: -cancelled, onHand: returned };
  await move(tx, { sku, locationId, kind: 'RETURN', ref, ...deltas }, signature);
  await putItem(tx, {
    ...item,
    backordered: item.backordered - cancelled,
    returned: item.returned + cancelled + returned,
  });
}
