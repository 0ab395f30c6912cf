import { toMoney } from '@supergraph/kit/money';

import type { SearchHitResolvers } from '#src/generated/resolvers.ts';
import type { Hit } from '#src/query/hit.ts';
import { cutAround, highlight } from '#src/rules/highlight.ts';

export const SearchHit: SearchHitResolvers = {
  item: ({ id, doc: { slug, name, thumbnail } }) => ({ id, slug, name, thumbnail }),
  variant: ({ variantId }) => (variantId === null ? null : { id: variantId }),
  indexedPrice: ({ price }) =>
    price && {
      min: toMoney(price.min, price.currency),
      max: toMoney(price.max, price.currency),
    },
  highlights: listHighlights,
};

function listHighlights({ doc, words }: Hit) {
  const isFound = (word: string): boolean =>
    words.some(
      ({ exact, prefix }) => exact.includes(word) || (prefix !== null && word.startsWith(prefix)),
    );
  const texts = [
    ['name', doc.name],
    ['subtitle', doc.subtitle],
    ['description', doc.description && cutAround(doc.description, isFound)],
  ] as const;
  return texts.flatMap(([field, text]) => {
    const html = text === null ? undefined : highlight(text, isFound);
    return html === undefined ? [] : [{ field, html }];
  });
}
