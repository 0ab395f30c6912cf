/** The locales to try, best first: the wanted one, its parents, then the default. `de-CH` gives `de-CH`, `de`, `en`. */
export function localeChain(locale: string, defaultLocale: string): string[] {
  return [...new Set([...withParents(locale), ...withParents(defaultLocale)])];
}

/** The row in the best locale of the chain, else any row: a text in another language beats none. */
export function pickByLocale<Row extends { readonly locale: string }>(
  rows: readonly Row[],
  chain: readonly string[],
): Row | undefined {
  for (const locale of chain) {
    const row = rows.find((candidate) => candidate.locale === locale);
    if (row !== undefined) {
      return row;
    }
  }
  return rows[0];
}

function withParents(locale: string): string[] {
  const parts = locale.split('-');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
}
