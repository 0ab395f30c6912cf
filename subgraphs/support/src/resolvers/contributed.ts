import { createConnection, readPage } from '@supergraph/kit/paging';

import { listTimeline } from '#src/data/timeline.ts';
import type { CustomerResolvers, OrderResolvers } from '#src/generated/resolvers.ts';
import { canSee } from '#src/rules/access.ts';

import { pageNewest } from './connections.ts';

/** The entity is customers'; support adds what was asked and what happened. */
export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  tickets: ({ id }, { status, ...args }, context) =>
    canSee(id, context.request)
      ? pageNewest(context, { customerId: id, status: status == null ? null : [status] }, args)
      : null,
  async serviceTimeline({ id }, args, { deps }) {
    const page = readPage(args, { sort: 'timeline', filter: id, defaultFirst: 50 });
    const rows = await listTimeline(deps.db.reader, id, page);
    return createConnection(rows, page, ({ at, eventId }) => [at, eventId]);
  },
};

/** The entity is orders'; support adds what was asked about it. */
export const Order: OrderResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  tickets: async ({ id }, _, { loaders }) => [...(await loaders.ticketsOfOrder.load(id))],
};
