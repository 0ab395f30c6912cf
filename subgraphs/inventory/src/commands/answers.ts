import type { Queries } from '@supergraph/kit/database';

import { findVariantsBySku } from '#src/data/variants.ts';
import type { ReservationItemRow, ReservationRow } from '#src/tables.ts';

/** An expected refusal, as data. */
export function refused<More extends object>(
  code: 'INSUFFICIENT_STOCK' | 'ILLEGAL_STATE' | 'NOT_FOUND' | 'VALIDATION',
  message: string,
  more: More,
) {
  return { status: 'REFUSED', code, message, ...more } as const;
}

/** A hold as callers see it; `backordered` of the units are still to come. */
export async function describeHold(
  db: Queries,
  { id, expiresAt }: ReservationRow,
  items: readonly ReservationItemRow[],
) {
  const skus = [...new Set(items.map(({ sku }) => sku))];
  const variants = new Map(
    (await findVariantsBySku(db, skus)).map(({ sku, variantId }) => [sku, variantId]),
  );
  return {
    status: 'HELD',
    reservationId: id,
    expiresAt,
    items: items.map(({ sku, locationId, quantity, backordered }) => ({
      variantId: variants.get(sku) ?? null,
      sku,
      locationId,
      quantity,
      backordered,
    })),
  } as const;
}
