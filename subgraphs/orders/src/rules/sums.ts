import type { PlaceInput } from '#src/commands/place-input.ts';

type Sums = Pick<
  PlaceInput,
  'lines' | 'subtotal' | 'discountTotal' | 'shippingTotal' | 'taxTotal' | 'taxIncluded' | 'total'
>;

/** What does not add up in an order, in words; undefined when everything does. */
export function findWrongSum(order: Sums): string | undefined {
  const { lines, subtotal, discountTotal, shippingTotal, taxTotal, taxIncluded, total } = order;
  const goods = lines.reduce((sum, { unitAmount, quantity }) => sum + unitAmount * quantity, 0);
  if (goods !== subtotal) {
    return `The lines come to ${goods}, the subtotal says ${subtotal}.`;
  }
  const expected = subtotal - discountTotal + shippingTotal + (taxIncluded ? 0 : taxTotal);
  return expected === total ? undefined : `It comes to ${expected}, the total says ${total}.`;
}
