import { localeChain, pickByLocale } from '@supergraph/kit/locales';

import { chooseSlug } from '#src/rules/slug.ts';

interface Text {
  readonly locale: string;
  readonly text: string;
}

export interface NamedLine {
  readonly key: string;
  readonly name: readonly Text[];
  readonly slug: readonly { readonly locale: string | null; readonly text: string }[];
}

export interface SlugState {
  readonly defaultLocale: string;
  /** Slugs that others have. */
  readonly taken: ReadonlySet<string>;
  /** What the thing is called already, by locale. */
  readonly current: ReadonlyMap<string, string>;
}

/** Name and slug in every locale that any text of the line is in. */
export function nameInLocales(
  { key, name, slug }: NamedLine,
  others: readonly (readonly Text[])[],
  { defaultLocale, taken, current }: SlugState,
): { locale: string; name: string; slug: string }[] {
  const locales = new Set([name, ...others].flatMap((texts) => texts.map(({ locale }) => locale)));
  return [...locales].toSorted().map((locale) => {
    const best = pickByLocale(name, localeChain(locale, defaultLocale))?.text ?? key;
    const given = slug.find((one) => one.locale === null || one.locale === locale)?.text;
    return {
      locale,
      name: best,
      slug:
        given ??
        chooseSlug({
          name: best,
          key,
          current: current.get(locale),
          isTaken: (wanted) => taken.has(wanted),
        }),
    };
  });
}

/** Every slug the line may end up with, to ask in one statement which of them are taken. */
export function candidateSlugs(line: NamedLine): string[] {
  const derived = line.name.flatMap(({ text }) =>
    [() => false, () => true].map((isTaken) =>
      chooseSlug({ name: text, key: line.key, current: undefined, isTaken }),
    ),
  );
  return [...new Set([...line.slug.map(({ text }) => text), ...derived])];
}

/** The text in exactly this locale. */
export function textIn(texts: readonly Text[], locale: string): string | null {
  return texts.find((one) => one.locale === locale)?.text ?? null;
}
