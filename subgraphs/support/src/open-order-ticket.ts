import type { Transaction } from '@supergraph/kit/database';

import { createTicket } from '#src/changes/create-ticket.ts';
import { SYSTEM } from '#src/changes/write-message.ts';
import type { Deps } from '#src/context.ts';
import { findOrderRef } from '#src/data/references.ts';
import { isOriginTaken } from '#src/data/tickets.ts';
import type { TicketRow } from '#src/tables.ts';

interface Trouble {
  /** What went wrong with which thing: one ticket for each, however often that is told. */
  readonly origin: string;
  readonly category: TicketRow['category'];
  readonly subject: string;
  readonly summary: string;
  readonly orderId?: string | null | undefined;
  readonly checkoutId?: string | null | undefined;
}

/** An URGENT ticket for what went wrong with an order while nobody looked. */
export async function openOrderTicket(
  tx: Transaction,
  { origin, category, subject, summary, ...of }: Trouble,
  { deps, correlationId }: { readonly deps: Deps; readonly correlationId: string },
): Promise<void> {
  if (await isOriginTaken(tx, origin)) {
    return;
  }
  const { orderId = null, checkoutId = null } = of;
  const order = await findOrderRef(tx, { orderId, checkoutId });
  const aboutId = orderId ?? order?.id ?? null;
  await createTicket(
    tx,
    {
      // Not known yet when orders' feed is behind: the order brings it.
      customerId: order?.customerId ?? null,
      subject,
      category,
      priority: 'URGENT',
      ...describeSubject(aboutId),
      origin,
      first: { author: SYSTEM, body: `${summary}, ${name(aboutId, checkoutId)}.` },
    },
    { deps, correlationId },
  );
}

function name(orderId: string | null, checkoutId: string | null): string {
  return orderId === null ? `checkout "${checkoutId ?? 'not known'}"` : `order "${orderId}"`;
}

function describeSubject(orderId: string | null) {
  return orderId === null
    ? ({ aboutType: null, aboutId: null } as const)
    : ({ aboutType: 'ORDER', aboutId: orderId } as const);
}
