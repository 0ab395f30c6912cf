import type { NewId } from '@supergraph/kit/ids';

import { addLines, setQuantities } from '#src/rules/change-lines.ts';
import type { Reading, WantedLine } from '#src/rules/line-input.ts';
import type { CartRow, LineRow } from '#src/tables.ts';

import type { CartEdit, Edit } from './edit-cart.ts';
import { loadShelf } from './shelf.ts';

/** Adds units to a cart. */
export function addingLines(newId: NewId, wanted: readonly WantedLine[]): Edit {
  return async ({ tx, cart, lines, now }) => {
    const shelf = await loadShelf(tx, cart, { variantIds: variantsOf([...lines, ...wanted]), now });
    const setting = { ...shelf, cartId: cart.id, currency: cart.currency, now, newId };
    return asEdit(addLines(lines, wanted, setting));
  };
}

/** Sets the quantities of lines; 0 removes. */
export function settingQuantities(quantityByLine: ReadonlyMap<string, number>): Edit {
  return async ({ tx, cart, lines, now }) => {
    const shelf = await loadShelf(tx, cart, { variantIds: variantsOf(lines), now });
    return asEdit(setQuantities(lines, quantityByLine, shelf));
  };
}

/** Sets fields of a cart. In another currency or country its lines cost what they cost there. */
export function settingFields(fields: Partial<CartRow>): Edit {
  return async ({ tx, cart, lines, now }) => {
    const { currency, country } = cart;
    const next = { ...cart, ...fields };
    if (next.currency === currency && next.country === country) {
      return { ok: true, value: { fields } };
    }
    const { priceOf } = await loadShelf(tx, next, { variantIds: variantsOf(lines), now });
    const repriced = lines.map((line) => ({
      ...line,
      addedAmount: priceOf(line.variantId, line.quantity),
      addedCurrency: next.currency,
    }));
    return { ok: true, value: { fields, lines: repriced } };
  };
}

export function variantsOf(lines: readonly Pick<LineRow, 'variantId'>[]): string[] {
  return [...new Set(lines.map(({ variantId }) => variantId))];
}

function asEdit(lines: Reading<readonly LineRow[]>): Reading<CartEdit> {
  return lines.ok ? { ok: true, value: { lines: lines.value } } : lines;
}
