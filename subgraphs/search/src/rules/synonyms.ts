/** Words that shoppers use for the same thing, folded, by language. */
const GROUPS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  en: [
    ['sofa', 'couch', 'settee'],
    ['sneakers', 'trainers'],
    ['earbuds', 'earphones'],
    ['laptop', 'notebook'],
    ['smartphone', 'phone', 'cellphone'],
    ['sweater', 'jumper', 'pullover'],
    ['torch', 'flashlight'],
    ['duvet', 'comforter'],
    ['television', 'tv'],
    ['fridge', 'refrigerator'],
    ['backpack', 'rucksack'],
    ['perfume', 'fragrance'],
  ],
  de: [
    ['sofa', 'couch'],
    ['sneaker', 'turnschuhe'],
    ['smartphone', 'handy', 'mobiltelefon'],
    ['laptop', 'notebook'],
    ['fohn', 'haartrockner'],
    ['stirnlampe', 'kopflampe'],
    ['tasse', 'becher'],
    ['fernseher', 'tv'],
    ['parfum', 'duft'],
  ],
  fr: [
    ['canape', 'sofa'],
    ['baskets', 'sneakers', 'tennis'],
    ['smartphone', 'telephone', 'portable'],
    ['bouilloire', 'theiere'],
    ['couette', 'edredon'],
    ['televiseur', 'tele', 'tv'],
    ['gourde', 'bouteille'],
  ],
};

const byLanguage = new Map(
  Object.entries(GROUPS).map(([language, groups]) => [
    language,
    new Map(
      groups.flatMap((group) =>
        group.map((word) => [word, group.filter((other) => other !== word)] as const),
      ),
    ),
  ]),
);

/** Other words for a folded word in these locales. */
export function synonymsOf(word: string, locales: readonly string[]): string[] {
  const languages = new Set(locales.map((locale) => locale.split('-')[0] ?? locale));
  return [...languages].flatMap((language) => byLanguage.get(language)?.get(word) ?? []);
}
