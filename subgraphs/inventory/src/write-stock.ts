import type { Transaction } from '@supergraph/kit/database';
import { notFoundError, validationError } from '@supergraph/kit/user-errors';

import { type Movement, move } from '#src/data/ledger.ts';
import { findLocations } from '#src/data/locations.ts';
import { findStock } from '#src/data/stock.ts';
import { findVariantsBySku } from '#src/data/variants.ts';
import { type Settling, settleStock } from '#src/settle-stock.ts';
import { MAX_UNITS, type StockRow, type VariantRow } from '#src/tables.ts';
import { type StockWriteError, insufficientStockError } from '#src/user-errors.ts';

export interface Writing extends Settling {
  /** Who changes it: a customer id, or `import`. */
  readonly actor: string;
}

export type StockOutcome =
  | { readonly status: 'created' | 'updated' | 'unchanged' }
  | { readonly status: 'refused'; readonly error: StockWriteError };

type Level = Pick<StockRow, 'onHand' | 'reserved' | 'safety'>;
const EMPTY: Level = { onHand: 0, reserved: 0, safety: 0 };

export interface Place {
  readonly sku: string;
  readonly locationId: string;
}

/** More or fewer units at one location. Units that are reserved cannot go. */
export async function adjustStock(
  tx: Transaction,
  { delta, reason, ...place }: Place & { readonly delta: number; readonly reason: string },
  writing: Writing,
): Promise<StockOutcome> {
  const found = await findPlace(tx, place, ['locationId']);
  if ('error' in found) {
    return { status: 'refused', error: found.error };
  }
  const error = refuseLevel(found, found.level.onHand + delta, ['delta']);
  if (error !== undefined) {
    return { status: 'refused', error };
  }
  await book(tx, [{ ...place, kind: 'ADJUST', onHand: delta, reason }], writing);
  return { status: 'updated' };
}

/** What was counted at one location, and how much of it is never sold online. Absent safety stays. */
export async function countStock(
  tx: Transaction,
  { onHand, safety, ...place }: Place & { readonly onHand?: number; readonly safety?: number },
  writing: Writing,
): Promise<StockOutcome> {
  const found = await findPlace(tx, place, ['locationId']);
  if ('error' in found) {
    return { status: 'refused', error: found.error };
  }
  const { level, isKnown } = found;
  const counted = onHand ?? level.onHand;
  const error = refuseLevel(found, counted, ['onHand']);
  if (error !== undefined) {
    return { status: 'refused', error };
  }
  const deltas = {
    onHand: counted - level.onHand,
    safety: (safety ?? level.safety) - level.safety,
  };
  if (isKnown && deltas.onHand === 0 && deltas.safety === 0) {
    return { status: 'unchanged' };
  }
  const kind = onHand === undefined ? 'SAFETY' : 'COUNT';
  await book(tx, [{ ...place, kind, ...deltas }], writing);
  return { status: isKnown ? 'updated' : 'created' };
}

export interface Transfer {
  readonly id: string;
  readonly sku: string;
  readonly fromLocationId: string;
  readonly toLocationId: string;
  readonly quantity: number;
}

/** Units from one location to another. Units that are reserved cannot go. */
export async function transferStock(
  tx: Transaction,
  { id, sku, fromLocationId, toLocationId, quantity }: Transfer,
  writing: Writing,
): Promise<StockOutcome> {
  const from = await findPlace(tx, { sku, locationId: fromLocationId }, ['fromLocationId']);
  const to = await findPlace(tx, { sku, locationId: toLocationId }, ['toLocationId']);
  if ('error' in from || 'error' in to) {
    return refusedBy(from, to);
  }
  const error =
    refuseLevel(from, from.level.onHand - quantity, ['quantity']) ??
    refuseLevel(to, to.level.onHand + quantity, ['quantity']);
  if (error !== undefined) {
    return { status: 'refused', error };
  }
  const entry = { sku, kind: 'TRANSFER', ref: id } as const;
  await book(
    tx,
    [
      { ...entry, locationId: fromLocationId, onHand: -quantity },
      { ...entry, locationId: toLocationId, onHand: quantity },
    ],
    writing,
  );
  return { status: 'updated' };
}

async function book(
  tx: Transaction,
  movements: readonly Movement[],
  { actor, ...settling }: Writing,
): Promise<void> {
  for (const movement of movements) {
    await move(tx, movement, { actor, at: settling.deps.now() });
  }
  const skus = [...new Set(movements.map(({ sku }) => sku))];
  await settleStock(tx, skus, settling);
}

interface FoundPlace {
  readonly variant: VariantRow;
  readonly level: Level;
  readonly isKnown: boolean;
}
type Finding = FoundPlace | { readonly error: StockWriteError };

async function findPlace(
  tx: Transaction,
  { sku, locationId }: Place,
  path: readonly string[],
): Promise<Finding> {
  const [variant] = await findVariantsBySku(tx, [sku]);
  if (variant === undefined) {
    return { error: notFoundError(`There is no variant with sku "${sku}".`, ['sku']) };
  }
  if ((await findLocations(tx, [locationId])).length === 0) {
    return { error: notFoundError(`There is no location "${locationId}".`, path) };
  }
  const level = (await findStock(tx, [sku])).find((row) => row.locationId === locationId);
  return { variant, level: level ?? EMPTY, isKnown: level !== undefined };
}

function refusedBy(...findings: readonly Finding[]): StockOutcome {
  const error = findings.flatMap((finding) => ('error' in finding ? [finding.error] : []))[0];
  if (error === undefined) {
    throw new Error('Nothing was refused.');
  }
  return { status: 'refused', error };
}

/** Why a location cannot have so many units. */
function refuseLevel(
  { variant, level }: FoundPlace,
  onHand: number,
  path: readonly string[],
): StockWriteError | undefined {
  if (onHand > MAX_UNITS) {
    return validationError(`A location holds at most ${MAX_UNITS} units.`, path);
  }
  if (onHand >= level.reserved) {
    return undefined;
  }
  const free = level.onHand - level.reserved;
  return insufficientStockError(
    `${level.onHand} units lie there and ${level.reserved} of them are reserved: ${free} can go.`,
    { path, availableQuantity: free, variantId: variant.variantId },
  );
}
