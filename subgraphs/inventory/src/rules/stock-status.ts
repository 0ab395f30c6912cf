import type { PolicyRow, StockRow, StockStatus } from '#src/tables.ts';

export type Policy = Omit<PolicyRow, 'sku'>;
export type Counts = Pick<StockRow, 'onHand' | 'reserved' | 'backordered' | 'safety'>;

export const POLICY_DEFAULT: Policy = {
  whenOut: 'REFUSE',
  lowStockThreshold: 5,
  maxPerOrder: null,
  restockAt: null,
};

/** What shoppers are told at most: exact stock is nobody's business. */
const MAX_TOLD = 99;

/** What is known of the stock of one variant over all places. */
export interface StockState {
  readonly status: StockStatus;
  /** Units that can be sold now, exactly. */
  readonly available: number;
  /** The most that an order can have while the status lasts; null when the status does not bound it. */
  readonly availableAtMost: number | null;
  readonly policy: Policy;
}

/** Units of one place that can be sold. */
export function freeOf({ onHand, reserved, safety }: Counts): number {
  return Math.max(0, onHand - reserved - safety);
}

/** Units that can be sold now: what is free anywhere, less what is owed to those who wait. */
function sellableOf(places: readonly Counts[]): number {
  const free = places.reduce((total, place) => total + freeOf(place), 0);
  const owed = places.reduce((total, { backordered }) => total + backordered, 0);
  return Math.max(0, free - owed);
}

export function statusOf(available: number, policy: Policy): StockStatus {
  if (available > policy.lowStockThreshold) {
    return 'IN_STOCK';
  }
  if (available > 0) {
    return 'LOW_STOCK';
  }
  return policy.whenOut === 'REFUSE' ? 'OUT_OF_STOCK' : policy.whenOut;
}

/** Undefined when nothing was ever stocked or announced. */
export function stateOf(
  places: readonly Counts[],
  policy: Policy | undefined,
): StockState | undefined {
  if (places.length === 0 && policy === undefined) {
    return undefined;
  }
  const known = policy ?? POLICY_DEFAULT;
  const available = sellableOf(places);
  const status = statusOf(available, known);
  return { status, available, availableAtMost: boundOf(status, known), policy: known };
}

/** The number that shoppers and other services are told. */
export function toTold(available: number): number {
  return Math.min(available, MAX_TOLD);
}

/** What one order can have from stock now. */
export function orderableOf({ available, policy }: StockState): number {
  return toTold(Math.min(available, policy.maxPerOrder ?? available));
}

/** Whether one order can have so many, from stock or on backorder. */
export function canFulfil({ available, policy }: StockState, quantity: number): boolean {
  const isWithinLimit = policy.maxPerOrder === null || quantity <= policy.maxPerOrder;
  return isWithinLimit && (quantity <= available || policy.whenOut !== 'REFUSE');
}

function boundOf(status: StockStatus, { whenOut, lowStockThreshold }: Policy): number | null {
  if (whenOut !== 'REFUSE') {
    return null;
  }
  if (status === 'OUT_OF_STOCK') {
    return 0;
  }
  return status === 'LOW_STOCK' ? lowStockThreshold : null;
}
