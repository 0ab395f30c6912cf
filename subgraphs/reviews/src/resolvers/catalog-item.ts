import { createConnection, readPage } from '@supergraph/kit/paging';

import { listQuestions } from '#src/data/questions.ts';
import { type ReviewSort, countReviews, listReviews } from '#src/data/reviews.ts';
import type { CatalogItemResolvers, ReviewConnectionResolvers } from '#src/generated/resolvers.ts';
import type { ReviewRow } from '#src/tables.ts';

/** Every item of catalog's, whatever type it has there. */
export const CatalogItem: CatalogItemResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  rating: async ({ id }, _, { loaders }) => (await loaders.rating.load(id))?.rating ?? null,
  async reviews({ id }, { sort, minRating, ...args }, { deps }) {
    const filter = { itemId: id, status: 'PUBLISHED', minRating } as const;
    const order = sort ?? 'HELPFUL';
    const page = readPage(args, { sort: order, filter, defaultFirst: 10 });
    const rows = await listReviews(deps.db.reader, filter, { sort: order, page });
    return { ...createConnection(rows, page, (row) => keyOf(row, order)), filter };
  },
  async questions({ id: itemId }, args, { deps }) {
    const filter = { itemId };
    const page = readPage(args, { sort: 'questions', filter, defaultFirst: 10 });
    const rows = await listQuestions(deps.db.reader, filter, page);
    return { ...createConnection(rows, page, ({ createdAt, id }) => [createdAt, id]), filter };
  },
};

export const ReviewConnection: ReviewConnectionResolvers = {
  totalCount: ({ filter }, _, { deps }) => countReviews(deps.db.reader, filter),
};

function keyOf(
  { rating, helpful, createdAt, id }: ReviewRow,
  sort: ReviewSort,
): (string | number)[] {
  const rank = { HELPFUL: helpful, NEWEST: 0, RATING_DESC: rating, RATING_ASC: -rating }[sort];
  return [rank, createdAt, id];
}
