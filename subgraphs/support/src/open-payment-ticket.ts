import type { Transaction } from '@supergraph/kit/database';

import { createTicket } from '#src/changes/create-ticket.ts';
import { SYSTEM } from '#src/changes/write-message.ts';
import type { Deps } from '#src/context.ts';
import { findOrderRef } from '#src/data/references.ts';
import { isOriginTaken } from '#src/data/tickets.ts';

interface Failed {
  readonly paymentIntentId: string;
  readonly orderId?: string | null | undefined;
  readonly checkoutId?: string | null | undefined;
  readonly summary: string;
}

/** An URGENT ticket for a payment that could not be taken, one for each payment however often that is told. */
export async function openPaymentTicket(
  tx: Transaction,
  { paymentIntentId, summary, ...failed }: Failed,
  { deps, correlationId }: { readonly deps: Deps; readonly correlationId: string },
): Promise<void> {
  const origin = `capture failed: ${paymentIntentId}`;
  if (await isOriginTaken(tx, origin)) {
    return;
  }
  const { orderId = null, checkoutId = null } = failed;
  const order = await findOrderRef(tx, { orderId, checkoutId });
  const aboutId = orderId ?? order?.id ?? null;
  await createTicket(
    tx,
    {
      // Not known yet when orders' feed is behind: the order brings it.
      customerId: order?.customerId ?? null,
      subject: 'The payment of an order failed',
      category: 'PAYMENT',
      priority: 'URGENT',
      ...describeSubject(aboutId),
      origin,
      first: {
        author: SYSTEM,
        body: `${summary} Payment "${paymentIntentId}", order "${aboutId ?? 'not known'}".`,
      },
    },
    { deps, correlationId },
  );
}

function describeSubject(orderId: string | null) {
  return orderId === null
    ? ({ aboutType: null, aboutId: null } as const)
    : ({ aboutType: 'ORDER', aboutId: orderId } as const);
}
