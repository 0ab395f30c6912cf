import type { Transaction } from '@supergraph/kit/database';

import type { Deps } from '#src/context.ts';
import { findIntent, findIntentsOfOrders } from '#src/data/intents.ts';
import {
  deleteRefund,
  findDueRefunds,
  findRefund,
  findRefundById,
  putRefund,
  sumDone,
  sumPending,
} from '#src/data/refunds.ts';
import type { ProviderPayment } from '#src/providers/provider.ts';
import type { IntentRow, RefundRow } from '#src/tables.ts';

import { applyPayment } from './apply-payment.ts';
import { describeIntent } from './publish-change.ts';

export interface RefundInput {
  readonly orderId: string;
  readonly amount: number;
  /** What it is for: the same one is refunded once. */
  readonly reference: string;
  readonly reason: string;
}

export type RefundOutcome =
  | { readonly status: 'ACCEPTED'; readonly refundId: string; readonly intent: IntentRow }
  | {
      readonly status: 'REFUSED';
      readonly code: 'NOT_FOUND' | 'VALIDATION' | 'ILLEGAL_STATE';
      readonly message: string;
      readonly intent?: IntentRow;
    };

interface Asked {
  readonly deps: Deps;
  readonly correlationId: string;
}

/** Notes that an amount is to go back; it goes as soon as the provider takes it. */
export async function acceptRefund(
  tx: Transaction,
  { orderId, amount, reference, reason }: RefundInput,
  asked: Asked,
): Promise<RefundOutcome> {
  const [intent] = await findIntentsOfOrders(tx, [orderId]);
  if (intent === undefined) {
    const message = `Nothing was paid for the order "${orderId}".`;
    return { status: 'REFUSED', code: 'NOT_FOUND', message };
  }
  const earlier = await findRefund(tx, { intentId: intent.id, reference });
  if (earlier !== undefined) {
    return { status: 'ACCEPTED', refundId: earlier.id, intent };
  }
  if (intent.captured === 0) {
    const message = `The payment is ${intent.status}: nothing of it was taken.`;
    return { status: 'REFUSED', code: 'ILLEGAL_STATE', message, intent };
  }
  const left = intent.captured - intent.refunded - (await sumPending(tx, intent.id));
  if (amount > left) {
    const message = `At most ${left} of ${intent.captured} can still be refunded, not ${amount}.`;
    return { status: 'REFUSED', code: 'VALIDATION', message, intent };
  }
  const row = buildRefund({ intentId: intent.id, amount, reference, reason }, asked);
  await putRefund(tx, row);
  return { status: 'ACCEPTED', refundId: row.id, intent };
}

/** For an amount that is being let go: all of it goes back if the provider turns out to have taken it. */
export async function refundIfTaken(
  tx: Transaction,
  { id: intentId, amount }: IntentRow,
  { reference, reason, ...asked }: Asked & Pick<RefundInput, 'reference' | 'reason'>,
): Promise<void> {
  if ((await findRefund(tx, { intentId, reference })) === undefined) {
    await putRefund(tx, buildRefund({ intentId, amount, reference, reason }, asked));
  }
}

function buildRefund(
  given: Pick<RefundRow, 'intentId' | 'reference' | 'amount' | 'reason'>,
  { deps: { now, newId }, correlationId }: Asked,
): RefundRow {
  return {
    ...given,
    id: newId('ref'),
    status: 'PENDING',
    tries: 0,
    nextTryAt: now(),
    correlationId,
    createdAt: now(),
  };
}

const AT_ONCE = 50;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Sends back what is due. Several processes may do it: the provider has one refund by key. */
export async function sendRefunds(deps: Deps): Promise<void> {
  const due = await findDueRefunds(deps.db.reader, { now: deps.now(), limit: AT_ONCE });
  for (const row of due) {
    const intent = await findIntent(deps.db.reader, row.intentId);
    if (intent !== undefined) {
      await deps.lock(intent.checkoutId, () => sendRefund(row.id, deps));
    }
  }
}

async function sendRefund(id: string, deps: Deps): Promise<void> {
  const { provider, db } = deps;
  const row = await findRefundById(db.reader, id);
  const intent = row && (await findIntent(db.reader, row.intentId));
  if (row?.status !== 'PENDING' || intent?.providerRef == null || provider === undefined) {
    return;
  }
  if (intent.captured === 0) {
    await db.transaction((tx) => waitForCapture(tx, row, { intent, deps }));
    return;
  }
  const { amount } = row;
  const result = await provider.refund({
    ref: intent.providerRef,
    amount,
    currency: intent.currency,
    key: row.id,
    // Not the intent's sum: a webhook may have told of this very refund before.
    total: (await sumDone(db.reader, intent.id)) + amount,
  });
  await db.transaction(async (tx) => {
    const now = await findRefundById(tx, id);
    if (now?.status !== 'PENDING') {
      return;
    }
    if (result.status === 'done') {
      await settleRefund(tx, now, { payment: result.value, deps });
    } else if (result.status === 'refused') {
      deps.log.error({ refundId: id, reason: result.message }, 'a refund was refused');
      await failRefund(tx, { ...now, status: 'FAILED' }, { intent, deps });
    } else {
      const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** now.tries);
      await putRefund(tx, { ...now, tries: now.tries + 1, nextTryAt: deps.now() + pauseMs });
    }
  });
}

/** Nothing was taken yet: it is waited for until it is known whether anything will be. */
async function waitForCapture(
  tx: Transaction,
  row: RefundRow,
  { intent, deps }: { readonly intent: IntentRow; readonly deps: Deps },
): Promise<void> {
  await (intent.status === 'AUTHORIZED'
    ? putRefund(tx, { ...row, nextTryAt: deps.now() + FIRST_PAUSE_MS })
    : deleteRefund(tx, row.id));
}

async function settleRefund(
  tx: Transaction,
  row: RefundRow,
  { payment, deps }: { readonly payment: ProviderPayment; readonly deps: Deps },
): Promise<void> {
  const before = await findIntent(tx, row.intentId);
  await applyPayment(tx, before?.attempt ?? '', { payment, deps });
  await putRefund(tx, { ...row, status: 'DONE' });
  const intent = await findIntent(tx, row.intentId);
  if (intent !== undefined) {
    await deps.publish(tx, {
      type: 'payments.payment.refunded',
      key: intent.id,
      data: {
        ...describeIntent(intent),
        amount: row.amount,
        refundId: row.id,
        reference: row.reference,
        refundedTotal: intent.refunded,
      },
      cause: { correlationId: row.correlationId },
    });
  }
}

async function failRefund(
  tx: Transaction,
  row: RefundRow,
  { intent, deps }: { readonly intent: IntentRow; readonly deps: Deps },
): Promise<void> {
  await putRefund(tx, row);
  const { id: refundId, reference, amount, correlationId } = row;
  await deps.publish(tx, {
    type: 'payments.payment.refund_failed',
    key: intent.id,
    data: { ...describeIntent(intent), amount, refundId, reference },
    cause: { correlationId },
  });
}
