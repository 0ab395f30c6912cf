import { defineCommand } from '@supergraph/kit/commands';
import type { Transaction } from '@supergraph/kit/database';
import { z } from 'zod';

import { refused } from '#src/commands/answers.ts';
import { lines, orderId } from '#src/commands/hold-input.ts';
import type { InventoryDeps } from '#src/context.ts';
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
import { settleStock } from '#src/settle-stock.ts';
import { MAX_UNITS } from '#src/tables.ts';

const input = z.object({ orderId, reference: z.string().min(1).max(100), lines });

/**
 * Brings units of an order back to where they came from: a return, or a cancellation. Never more than left; units that
 * are still to come are cancelled first. The same reference brings nothing back twice.
 */
export const createRestockCommand = (deps: InventoryDeps) =>
  defineCommand({
    callers: ['orders', 'cart'],
    input,
    async run(tx, { orderId: order, reference, lines: wanted }, { caller, correlationId }) {
      const reservation = await findReservationOfOrder(tx, order);
      if (reservation === undefined) {
        return refused('NOT_FOUND', `No stock was committed for the order "${order}".`, {});
      }
      if (await isReturned(tx, { orderId: order, reference })) {
        return { status: 'RESTOCKED' };
      }
      const ids = wanted.map(({ variantId }) => variantId);
      const skuOf = new Map((await findVariants(tx, ids)).map((row) => [row.variantId, row.sku]));
      const plan = planReturn(wanted, await findItems(tx, reservation.id), skuOf);
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
      const at = deps.now();
      await recordReturn(tx, { orderId: order, reference, at });
      for (const step of plan.steps) {
        await bringBack(tx, step, { ref: order, actor: caller, at });
      }
      const skus = [...new Set(plan.steps.map(({ item }) => item.sku))];
      await settleStock(tx, skus, { deps, cause: { correlationId } });
      return { status: 'RESTOCKED' };
    },
  });

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

async function bringBack(
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
