import type { Parcel } from '#src/representations.ts';
import { findSent, sumUnits } from '#src/rules/units.ts';
import type { FulfillmentRow, LineRow, OrderRow } from '#src/tables.ts';

export type OrderStatus = OrderRow['status'];
export type FulfillmentStatus = FulfillmentRow['status'];

interface Facts {
  readonly order: Pick<OrderRow, 'status'>;
  readonly lines: readonly Pick<LineRow, 'quantity'>[];
  readonly fulfillments: readonly Parcel[];
}

/** How far an order is, by what became of its units. A cancelled one stays so. */
export function deriveStatus({ order, lines, fulfillments }: Facts): OrderStatus {
  const all = sumUnits(lines);
  const sent = findSent(fulfillments);
  const delivered = sent.filter(({ status }) => status === 'DELIVERED');
  if (order.status === 'CANCELLED') {
    return 'CANCELLED';
  }
  if (count(delivered) === all) {
    return 'DELIVERED';
  }
  if (count(sent) === all) {
    return 'SHIPPED';
  }
  return count(sent) > 0 ? 'PARTIALLY_SHIPPED' : 'CONFIRMED';
}

function count(parcels: readonly Parcel[]): number {
  return sumUnits(parcels.flatMap(({ lines }) => lines));
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
