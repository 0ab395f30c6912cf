import type { Database } from '@supergraph/kit/database';
import { pickByLocale } from '@supergraph/kit/locales';

import { listQueriesWith } from '#src/data/query-stats.ts';
import { isAnyMatching } from '#src/data/words.ts';
import type { Criteria } from '#src/query/criteria.ts';
import type { Hit } from '#src/query/hit.ts';
import type { Search } from '#src/query/search.ts';
import { wordsOf } from '#src/rules/fold.ts';
import { highlight } from '#src/rules/highlight.ts';
import { MAIN_COLUMNS } from '#src/rules/match-expression.ts';
import type { Shelf } from '#src/shelf/shelf.ts';

/** A query that fewer looked for may say who they are. */
export const FEWEST_SEARCHES = 3;
/** Shorter ones begin the names of half the shop. */
const SHORTEST_ITEM_PREFIX = 3;

export interface QuerySuggestion {
  readonly query: string;
  readonly html: string;
  readonly count: number;
}

export interface Suggestions {
  readonly queries: readonly QuerySuggestion[];
  readonly categories: readonly { readonly id: string }[];
  readonly items: readonly Hit[];
}

interface Sources {
  readonly db: Pick<Database, 'reader'>;
  readonly shelf: Shelf;
  readonly search: Search;
}

/** What the shopper may be typing: `criteria.query` is as far as they got. */
export async function suggest(
  criteria: Criteria,
  first: number,
  { db, shelf, search }: Sources,
): Promise<Suggestions> {
  await shelf.refresh();
  const words = wordsOf(criteria.query).slice(0, 12);
  if (words.length === 0) {
    return { queries: [], categories: [], items: [] };
  }
  const isLong = words.join('').length >= SHORTEST_ITEM_PREFIX;
  return {
    queries: await suggestQueries(words, { locales: criteria.locales, first, db, shelf }),
    categories: findCategories(words, criteria.locales, shelf).slice(0, first),
    items: isLong ? (await search(criteria, { first })).nodes : [],
  };
}

interface Lookup {
  readonly locales: readonly string[];
  readonly first: number;
  readonly db: Pick<Database, 'reader'>;
  readonly shelf: Shelf;
}

/** What others looked for, then words of the catalogue that complete the last one. */
async function suggestQueries(
  words: readonly string[],
  { locales, first, db, shelf }: Lookup,
): Promise<QuerySuggestion[]> {
  const [locale = ''] = shelf.spoken(locales);
  const prefix = words.join(' ');
  const asked = await listQueriesWith(db.reader, {
    locale,
    prefix,
    atLeast: FEWEST_SEARCHES,
    limit: first,
  });
  const found = new Map(asked.map(({ query, searches }) => [query, searches]));
  const before = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  for (const word of completionsOf(last, { locales, first, shelf })) {
    const query = [...before, word].join(' ');
    if (found.size < first && !found.has(query) && (await isFound([...before, word], db))) {
      found.set(query, 0);
    }
  }
  return [...found].map(([query, count]) => ({
    query,
    count,
    html: highlight(query, (word) => words.some((typed) => word.startsWith(typed))) ?? query,
  }));
}

function completionsOf(last: string, { locales, first, shelf }: Omit<Lookup, 'db'>): string[] {
  const spellers = shelf.vocabulary.spellersOf(locales);
  return [...new Set(spellers.flatMap((speller) => speller.complete(last, first)))];
}

/** A completed word alone is written somewhere; several must be together. */
async function isFound(words: readonly string[], db: Pick<Database, 'reader'>): Promise<boolean> {
  const all = words.map((word) => `"${word}"`).join(' AND ');
  return words.length < 2 || isAnyMatching(db.reader, `${MAIN_COLUMNS} : (${all})`);
}

/** Categories that have all words, the last one begun, in their name; the higher ones first. */
function findCategories(
  words: readonly string[],
  locales: readonly string[],
  { categories }: Shelf,
): { readonly id: string }[] {
  return [...categories.values()]
    .filter(({ texts }) => {
      const name = wordsOf(pickByLocale(texts, locales)?.name ?? '');
      return words.every((word) => name.some((one) => one.startsWith(word)));
    })
    .toSorted((one, other) => one.depth - other.depth || one.position - other.position)
    .map(({ categoryId }) => ({ id: categoryId }));
}
