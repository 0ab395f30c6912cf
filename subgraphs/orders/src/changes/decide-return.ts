import type { Transaction } from '@supergraph/kit/database';
import { notFoundError, validationError } from '@supergraph/kit/user-errors';
import type { z } from 'zod';

import { addEvent } from '#src/data/order-parts.ts';
import { findReturns, updateReturn } from '#src/data/returns.ts';
import { describeUnits } from '#src/describe-units.ts';
import { type OrderState, getOrderState, settleStatus } from '#src/order-state.ts';
import type { Return } from '#src/representations.ts';
import type { returnDecideInput } from '#src/rules/change-input.ts';
import { NEXT_OF_RETURN, type ReturnStatus } from '#src/rules/order-status.ts';
import { countLeft, shareOfReturn } from '#src/rules/refund-share.ts';
import type { EventRow } from '#src/tables.ts';
import { illegalStateError } from '#src/user-errors.ts';

import { type ChangeOutcome, type Changing, refuse } from './change.ts';

type Decision = z.output<typeof returnDecideInput>;

/** From which states staff can decide so. */
const POSSIBLE_FROM: Readonly<Record<Decision['decision'], readonly ReturnStatus[]>> = {
  APPROVE: ['REQUESTED'],
  REJECT: ['REQUESTED'],
  RECEIVE: ['APPROVED', 'REFUNDED'],
  CLOSE: ['RECEIVED', 'REFUNDED'],
};

interface Deciding {
  readonly found: Return;
  readonly state: OrderState;
  readonly changing: Changing;
}

/** Takes a return or not, says that its units have come, or that nothing more is to come. */
export async function decideReturn(
  tx: Transaction,
  { returnId, decision, refundAmount }: Decision,
  changing: Changing,
): Promise<ChangeOutcome> {
  const [found] = await findReturns(tx, [returnId]);
  if (found === undefined) {
    return refuse(notFoundError(`There is no return "${returnId}".`, ['returnId']));
  }
  const isLate = decision === 'RECEIVE' && found.receivedAt !== null;
  if (!POSSIBLE_FROM[decision].includes(found.status) || isLate) {
    const message = `${decision} is not possible for a return that is ${found.status}${isLate ? ' and has come back' : ''}.`;
    const allowed = NEXT_OF_RETURN[found.status];
    return refuse(illegalStateError(message, { path: ['decision'], state: found.status, allowed }));
  }
  const deciding = { found, state: await getOrderState(tx, found.orderId), changing };
  if (decision === 'APPROVE') {
    const left = countLeft(deciding.state);
    if (refundAmount != null && refundAmount > left) {
      const message = `At most ${left} of what was charged is left to be paid back, not ${refundAmount}.`;
      return refuse(validationError(message, ['refundAmount']));
    }
  }
  await DECIDE[decision](tx, deciding, refundAmount ?? null);
  await settleStatus(tx, found.orderId);
  return { status: 'done', id: returnId };
}

type Decide = (tx: Transaction, deciding: Deciding, refundAmount: number | null) => Promise<void>;

const DECIDE: Readonly<Record<Decision['decision'], Decide>> = {
  async APPROVE(tx, deciding, wanted) {
    const { found, state } = deciding;
    const refundAmount = wanted ?? shareOfReturn(state, found);
    await updateReturn(tx, found.id, { status: 'APPROVED', refundAmount });
    await tell(tx, deciding, { kind: 'RETURN_APPROVED', what: 'was approved' });
    await announce(tx, deciding, { decision: 'APPROVED', refundAmount });
  },

  async REJECT(tx, deciding) {
    await updateReturn(tx, deciding.found.id, { status: 'REJECTED' });
    await tell(tx, deciding, { kind: 'RETURN_REJECTED', what: 'was rejected' });
    await announce(tx, deciding, { decision: 'REJECTED', refundAmount: null });
  },

  async RECEIVE(tx, deciding) {
    const { found, state, changing } = deciding;
    const isPaid = found.status === 'REFUNDED' || found.refundAmount === 0;
    const status = isPaid ? 'CLOSED' : 'RECEIVED';
    await updateReturn(tx, found.id, { status, receivedAt: changing.deps.now() });
    await tell(tx, deciding, { kind: 'RETURN_RECEIVED', what: 'has come back' });
    const { id: returnId, orderId } = found;
    const lines = describeUnits(found.lines, state.lines).map(({ variantId, quantity }) => ({
      variantId,
      quantity,
    }));
    await changing.deps.publish(tx, {
      type: 'orders.return.received',
      key: orderId,
      data: { orderId, returnId, lines },
      cause: { correlationId: changing.correlationId },
    });
  },

  async CLOSE(tx, deciding) {
    await updateReturn(tx, deciding.found.id, { status: 'CLOSED' });
    await tell(tx, deciding, { kind: 'RETURN_CLOSED', what: 'was closed' });
  },
};

function tell(
  tx: Transaction,
  { found, changing }: Deciding,
  { kind, what }: { readonly kind: EventRow['kind']; readonly what: string },
): Promise<void> {
  const message = `The return ${found.rmaNumber} ${what}.`;
  return addEvent(tx, { orderId: found.orderId, kind, message, at: changing.deps.now() });
}

async function announce(
  tx: Transaction,
  { found, state, changing }: Deciding,
  said: { readonly decision: 'APPROVED' | 'REJECTED'; readonly refundAmount: number | null },
): Promise<void> {
  const { order, lines } = state;
  await changing.deps.publish(tx, {
    type: 'orders.return.decided',
    key: order.id,
    data: {
      orderId: order.id,
      returnId: found.id,
      customerId: order.customerId,
      ...said,
      currency: order.currency,
      lines: describeUnits(found.lines, lines),
    },
    cause: { correlationId: changing.correlationId },
  });
}
