import type { CategoryResolvers } from '#src/generated/resolvers.ts';
import { readCriteria } from '#src/query/criteria.ts';

export const Category: CategoryResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  items: async ({ id }, { input, ...page }, { engine, surroundings }) =>
    engine.search(readCriteria({ ...input, categoryId: id }, surroundings), page),
  itemCount: async ({ id }, _args, { engine: { shelf } }) => {
    await shelf.refresh();
    return shelf.inCategory(id).size;
  },
};
