import { defineCommand } from '@supergraph/kit/commands';
import type { Transaction } from '@supergraph/kit/database';
import { z } from 'zod';

import { describeHold, refused } from '#src/commands/answers.ts';
import { checkoutId, holdSeconds, orderId } from '#src/commands/hold-input.ts';
import type { InventoryDeps } from '#src/context.ts';
import {
  findItems,
  findReservation,
  findReservationOfOrder,
  putReservation,
} from '#src/data/reservations.ts';
import { endHold, takeBack } from '#src/end-hold.ts';
import { settleStock } from '#src/settle-stock.ts';
import type { ReservationRow } from '#src/tables.ts';

/** Lets a hold last so long from now. One that is due and not swept yet is still held. */
export const createExtendCommand = (deps: InventoryDeps) =>
  defineCommand({
    callers: ['cart'],
    input: z.object({ checkoutId, holdSeconds }),
    async run(tx, { checkoutId: id, holdSeconds: seconds }) {
      const held = await findReservation(tx, id);
      if (held?.status !== 'HELD') {
        return refuseState(held);
      }
      const expiresAt = deps.now() + seconds * 1000;
      await putReservation(tx, { ...held, expiresAt });
      return describeHold(tx, { ...held, expiresAt }, await findItems(tx, held.id));
    },
  });

/** Lets the units of a hold leave for an order. Again with the same order is fine. */
export const createCommitCommand = (deps: InventoryDeps) =>
  defineCommand({
    callers: ['cart'],
    input: z.object({ checkoutId, orderId }),
    async run(tx, input, { caller, correlationId }) {
      const held = await findReservation(tx, input.checkoutId);
      if (held?.status === 'COMMITTED' && held.orderId === input.orderId) {
        return { status: 'COMMITTED', reservationId: held.id };
      }
      if (held?.status !== 'HELD') {
        return refuseState(held);
      }
      const other = await findReservationOfOrder(tx, input.orderId);
      if (other !== undefined) {
        return refused('ILLEGAL_STATE', 'Another checkout committed stock for this order.', {
          state: held.status,
        });
      }
      await commit(tx, held, { deps, orderId: input.orderId, actor: caller, correlationId });
      return { status: 'COMMITTED', reservationId: held.id };
    },
  });

/** Gives back what a checkout holds. Twice is fine, and so is nothing; what is committed stays. */
export const createReleaseCommand = (deps: InventoryDeps) =>
  defineCommand({
    callers: ['cart'],
    input: z.object({ checkoutId }),
    async run(tx, input, { caller, correlationId }) {
      const held = await findReservation(tx, input.checkoutId);
      if (held?.status === 'COMMITTED') {
        return refuseState(held);
      }
      if (held?.status === 'HELD') {
        await endHold(tx, held, { status: 'RELEASED', deps, actor: caller, correlationId });
      }
      return { status: 'RELEASED' };
    },
  });

interface Commit {
  readonly deps: InventoryDeps;
  readonly orderId: string;
  readonly actor: string;
  readonly correlationId: string;
}

async function commit(
  tx: Transaction,
  held: ReservationRow,
  { deps, orderId: order, actor, correlationId }: Commit,
): Promise<void> {
  const items = await findItems(tx, held.id);
  await takeBack(tx, items, { kind: 'COMMIT', ref: order, actor, at: deps.now() });
  await putReservation(tx, { ...held, status: 'COMMITTED', orderId: order });
  const skus = [...new Set(items.map(({ sku }) => sku))];
  await settleStock(tx, skus, { deps, cause: { correlationId } });
}

function refuseState(reservation: ReservationRow | undefined) {
  return reservation === undefined
    ? refused('NOT_FOUND', 'This checkout never held stock.', { state: null })
    : refused('ILLEGAL_STATE', `What this checkout held is ${reservation.status}.`, {
        state: reservation.status,
      });
}
