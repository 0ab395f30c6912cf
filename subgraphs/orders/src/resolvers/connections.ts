import { type PageArgs, createConnection, readPage } from '@supergraph/kit/paging';

import type { Context } from '#src/context.ts';
import { type OrderFilter, countOrders, listOrders } from '#src/data/orders.ts';
import type { OrderConnectionResolvers } from '#src/generated/resolvers.ts';
import type { OrderPage } from '#src/representations.ts';

/** A page of orders, newest first. */
export async function pageOrders(
  { deps }: Context,
  filter: OrderFilter,
  args: PageArgs,
): Promise<OrderPage> {
  const page = readPage(args, { sort: 'newest', filter });
  const rows = await listOrders(deps.db.reader, filter, page);
  return { ...createConnection(rows, page, ({ placedAt, id }) => [placedAt, id]), filter };
}

export const OrderConnection: OrderConnectionResolvers = {
  totalCount: ({ filter }, _, { deps }) => countOrders(deps.db.reader, filter),
};
