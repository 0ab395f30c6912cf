import { type EventHandler, type ReceivedEvent, on } from '@supergraph/kit/consumer';
import type { Transaction } from '@supergraph/kit/database';
import type { z } from 'zod';

import { isErased } from '#src/data/personal-data.ts';
import { findOrderRef } from '#src/data/references.ts';
import { insertEntry } from '#src/data/timeline.ts';

/** To whom something happened, as far as its event says. */
export interface Whose {
  readonly customerId?: string | null | undefined;
  readonly orderId?: string | null | undefined;
  readonly checkoutId?: string | null | undefined;
}

export interface Said {
  /** What happened, by ids and codes. */
  readonly summary: string;
  readonly refId?: string | null;
}

/**
 * A handler that puts an event on the timeline of its customer. One that names only an order or a checkout waits for
 * the event that says whose those are: feeds of two services come in any order.
 */
export function tell<Schema extends z.ZodType<Whose>>(
  kind: string,
  schema: Schema,
  describe: (data: z.output<Schema>) => Said,
): EventHandler {
  return on(schema, (tx, event) => addToTimeline(tx, event, { kind, ...describe(event.data) }));
}

/** As `tell`, for a handler that does more. */
export async function addToTimeline(
  tx: Transaction,
  event: Pick<ReceivedEvent<Whose>, 'id' | 'type' | 'at' | 'data'>,
  { refId = null, ...said }: Said & { readonly kind: string },
): Promise<void> {
  const { id: eventId, type, at, data } = event;
  const { orderId = null, checkoutId = null } = data;
  const customerId = await findCustomer(tx, data);
  if (customerId !== undefined) {
    const [source = ''] = type.split('.');
    const whose = { customerId, orderId, checkoutId };
    await insertEntry(tx, { ...said, ...whose, eventId, at, source, refId });
  }
}

/** To whom it happened: null as long as that is not known, undefined when they have no account. */
async function findCustomer(tx: Transaction, data: Whose): Promise<string | null | undefined> {
  if (data.customerId !== undefined) {
    return forgetErased(tx, data.customerId);
  }
  const { orderId = null, checkoutId = null } = data;
  const order = await findOrderRef(tx, { orderId, checkoutId });
  return order === undefined ? null : forgetErased(tx, order.customerId);
}

async function forgetErased(
  tx: Transaction,
  customerId: string | null,
): Promise<string | undefined> {
  return customerId === null || (await isErased(tx, customerId)) ? undefined : customerId;
}
