import { createConnection, readPage } from '@supergraph/kit/paging';

import { listReviews } from '#src/data/reviews.ts';
import type { CustomerResolvers } from '#src/generated/resolvers.ts';
import { canModerate } from '#src/rules/access.ts';

export const Customer: CustomerResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  async reviews({ id: customerId }, args, { deps, request }) {
    if (request.claims?.sub !== customerId && !canModerate(request)) {
      return null;
    }
    const filter = { customerId };
    const page = readPage(args, { sort: 'NEWEST', filter, defaultFirst: 10 });
    const rows = await listReviews(deps.db.reader, filter, { sort: 'NEWEST', page });
    return { ...createConnection(rows, page, ({ createdAt, id }) => [0, createdAt, id]), filter };
  },
};
