import type { NewId } from '@supergraph/kit/ids';
import { notFoundError } from '@supergraph/kit/user-errors';

import type { LineRow } from '#src/tables.ts';

import { type PriceOf, followPrice } from './added-price.ts';
import { type CartError, lineLimitError, variantUnavailableError } from './errors.ts';
import { MAX_LINES } from './limits.ts';
import type { Reading, WantedLine } from './line-input.ts';
import { type UnitLimitOf, overLimitError } from './unit-limit.ts';

/** What a change of lines needs to know about the cart and the shop. */
export interface LineSetting {
  readonly cartId: string;
  readonly currency: string;
  readonly isSellable: (variantId: string) => boolean;
  readonly limitOf: UnitLimitOf;
  readonly priceOf: PriceOf;
  readonly now: number;
  readonly newId: NewId;
}

/** The lines after adding: all of it or, with every reason, nothing. */
export function addLines(
  lines: readonly LineRow[],
  wanted: readonly WantedLine[],
  setting: LineSetting,
): Reading<readonly LineRow[]> {
  const after = new Map(lines.map((line) => [identityOf(line), line]));
  const units = countUnits(lines);
  const errors: CartError[] = [];
  for (const [index, line] of wanted.entries()) {
    const path = ['lines', index];
    const total = (units.get(line.variantId) ?? 0) + line.quantity;
    units.set(line.variantId, total);
    const limit = setting.limitOf(line.variantId);
    if (!setting.isSellable(line.variantId)) {
      errors.push(variantUnavailableError(line.variantId, [...path, 'variantId']));
    } else if (total > limit.units) {
      errors.push(overLimitError(line.variantId, limit, [...path, 'quantity']));
    }
    const existing = after.get(identityOf(line));
    after.set(
      identityOf(line),
      existing === undefined
        ? createLine(line, nextPosition(after), setting)
        : withQuantity(existing, existing.quantity + line.quantity, setting.priceOf),
    );
  }
  if (after.size > MAX_LINES) {
    errors.push(lineLimitError(MAX_LINES, ['lines']));
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: [...after.values()] };
}

/** The lines after setting quantities. A line that is gone may be set to 0 again: a retry then changes nothing. */
export function setQuantities(
  lines: readonly LineRow[],
  quantityByLine: ReadonlyMap<string, number>,
  setting: Pick<LineSetting, 'isSellable' | 'limitOf' | 'priceOf'>,
): Reading<readonly LineRow[]> {
  const before = new Map(lines.map((line) => [line.id, line]));
  const after = lines
    .map((line) =>
      withQuantity(line, quantityByLine.get(line.id) ?? line.quantity, setting.priceOf),
    )
    .filter(({ quantity }) => quantity > 0);
  const units = countUnits(after);
  const errors: CartError[] = [];
  for (const [index, [lineId, quantity]] of [...quantityByLine].entries()) {
    const path = ['lines', index];
    const line = before.get(lineId);
    if (line === undefined) {
      errors.push(...(quantity === 0 ? [] : [lineNotFound(path)]));
    } else if (quantity > line.quantity) {
      errors.push(...findGrowthFault(line, { ...setting, units, path }));
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: after };
}

function lineNotFound(path: readonly (string | number)[]): CartError {
  return notFoundError('The cart has no such line.', [...path, 'lineId']);
}

interface Growth extends Pick<LineSetting, 'isSellable' | 'limitOf'> {
  readonly units: ReadonlyMap<string, number>;
  readonly path: readonly (string | number)[];
}

function findGrowthFault(
  { variantId }: LineRow,
  { units, isSellable, limitOf, path }: Growth,
): CartError[] {
  if (!isSellable(variantId)) {
    return [variantUnavailableError(variantId, [...path, 'quantity'])];
  }
  const limit = limitOf(variantId);
  return (units.get(variantId) ?? 0) > limit.units
    ? [overLimitError(variantId, limit, [...path, 'quantity'])]
    : [];
}

/** Lines of one cart with the same identity are one line. */
export function identityOf({
  variantId,
  attributesKey,
}: Pick<LineRow, 'variantId' | 'attributesKey'>): string {
  return `${variantId}\n${attributesKey}`;
}

function createLine(
  { variantId, quantity, attributes, attributesKey }: WantedLine,
  position: number,
  { cartId, currency, priceOf, now, newId }: LineSetting,
): LineRow {
  return {
    id: newId('line'),
    cartId,
    position,
    variantId,
    quantity,
    attributes,
    attributesKey,
    addedAmount: priceOf(variantId, quantity),
    addedCurrency: currency,
    addedAt: now,
  };
}

function withQuantity(line: LineRow, quantity: number, priceOf: PriceOf): LineRow {
  if (quantity === line.quantity) {
    return line;
  }
  const before = priceOf(line.variantId, line.quantity);
  const after = priceOf(line.variantId, quantity);
  return { ...line, quantity, addedAmount: followPrice(line, before, after) };
}

function nextPosition(lines: ReadonlyMap<string, LineRow>): number {
  return 1 + Math.max(0, ...[...lines.values()].map(({ position }) => position));
}

/** Units by variant over all lines. */
export function countUnits(lines: readonly LineRow[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { variantId, quantity } of lines) {
    units.set(variantId, (units.get(variantId) ?? 0) + quantity);
  }
  return units;
}
