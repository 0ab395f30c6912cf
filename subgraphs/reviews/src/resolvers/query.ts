import { createConnection, readPage } from '@supergraph/kit/paging';

import { listQuestions } from '#src/data/questions.ts';
import { listQueue } from '#src/data/reviews.ts';
import type { QueryResolvers } from '#src/generated/resolvers.ts';

export const Query: QueryResolvers = {
  async reviewModerationQueue(_, args, { deps }) {
    const filter = { status: 'PENDING' } as const;
    const page = readPage(args, { sort: 'queue', filter });
    const rows = await listQueue(deps.db.reader, page);
    return { ...createConnection(rows, page, ({ createdAt, id }) => [createdAt, id]), filter };
  },

  async questionModerationQueue(_, args, { deps }) {
    const filter = { waits: true } as const;
    const page = readPage(args, { sort: 'queue', filter });
    const rows = await listQuestions(deps.db.reader, filter, page);
    return { ...createConnection(rows, page, ({ createdAt, id }) => [createdAt, id]), filter };
  },
};
