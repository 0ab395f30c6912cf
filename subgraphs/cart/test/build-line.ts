import type { LineRow } from '#src/tables.ts';

/** One unit of var_A for 10.00 USD in cart_1; spell out only what the test is about. */
export function buildLine(line: Partial<LineRow> = {}): LineRow {
  const variantId = line.variantId ?? 'var_A';
  return {
    id: `line_${variantId}`,
    cartId: 'cart_1',
    position: 1,
    variantId,
    quantity: 1,
    attributes: [],
    attributesKey: '[]',
    addedAmount: 1000,
    addedCurrency: 'USD',
    addedAt: 0,
    ...line,
  };
}
