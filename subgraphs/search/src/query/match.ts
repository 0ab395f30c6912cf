import type { Queries } from '@supergraph/kit/database';

import { findByCode } from '#src/data/variants.ts';
import { findMatching } from '#src/data/words.ts';
import { codeKeyOf } from '#src/rules/fold.ts';
import type { Interpretation, Word } from '#src/rules/interpretation.ts';
import { MAIN_COLUMNS, alternativesOf, matchAll, matchName } from '#src/rules/match-expression.ts';
import type { LocaleView } from '#src/shelf/locale-views.ts';
import type { Shelf } from '#src/shelf/shelf.ts';
import type { ShelvedDoc, ShelvedProduct } from '#src/shelf/shelved.ts';

/** A product that a query may show, in the text that it shows. */
export interface Match {
  readonly product: ShelvedProduct;
  readonly doc: ShelvedDoc;
  readonly score: number;
  /** The variant whose SKU or GTIN the query is. */
  readonly variantId?: string;
}

// A score says where the words are, not how rare they are: it is the same on every instance and stays the same while
// products come and go, so that a cursor may hold it.
const IS_CODE = 1000;
const IN_NAME = 300;
const IN_MAIN = 200;
const ANYWHERE = 100;
/** Of the words of the query that a name may leave over without coming to the next level. */
const MAX_NAME_WORDS = 50;
const SHORTEST_CODE = 3;
/** So many of the words are enough where not all are found. */
const ENOUGH = 0.5;

export interface Matching {
  readonly shelf: Shelf;
  readonly reader: Queries;
  readonly view: LocaleView;
}

/** Everything that matches the words of this reading, in no order. */
export async function match({ mode, words }: Interpretation, matching: Matching): Promise<Match[]> {
  if (words.length === 0) {
    return [];
  }
  if (mode === 'some') {
    return matchSome(words, matching);
  }
  const columns = mode === 'main' ? MAIN_COLUMNS : undefined;
  const ids = await findMatching(matching.reader, matchAll(words, columns));
  if (ids.length === 0) {
    return [];
  }
  const inName = matchName(words);
  const named = new Set(inName === undefined ? [] : await findMatching(matching.reader, inName));
  const base = mode === 'main' ? IN_MAIN : ANYWHERE;
  return toMatches(ids, matching, (doc) => (named.has(doc.id) ? IN_NAME : base));
}

async function matchSome(words: readonly Word[], matching: Matching): Promise<Match[]> {
  const counts = new Map<number, number>();
  for (const word of words) {
    for (const id of await findMatching(
      matching.reader,
      `${MAIN_COLUMNS} : ${alternativesOf(word)}`,
    )) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
  }
  const enough = Math.max(1, Math.ceil(words.length * ENOUGH));
  const ids = [...counts].filter(([, count]) => count >= enough).map(([id]) => id);
  return toMatches(ids, matching, ({ id }) => (ANYWHERE * (counts.get(id) ?? 0)) / words.length);
}

function toMatches(
  ids: readonly number[],
  { shelf, view }: Matching,
  scoreOf: (doc: ShelvedDoc) => number,
): Match[] {
  const matches: Match[] = [];
  for (const id of ids) {
    const product = shelf.ownerOf(id);
    const doc = product && view[product.id];
    if (product !== undefined && doc?.id === id) {
      matches.push({ product, doc, score: scoreOf(doc) + standingOf(product, doc) });
    }
  }
  return matches;
}

/** What has the whole query as SKU or GTIN, dashes or not. */
export async function matchCode(
  query: string,
  { shelf, reader, view }: Matching,
): Promise<Match[]> {
  const key = codeKeyOf(query);
  const found = key.length < SHORTEST_CODE ? [] : await findByCode(reader, key);
  return found.flatMap(({ product: place, variantId }) => {
    const product = shelf.products[place];
    const doc = view[place];
    return product === undefined || doc === undefined
      ? []
      : { product, doc, score: IS_CODE, variantId };
  });
}

/** Everything for sale. */
export function matchEverything({ shelf, view }: Matching): Match[] {
  return shelf.products.flatMap((product) => {
    const doc = product && view[product.id];
    return product === undefined || doc === undefined
      ? []
      : { product, doc, score: product.rating + Math.min(product.sold, 1_000_000) / 1000 };
  });
}

/** Below one level: a name of few other words is nearer to the query, then what is liked. */
function standingOf({ rating }: ShelvedProduct, { nameWords }: ShelvedDoc): number {
  return MAX_NAME_WORDS - Math.min(nameWords, MAX_NAME_WORDS) + rating / 10;
}
