import type { Units } from '#src/representations.ts';
import type { LineRow } from '#src/tables.ts';

/** Units as events tell them: with the variant that they are of. */
export function describeUnits(
  units: readonly Units[],
  lines: readonly Pick<LineRow, 'id' | 'variantId'>[],
) {
  const variantOf = new Map(lines.map(({ id, variantId }) => [id, variantId]));
  return units.map(({ orderLineId, quantity }) => ({
    orderLineId,
    variantId: variantOf.get(orderLineId),
    quantity,
  }));
}
