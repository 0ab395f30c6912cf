import type { Word } from './interpretation.ts';

export const MAIN_COLUMNS = '{name brand category attributes sku}';

/** The alternatives of a word in the language of FTS5. Words are letters and digits alone, and quoted. */
export function alternativesOf({ exact, prefix }: Word): string {
  const some = exact.map((word) => `"${word}"`);
  return `(${[...some, ...(prefix === null ? [] : [`"${prefix}"*`])].join(' OR ')})`;
}

/** All words somewhere in these columns; without columns, anywhere. */
export function matchAll(words: readonly Word[], columns?: string): string {
  const all = words.map(alternativesOf).join(' AND ');
  return columns === undefined ? all : `${columns} : (${all})`;
}

/** All words whole in the name. Undefined when a word is only the beginning of one. */
export function matchName(words: readonly Word[]): string | undefined {
  return words.every(({ exact }) => exact.length > 0)
    ? matchAll(
        words.map((word) => ({ ...word, prefix: null })),
        'name',
      )
    : undefined;
}
