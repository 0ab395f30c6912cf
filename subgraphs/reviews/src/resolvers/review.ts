import type { ReviewResolvers } from '#src/generated/resolvers.ts';

export const Review: ReviewResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.review.load(id),
  item: ({ itemId }) => ({ id: itemId }),
  helpfulCount: ({ helpful }) => helpful,
  author: ({ customerId }) => (customerId === null ? null : { id: customerId }),
};
