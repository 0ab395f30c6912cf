import type { Transaction } from '@supergraph/kit/database';
import { notFoundError, validationError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import { addEvent } from '#src/data/order-parts.ts';
import { insertReturn, isRmaTaken } from '#src/data/returns.ts';
import { type OrderState, findOrderState } from '#src/order-state.ts';
import { describeUnits } from '#src/describe-units.ts';
import type { returnRequestInput } from '#src/rules/change-input.ts';
import { findFreeNumber } from '#src/rules/order-number.ts';
import { NEXT_OF_ORDER } from '#src/rules/order-status.ts';
import { countReturnable } from '#src/rules/returnable.ts';
import { sumUnits } from '#src/rules/units.ts';
import { type ChangeError, illegalStateError } from '#src/user-errors.ts';
import { windowOf } from '#src/return-window.ts';

import { type ChangeOutcome, type Changing, refuse } from './change.ts';

type Wanted = z.output<typeof returnRequestInput>;

/** Asks for units to be taken back that have arrived, not too long ago, and that no other return has. All lines or none. */
export async function requestReturn(
  tx: Transaction,
  wanted: Wanted,
  changing: Changing,
): Promise<ChangeOutcome> {
  const state = await findOrderState(tx, wanted.orderId);
  if (state === undefined) {
    return refuse(notFoundError(`There is no order "${wanted.orderId}".`, ['orderId']));
  }
  const errors = refuseUnits(state, wanted, changing);
  return errors.length > 0
    ? refuse(...errors)
    : { status: 'done', id: await addReturn(tx, { wanted, state, changing }) };
}

function refuseUnits(
  state: OrderState,
  { lines: wanted }: Wanted,
  { deps }: Changing,
): readonly ChangeError[] {
  const { status } = state.order;
  const returnable = countReturnable(state, windowOf(deps));
  if (![...returnable.values()].some((units) => units > 0)) {
    const message =
      'Nothing of the order can be returned: nothing has arrived, too long ago, or it is being returned.';
    const allowed = NEXT_OF_ORDER[status];
    return [illegalStateError(message, { path: ['orderId'], state: status, allowed })];
  }
  return wanted.flatMap(({ orderLineId, quantity }, at): ChangeError[] => {
    if (!state.lines.some(({ id }) => id === orderLineId)) {
      const message = `The order has no line "${orderLineId}".`;
      return [notFoundError(message, ['lines', at, 'orderLineId'])];
    }
    const units = returnable.get(orderLineId) ?? 0;
    const message = `${units} units of the line "${orderLineId}" can be returned, not ${quantity}.`;
    return quantity > units ? [validationError(message, ['lines', at, 'quantity'])] : [];
  });
}

async function addReturn(
  tx: Transaction,
  {
    wanted,
    state,
    changing,
  }: { readonly wanted: Wanted; readonly state: OrderState; readonly changing: Changing },
): Promise<string> {
  const { deps, correlationId } = changing;
  const { orderId, lines, note } = wanted;
  const id = deps.newId('ret');
  const at = deps.now();
  const rmaNumber = await findFreeNumber(deps.newId, (number) => isRmaTaken(tx, number));
  await insertReturn(
    tx,
    {
      id,
      rmaNumber,
      orderId,
      status: 'REQUESTED',
      note: note === '' ? null : (note ?? null),
      refundAmount: null,
      createdAt: at,
      receivedAt: null,
      refundedAt: null,
    },
    lines,
  );
  const message = `${sumUnits(lines)} units are to come back, as ${rmaNumber}.`;
  await addEvent(tx, { orderId, kind: 'RETURN_REQUESTED', message, at });
  await deps.publish(tx, {
    type: 'orders.return.requested',
    key: orderId,
    data: {
      orderId,
      returnId: id,
      customerId: state.order.customerId,
      lines: describeUnits(lines, state.lines).map((units, index) => ({
        ...units,
        reasonCode: lines[index]?.reasonCode,
      })),
    },
    cause: { correlationId },
  });
  return id;
}
