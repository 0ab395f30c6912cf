import type { Context } from '#src/context.ts';
import type { ProductResolvers } from '#src/generated/resolvers.ts';
import { MOST_BESIDE } from '#src/loaders.ts';
import type { Hit } from '#src/query/hit.ts';
import type { Match } from '#src/query/match.ts';
import { findRelated } from '#src/query/related.ts';
import { assertCount } from '#src/rules/assert-count.ts';

export const Product: ProductResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  async relatedItems({ id }, { first }, context) {
    const limit = assertCount(first ?? 8, MOST_BESIDE);
    const { shelf } = context.engine;
    await shelf.refresh();
    const view = shelf.viewOf(context.surroundings.locales);
    return toHits(findRelated(id, limit, { shelf, view }), context);
  },
  async frequentlyBoughtTogether({ id }, { first }, context) {
    const limit = assertCount(first ?? 4, MOST_BESIDE);
    const { shelf } = context.engine;
    await shelf.refresh();
    const view = shelf.viewOf(context.surroundings.locales);
    const others = await context.loaders.boughtWith.load(id);
    const matches = others.flatMap(({ otherId }, index): Match[] => {
      const product = shelf.findProduct(otherId);
      const doc = product && view[product.id];
      return product === undefined || doc === undefined
        ? []
        : [{ product, doc, score: others.length - index }];
    });
    return toHits(matches.slice(0, limit), context);
  },
};

async function toHits(matches: readonly Match[], { loaders }: Context): Promise<Hit[]> {
  const hits = await Promise.all(matches.map((match) => loaders.hit.load(match)));
  return hits.filter((hit) => hit !== null);
}
