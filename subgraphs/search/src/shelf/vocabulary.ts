import { type Speller, createSpeller } from '#src/rules/speller.ts';

/** The words of each locale. */
export interface Vocabulary {
  add(term: { readonly id: number; readonly locale: string; readonly term: string }): void;
  /** Id of the newest word. */
  readonly newest: number;
  /** Those of the given locales that have words. */
  spellersOf(locales: readonly string[]): Speller[];
}

export function createVocabulary(): Vocabulary {
  const spellers = new Map<string, Speller>();
  let newest = 0;
  return {
    get newest() {
      return newest;
    },
    add({ id, locale, term }) {
      let speller = spellers.get(locale);
      if (speller === undefined) {
        speller = createSpeller();
        spellers.set(locale, speller);
      }
      speller.add(term);
      newest = Math.max(newest, id);
    },
    spellersOf: (locales) => locales.flatMap((locale) => spellers.get(locale) ?? []),
  };
}
