const MAX_LENGTH = 80;
const FORM = /^[\p{Ll}\p{Lo}\p{Lm}\p{N}]+(-[\p{Ll}\p{Lo}\p{Lm}\p{N}]+)*$/u;

/** Letters that Unicode does not take apart into a base letter and a mark. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
};

/** A name as it stands in an address: `Café Crème 2` gives `cafe-creme-2`. Empty when nothing in it can stand there. */
export function slugify(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[ßæœøđðłþı]/gu, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFKD')
    .replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .replaceAll(/['’]/gu, '')
    .replaceAll(/[^\p{Ll}\p{Lo}\p{Lm}\p{N}]+/gu, '-')
    .slice(0, MAX_LENGTH)
    .replaceAll(/^-+|-+$/gu, '');
}

export function isSlug(text: string): boolean {
  return text.length <= MAX_LENGTH && FORM.test(text);
}

export interface SlugWish {
  readonly name: string;
  /** Tells things of the same name apart. */
  readonly key: string;
  /** What the thing is called already. */
  readonly current: string | undefined;
  readonly isTaken: (slug: string) => boolean;
}

/** The name's slug, or with the key where another thing has that. A slug that is in use stays while the name does. */
export function chooseSlug({ name, key, current, isTaken }: SlugWish): string {
  const plain = slugify(name) || slugify(key) || 'item';
  const withKey = [plain, slugify(key)].filter((part) => part !== '').join('-');
  if (current === withKey || current === plain) {
    return current;
  }
  return isTaken(plain) ? withKey : plain;
}
