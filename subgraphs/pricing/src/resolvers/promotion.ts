import type { PromotionResolvers } from '#src/generated/resolvers.ts';
import { labelOf, textOf } from '#src/promotion-label.ts';

export const Promotion: PromotionResolvers = {
  /** What is switched off is nobody's business but the merchandiser's. */
  async __resolveReference({ id }, { loaders, request }) {
    const row = await loaders.promotionById.load(id);
    const seesAll = request.claims?.scopes.includes('pricing:write') ?? false;
    return row !== null && (row.enabled || seesAll) ? row : null;
  },
  label: ({ id }, _, context) => labelOf(id, context),
  description: async ({ id }, _, context) => (await textOf(id, context))?.description ?? null,
  usageCount: ({ used }) => used,
};
