import type { Context } from '#src/context.ts';
import type { FulfillmentLineResolvers, FulfillmentResolvers } from '#src/generated/resolvers.ts';
import type { UnitsOf } from '#src/representations.ts';
import type { LineRow } from '#src/tables.ts';

export const Fulfillment: FulfillmentResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.fulfillment.load(id),
  lines: ({ lines }) => [...lines],
  location: ({ locationId }) => (locationId === null ? null : { id: locationId }),
};

export const FulfillmentLine: FulfillmentLineResolvers = {
  orderLine: getLineOf,
};

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
