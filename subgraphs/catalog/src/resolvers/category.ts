import { readPage } from '@supergraph/kit/paging';

import { createPage } from '#src/connections.ts';
import { idsOfPath } from '#src/describe.ts';
import type { CategoryResolvers } from '#src/generated/resolvers.ts';
import { categoryTextOf } from '#src/reading.ts';

export const Category: CategoryResolvers = {
  __resolveReference: async (reference, { loaders }) => {
    const id =
      'id' in reference ? reference.id : await loaders.categoryIdBySlug.load(reference.slug);
    return id === null ? null : loaders.category.load(id);
  },
  slug: async (row, _args, context) => (await categoryTextOf(row, context)).slug,
  name: async (row, _args, context) => (await categoryTextOf(row, context)).name,
  description: async (row, _args, context) => (await categoryTextOf(row, context)).description,
  image: ({ imageUrl }) => (imageUrl === null ? null : { url: imageUrl }),
  parent: ({ parentId }, _args, { loaders }) =>
    parentId === null ? null : loaders.category.load(parentId),
  children: async ({ id }, _args, { loaders }) => [...(await loaders.children.load(id))],
  path: async (row, _args, { loaders }) => {
    const path = await Promise.all(idsOfPath(row).map((id) => loaders.category.load(id)));
    return path.filter((step) => step !== null);
  },
  products: async ({ id: categoryId }, args, { loaders }) => {
    const page = readPage(args, { sort: 'category', filter: categoryId });
    const listed = await loaders.productsOfCategory.load({ categoryId, page });
    const places = new Map(listed.map(({ product, position }) => [product.id, position]));
    return createPage({
      rows: listed.map(({ product }) => product),
      page,
      keyOf: ({ id }) => [places.get(id) ?? 0, id],
      countAll: () => loaders.countOfCategory.load(categoryId),
    });
  },
};
