import type { Context } from '#src/context.ts';
import type { UnitsOf } from '#src/representations.ts';
import type { LineRow, OrderRow } from '#src/tables.ts';

/** The line that units are of. Whoever sees the units sees it. */
export async function getLineOf(
  { orderId, orderLineId }: UnitsOf,
  _: unknown,
  { loaders }: Context,
): Promise<LineRow> {
  const line = (await loaders.linesOfOrder.load(orderId)).find(({ id }) => id === orderLineId);
  if (line === undefined) {
    throw new Error(`The order "${orderId}" has no line "${orderLineId}".`);
  }
  return line;
}

/** The order that something is a part of. Whoever sees the part sees it. */
export async function getOrderOf(
  { orderId }: { readonly orderId: string },
  _: unknown,
  { loaders }: Context,
): Promise<OrderRow> {
  const order = await loaders.anyOrder.load(orderId);
  if (order === null) {
    throw new Error(`There is no order "${orderId}".`);
  }
  return order;
}
