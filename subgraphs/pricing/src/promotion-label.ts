import { localeChain, pickByLocale } from '@supergraph/kit/locales';

import type { Context } from '#src/context.ts';
import { DEFAULT_LOCALE } from '#src/rules/promotion-input.ts';
import type { PromotionTextRow } from '#src/tables.ts';

interface Texts {
  readonly loaders: Pick<Context['loaders'], 'promotionTexts'>;
  readonly request: { readonly locale: string };
}

/** The label in the request's locale, else the nearest there is. */
export async function labelOf(promotionId: string, context: Texts): Promise<string> {
  return (await textOf(promotionId, context))?.label ?? '';
}

/** What the promotion is called and how it is described there. */
export async function textOf(
  promotionId: string,
  { loaders, request }: Texts,
): Promise<PromotionTextRow | undefined> {
  const texts = await loaders.promotionTexts.load(promotionId);
  return pickByLocale(texts, localeChain(request.locale, DEFAULT_LOCALE));
}
