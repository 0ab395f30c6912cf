import type { Transaction } from '@supergraph/kit/database';
import type { NewEvent } from '@supergraph/kit/events';

import type { InventoryDeps } from '#src/context.ts';
import { findAnnounced, putAnnounced } from '#src/data/announcements.ts';
import { findPolicies } from '#src/data/policies.ts';
import { findStock } from '#src/data/stock.ts';
import { findVariantsBySku } from '#src/data/variants.ts';
import { fillWaiting } from '#src/fill-waiting.ts';
import { type StockState, stateOf, toTold } from '#src/rules/stock-status.ts';
import type { AnnouncedRow, VariantRow } from '#src/tables.ts';

export interface Settling {
  readonly deps: Pick<InventoryDeps, 'now' | 'publish'>;
  readonly cause: NewEvent['cause'];
}

/**
 * What follows every change of stock or policy, in its transaction: goods that are free go to who waits for them, and
 * variants whose status is another than the last event said are announced.
 */
export async function settleStock(
  tx: Transaction,
  skus: readonly string[],
  settling: Settling,
): Promise<void> {
  await fillWaiting(tx, skus, settling.deps.now());
  const variants = (await findVariantsBySku(tx, skus)).filter(({ archived }) => !archived);
  const places = Map.groupBy(await findStock(tx, skus), ({ sku }) => sku);
  const policies = new Map((await findPolicies(tx, skus)).map((row) => [row.sku, row]));
  const ids = variants.map(({ variantId }) => variantId);
  const announced = new Map((await findAnnounced(tx, ids)).map((row) => [row.variantId, row]));
  for (const variant of variants) {
    const state = stateOf(places.get(variant.sku) ?? [], policies.get(variant.sku));
    if (state !== undefined) {
      await announce(tx, { variant, state, before: announced.get(variant.variantId) }, settling);
    }
  }
}

interface Announcement {
  readonly variant: VariantRow;
  readonly state: StockState;
  readonly before: AnnouncedRow | undefined;
}

async function announce(
  tx: Transaction,
  { variant: { variantId, productId, sku }, state, before }: Announcement,
  { deps, cause }: Settling,
): Promise<void> {
  const { status, availableAtMost } = state;
  const { maxPerOrder } = state.policy;
  const isSame =
    before?.status === status &&
    before.maxPerOrder === maxPerOrder &&
    before.availableAtMost === availableAtMost;
  if (isSame) {
    return;
  }
  await putAnnounced(tx, { variantId, status, maxPerOrder, availableAtMost });
  await deps.publish(tx, {
    type: 'inventory.stock.changed',
    key: variantId,
    data: {
      variantId,
      productId,
      sku,
      status,
      previousStatus: before?.status ?? null,
      available: toTold(state.available),
      availableAtMost,
      maxPerOrder,
      updatedAt: deps.now(),
    },
    cause,
  });
}
