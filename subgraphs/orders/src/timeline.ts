import type { Transaction } from '@supergraph/kit/database';

import { addEvent } from '#src/data/order-parts.ts';
import type { FulfillmentStatus } from '#src/rules/order-status.ts';
import type { EventRow } from '#src/tables.ts';

const TOLD: Readonly<
  Record<FulfillmentStatus, { readonly kind: EventRow['kind']; readonly what: string }>
> = {
  PENDING: { kind: 'FULFILLMENT_CREATED', what: 'were set aside to be sent' },
  PICKING: { kind: 'FULFILLMENT_PICKING', what: 'are being packed' },
  SHIPPED: { kind: 'FULFILLMENT_SHIPPED', what: 'are on their way' },
  DELIVERED: { kind: 'FULFILLMENT_DELIVERED', what: 'have arrived' },
  CANCELLED: { kind: 'FULFILLMENT_CANCELLED', what: 'are not sent together any more' },
};

/** Adds to the order's timeline what became of a fulfilment. */
export async function tellStep(
  tx: Transaction,
  {
    orderId,
    status,
    units,
    at,
  }: {
    readonly orderId: string;
    readonly status: FulfillmentStatus;
    readonly units: number;
    readonly at: number;
  },
): Promise<void> {
  const { kind, what } = TOLD[status];
  const message = `${units === 1 ? '1 unit' : `${units} units`} ${what}.`;
  await addEvent(tx, { orderId, kind, message, at });
}
