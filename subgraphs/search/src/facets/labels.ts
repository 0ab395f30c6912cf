import { codeOf } from '#src/rules/facet-names.ts';

const LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  category: { en: 'Category', de: 'Kategorie', fr: 'Catégorie' },
  brand: { en: 'Brand', de: 'Marke', fr: 'Marque' },
  price: { en: 'Price', de: 'Preis', fr: 'Prix' },
  rating: { en: 'Rating', de: 'Bewertung', fr: 'Note' },
};

/** What a facet is called in the best of these locales; attributes are called what they are named: `screenSize` gives `Screen size`. */
export function labelOf(facet: string, locales: readonly string[]): string {
  const labels = LABELS[facet];
  const known = locales.map((locale) => labels?.[locale]).find((label) => label !== undefined);
  return known ?? humanize(codeOf(facet));
}

function humanize(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .replaceAll(/[_-]+/gu, ' ')
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
