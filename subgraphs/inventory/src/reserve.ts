import type { Transaction } from '@supergraph/kit/database';

import type { InventoryDeps } from '#src/context.ts';
import { move } from '#src/data/ledger.ts';
import { findFirstGiver } from '#src/data/locations.ts';
import { findPolicies } from '#src/data/policies.ts';
import {
  findItems,
  findReservation,
  putReservation,
  replaceItems,
} from '#src/data/reservations.ts';
import { findStock } from '#src/data/stock.ts';
import { findVariants } from '#src/data/variants.ts';
import { sweepDue, takeBack } from '#src/end-hold.ts';
import { type Hold, type Plan, type Shortage, planHold } from '#src/rules/plan-hold.ts';
import { settleStock } from '#src/settle-stock.ts';
import type { ReservationItemRow, ReservationRow } from '#src/tables.ts';

export interface ReserveRequest {
  readonly checkoutId: string;
  readonly customerId: string | null;
  /** Where goods go: locations of this country give first. */
  readonly countryCode: string | null;
  readonly holdMs: number;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
}

export interface Reserving {
  readonly deps: Pick<InventoryDeps, 'now' | 'newId' | 'publish'>;
  readonly actor: string;
  readonly correlationId: string;
}

export type ReserveOutcome =
  | {
      readonly status: 'HELD';
      readonly reservation: ReservationRow;
      readonly items: readonly ReservationItemRow[];
    }
  | { readonly status: 'COMMITTED'; readonly reservation: ReservationRow }
  | { readonly status: 'SHORT'; readonly shortages: readonly Shortage[] };

/**
 * Holds all lines of a checkout or none. Asked again, it makes the hold the new lines: when they cannot be had, the hold
 * stays as it was. What is due of others comes back first.
 */
export async function reserve(
  tx: Transaction,
  request: ReserveRequest,
  reserving: Reserving,
): Promise<ReserveOutcome> {
  const { deps, correlationId } = reserving;
  await sweepDue(tx, deps);
  const before = await findReservation(tx, request.checkoutId);
  if (before?.status === 'COMMITTED') {
    return { status: 'COMMITTED', reservation: before };
  }
  const held = before?.status === 'HELD' ? await findItems(tx, before.id) : [];
  const plan = await planLines(tx, request, held);
  if (plan.status === 'SHORT') {
    return plan;
  }
  const reservation = await hold(tx, { request, before, held, plan }, reserving);
  const skus = new Set([...held, ...plan.items].map(({ sku }) => sku));
  await settleStock(tx, [...skus], { deps, cause: { correlationId } });
  return { status: 'HELD', reservation, items: await findItems(tx, reservation.id) };
}

async function planLines(
  tx: Transaction,
  { lines, countryCode }: ReserveRequest,
  held: readonly ReservationItemRow[],
): Promise<Plan> {
  const ids = lines.map(({ variantId }) => variantId);
  const variants = (await findVariants(tx, ids)).filter(({ archived }) => !archived);
  const skus = variants.map(({ sku }) => sku);
  return planHold({
    lines,
    countryCode,
    held,
    skuOf: new Map(variants.map(({ variantId, sku }) => [variantId, sku])),
    places: await findStock(tx, skus),
    policies: new Map((await findPolicies(tx, skus)).map((row) => [row.sku, row])),
    fallbackId: (await findFirstGiver(tx))?.id ?? null,
  });
}

interface Change {
  readonly request: ReserveRequest;
  readonly before: ReservationRow | undefined;
  readonly held: readonly ReservationItemRow[];
  readonly plan: Hold;
}

async function hold(
  tx: Transaction,
  { request, before, held, plan }: Change,
  { deps, actor }: Reserving,
): Promise<ReservationRow> {
  const at = deps.now();
  const { checkoutId } = request;
  const row: ReservationRow = {
    id: before?.id ?? deps.newId('rsv'),
    checkoutId,
    customerId: request.customerId,
    orderId: null,
    status: 'HELD',
    expiresAt: at + request.holdMs,
    createdAt: before?.status === 'HELD' ? before.createdAt : at,
  };
  await putReservation(tx, row);
  if (plan.isSame) {
    return row;
  }
  await takeBack(tx, held, { kind: 'RELEASE', ref: checkoutId, actor, at });
  for (const { sku, locationId, quantity, backordered } of plan.items) {
    const units = { reserved: quantity - backordered, backordered };
    const entry = { sku, locationId, kind: 'RESERVE', ref: checkoutId } as const;
    await move(tx, { ...entry, ...units }, { actor, at });
  }
  await replaceItems(tx, row.id, plan.items);
  return row;
}
