import { localeChain, pickByLocale } from '@supergraph/kit/locales';

import type { Context } from '#src/context.ts';
import type { PromotionResolvers } from '#src/generated/resolvers.ts';
import { DEFAULT_LOCALE } from '#src/rules/promotion-input.ts';
import type { PromotionTextRow } from '#src/tables.ts';

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

/** The label in the request's locale, else the nearest there is. */
export async function labelOf(
  promotionId: string,
  context: Pick<Context, 'loaders' | 'request'>,
): Promise<string> {
  return (await textOf(promotionId, context))?.label ?? '';
}

async function textOf(
  promotionId: string,
  { loaders, request }: Pick<Context, 'loaders' | 'request'>,
): Promise<PromotionTextRow | undefined> {
  const texts = await loaders.promotionTexts.load(promotionId);
  return pickByLocale(texts, localeChain(request.locale, DEFAULT_LOCALE));
}
