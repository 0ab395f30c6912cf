import type { PlaceInput } from '#src/commands/place-input.ts';

type Sums = Pick<
  PlaceInput,
  | 'lines'
  | 'subtotal'
  | 'discountTotal'
  | 'discounts'
  | 'shippingTotal'
  | 'taxTotal'
  | 'taxIncluded'
  | 'total'
>;
type Line = PlaceInput['lines'][number];

/**
 * What does not add up in an order, in words; undefined when everything does. Prices of one order may include their tax or
 * not, line by line; discounts on delivery, and its tax, are in the totals alone.
 */
export function findWrongSum(order: Sums): string | undefined {
  return order.lines.map(findWrongLine).find(isFound) ?? findWrongTotal(order);
}

function findWrongLine({ sku, quantity, unitAmount, discount, tax, total }: Line) {
  const net = unitAmount * quantity - discount;
  if (net < 0) {
    return `The line of "${sku}" comes to ${unitAmount * quantity}, and ${discount} is taken off.`;
  }
  return total === net || total === net + tax
    ? undefined
    : `The line of "${sku}" comes to ${net}, or ${net + tax} with its tax; its total says ${total}.`;
}

function findWrongTotal(order: Sums): string | undefined {
  const { lines, subtotal, discountTotal, discounts, shippingTotal, taxTotal, total } = order;
  const goods = sumOf(lines, ({ unitAmount, quantity }) => unitAmount * quantity);
  const off = sumOf(lines, ({ discount }) => discount);
  const named = sumOf(discounts, ({ amount }) => amount);
  const tax = sumOf(lines, (line) => line.tax);
  const delivery = shippingTotal - (discountTotal - off);
  const rest = total - sumOf(lines, (line) => line.total);
  const possible = order.taxIncluded ? [delivery] : [delivery, delivery + taxTotal - tax];
  const faults: readonly (readonly [boolean, string])[] = [
    [goods !== subtotal, `The lines come to ${goods}, the subtotal says ${subtotal}.`],
    [
      named !== discountTotal,
      `The discounts come to ${named}, discountTotal says ${discountTotal}.`,
    ],
    [
      off > discountTotal || delivery < 0,
      `The lines have ${off} of the discounts and delivery costs ${shippingTotal}; discountTotal says ${discountTotal}.`,
    ],
    [tax > taxTotal, `The lines have ${tax} of tax, taxTotal says ${taxTotal}.`],
    [
      !possible.includes(rest),
      `Lines and delivery come to ${total - rest + delivery}, and with its tax to ${total - rest + delivery + taxTotal - tax}; the total says ${total}.`,
    ],
    [order.taxIncluded && lines.some(isTaxAdded), 'Prices include the tax, and a line adds it.'],
  ];
  return faults.find(([isWrong]) => isWrong)?.[1];
}

function isTaxAdded({ quantity, unitAmount, discount, total }: Line): boolean {
  return total > unitAmount * quantity - discount;
}

function sumOf<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0);
}

function isFound(fault: string | undefined): fault is string {
  return fault !== undefined;
}
