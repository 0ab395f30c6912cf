import type { StockRefRow } from '#src/tables.ts';

import { type CartError, insufficientStockError, variantLimitError } from './errors.ts';
import { MAX_PER_VARIANT } from './limits.ts';

/** How many units of a variant a cart can grow to, and what says so. */
export interface UnitLimit {
  readonly units: number;
  readonly because: 'STOCK' | 'ORDER' | 'CART';
}

export type UnitLimitOf = (variantId: string) => UnitLimit;

const CART_LIMIT: UnitLimit = { units: MAX_PER_VARIANT, because: 'CART' };

/** Limits of variants by what inventory told of them. */
export function createUnitLimitOf(stock: readonly StockRefRow[]): UnitLimitOf {
  const byVariant = new Map(stock.map((row) => [row.variantId, row]));
  return (variantId) => {
    const { availableAtMost = null, maxPerOrder = null } = byVariant.get(variantId) ?? {};
    return [limitBy('STOCK', availableAtMost), limitBy('ORDER', maxPerOrder), CART_LIMIT].reduce(
      (lowest, limit) => (limit.units < lowest.units ? limit : lowest),
    );
  };
}

/** Why a cart cannot have so many units. */
export function overLimitError(
  variantId: string,
  { units, because }: UnitLimit,
  path: readonly (string | number)[],
): CartError {
  return because === 'STOCK'
    ? insufficientStockError(variantId, units, path)
    : variantLimitError(units, path);
}

function limitBy(because: UnitLimit['because'], units: number | null): UnitLimit {
  return { units: units ?? Number.POSITIVE_INFINITY, because };
}
