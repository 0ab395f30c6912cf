import { listBoughtWith } from '#src/data/search-events.ts';
import type { Context } from '#src/context.ts';
import type { ProductResolvers } from '#src/generated/resolvers.ts';
import { type Hit, createHits } from '#src/query/hit.ts';
import type { Match } from '#src/query/match.ts';
import { findRelated } from '#src/query/related.ts';
import { assertCount } from '#src/rules/assert-count.ts';

const MOST = 24;
/** One basket is a chance, two are a habit. */
const FEWEST_BASKETS = 2;

export const Product: ProductResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  async relatedItems({ id }, { first }, context) {
    const { shelf } = context.engine;
    await shelf.refresh();
    const view = shelf.viewOf(context.surroundings.locales);
    return toHits(findRelated(id, assertCount(first ?? 8, MOST), { shelf, view }), context);
  },
  async frequentlyBoughtTogether({ id }, { first }, context) {
    const { shelf } = context.engine;
    await shelf.refresh();
    const view = shelf.viewOf(context.surroundings.locales);
    const limit = assertCount(first ?? 4, MOST);
    const ids = await listBoughtWith(context.deps.db.reader, {
      itemId: id,
      atLeast: FEWEST_BASKETS,
      limit: MOST,
    });
    const matches = ids.flatMap((other, index) => {
      const product = shelf.findProduct(other);
      const doc = product && view[product.id];
      return product === undefined || doc === undefined
        ? []
        : { product, doc, score: ids.length - index };
    });
    return toHits(matches.slice(0, limit), context);
  },
};

async function toHits(
  matches: readonly Match[],
  { engine: { shelf }, deps: { db, now }, surroundings }: Context,
): Promise<Hit[]> {
  const prices = await shelf.pricesOf({ ...surroundings, now: now() });
  const criteria = { currency: surroundings.currency, selections: [] };
  return createHits(matches, { db, shelf, prices, criteria, words: [] });
}
