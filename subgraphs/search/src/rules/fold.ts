const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};
const WORD = /[\p{L}\p{N}]+/gu;

/** Lower case without accents; letters that are no accents of another one as people type them: `Straße` gives `strasse`. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[ßæœøđðþłı]/gu, (letter) => LETTERS[letter] ?? letter);
}

/** The folded words of a text: letters and digits alone, which no query language gives a meaning. */
export function wordsOf(text: string): string[] {
  return foldText(text).match(WORD) ?? [];
}

/** A SKU or GTIN as it is compared: without anything but letters and digits. */
export function codeKeyOf(text: string): string {
  return wordsOf(text).join('');
}
