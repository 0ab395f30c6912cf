import type { Parcel, Return, Units } from '#src/representations.ts';
import { findSent, sumUnits } from '#src/rules/units.ts';
import type { FulfillmentRow, LineRow, OrderRow, ReturnRow } from '#src/tables.ts';

export type OrderStatus = OrderRow['status'];
export type FulfillmentStatus = FulfillmentRow['status'];
export type ReturnStatus = ReturnRow['status'];

interface Facts {
  readonly order: Pick<OrderRow, 'status'>;
  readonly lines: readonly Pick<LineRow, 'quantity'>[];
  readonly fulfillments: readonly Parcel[];
  readonly returns: readonly Return[];
}

/** How far an order is, by what became of its units. A cancelled one stays so. */
export function deriveStatus({ order, lines, fulfillments, returns }: Facts): OrderStatus {
  const all = sumUnits(lines);
  const sent = findSent(fulfillments);
  const delivered = sent.filter(({ status }) => status === 'DELIVERED');
  if (order.status === 'CANCELLED') {
    return 'CANCELLED';
  }
  const returned = count(returns.filter(({ status }) => ENDED.has(status)));
  if (returned > 0) {
    return returned === all ? 'RETURNED' : 'PARTIALLY_RETURNED';
  }
  if (count(delivered) === all) {
    return 'DELIVERED';
  }
  if (count(sent) === all) {
    return 'SHIPPED';
  }
  return count(sent) > 0 ? 'PARTIALLY_SHIPPED' : 'CONFIRMED';
}

/** Of these returns units came back, or were paid back. */
const ENDED: ReadonlySet<ReturnStatus> = new Set(['RECEIVED', 'REFUNDED', 'CLOSED']);

function count(groups: readonly (Parcel | Return)[]): number {
  return sumUnits(groups.flatMap(({ lines }): readonly Units[] => lines));
}

/** Which status of a fulfilment can follow which. */
export const NEXT_OF_FULFILLMENT: Readonly<
  Record<FulfillmentStatus, readonly FulfillmentStatus[]>
> = {
  PENDING: ['PICKING', 'SHIPPED', 'CANCELLED'],
  PICKING: ['SHIPPED', 'CANCELLED'],
  SHIPPED: ['DELIVERED'],
  DELIVERED: [],
  CANCELLED: [],
};

/** Which status of an order can follow which. */
export const NEXT_OF_ORDER: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
  CONFIRMED: ['PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED'],
  PARTIALLY_SHIPPED: ['SHIPPED', 'PARTIALLY_RETURNED'],
  SHIPPED: ['DELIVERED', 'PARTIALLY_RETURNED'],
  DELIVERED: ['PARTIALLY_RETURNED', 'RETURNED'],
  CANCELLED: [],
  PARTIALLY_RETURNED: ['RETURNED'],
  RETURNED: [],
};

/** Which status of a return can follow which. */
export const NEXT_OF_RETURN: Readonly<Record<ReturnStatus, readonly ReturnStatus[]>> = {
  REQUESTED: ['APPROVED', 'REJECTED'],
  APPROVED: ['RECEIVED', 'REFUNDED'],
  REJECTED: [],
  RECEIVED: ['REFUNDED', 'CLOSED'],
  REFUNDED: ['CLOSED'],
  CLOSED: [],
};

/** Why an order cannot be cancelled, in words; undefined when it can. */
export function findCancelHindrance({
  status,
  settledAt,
}: Pick<OrderRow, 'status' | 'settledAt'>): string | undefined {
  if (status !== 'CONFIRMED') {
    return `An order that is ${status} cannot be cancelled.`;
  }
  return settledAt === null
    ? 'The checkout of the order has not ended. It can be cancelled after that.'
    : undefined;
}
