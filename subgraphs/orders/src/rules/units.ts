import type { Parcel, Units } from '#src/representations.ts';
import type { LineRow } from '#src/tables.ts';

interface Group {
  readonly lines: readonly Units[];
}

/** How many units of each line these groups have together. */
export function countUnits(groups: readonly Group[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { orderLineId, quantity } of groups.flatMap(({ lines }) => lines)) {
    units.set(orderLineId, (units.get(orderLineId) ?? 0) + quantity);
  }
  return units;
}

/** Fulfilments that left the house. */
export function findSent(fulfillments: readonly Parcel[]): Parcel[] {
  return fulfillments.filter(({ status }) => status === 'SHIPPED' || status === 'DELIVERED');
}

/** How many units of each line no fulfilment has yet. */
export function countUnassigned(
  lines: readonly Pick<LineRow, 'id' | 'quantity'>[],
  fulfillments: readonly Parcel[],
): Map<string, number> {
  const assigned = countUnits(fulfillments.filter(({ status }) => status !== 'CANCELLED'));
  return new Map(lines.map(({ id, quantity }) => [id, quantity - (assigned.get(id) ?? 0)]));
}

/** The units of all these lines together. */
export function sumUnits(lines: readonly { readonly quantity: number }[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}
