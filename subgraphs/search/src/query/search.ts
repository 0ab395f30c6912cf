import { hashJson } from '@supergraph/kit/canonical-json';
import { ClientError } from '@supergraph/kit/errors';
import {
  type Connection,
  type Page,
  type PageArgs,
  createConnection,
  readPage,
} from '@supergraph/kit/paging';
import type { ServiceDeps } from '@supergraph/kit/service';
import { LRUCache } from 'lru-cache';

import {
  type Interpretation,
  readInterpretation,
  writeInterpretation,
} from '#src/rules/interpretation.ts';
import type { QueryIds } from '#src/rules/query-id.ts';
import { selectTop } from '#src/rules/select-top.ts';
import type { Criteria } from '#src/query/criteria.ts';
import { type Hit, type HitSources, createHits } from '#src/query/hit.ts';
import { type Narrowed, narrow } from '#src/query/narrow.ts';
import { type Ranked, comesAfter, createOrder } from '#src/query/order.ts';
import { type Reading, readQuery } from '#src/query/read-query.ts';
import type { PriceColumn } from '#src/shelf/price-columns.ts';
import type { Shelf } from '#src/shelf/shelf.ts';

/** Matches kept in memory, over all queries. */
const MAX_KEPT_MATCHES = 1_000_000;
/** What an entry weighs beside its matches. */
const ENTRY_WEIGHT = 100;
/** Letters that weigh as much as a match. */
const LETTERS_A_MATCH = 50;
const DEFAULT_FIRST = 24;

interface Deps extends Pick<ServiceDeps<object>, 'db' | 'now' | 'newId'> {
  readonly queryIds: QueryIds;
}

/** A page of a search, with what its other fields are made from. */
export interface FoundPage extends Connection<Hit> {
  readonly criteria: Criteria;
  /** The best that the index speaks: what is counted of searches is by it. */
  readonly locale: string;
  readonly totalCount: number;
  readonly correctedQuery: string | null;
  readonly queryId: string;
  /** The words that were looked for; empty without any. */
  readonly text: string;
  readonly isFirst: boolean;
  /** Nothing was left out of the query to find something. */
  readonly isEveryWordFound: boolean;
  readonly narrowed: Narrowed;
  readonly prices: PriceColumn;
  /** Names all that facets depend on. */
  readonly cacheKey: string;
}

export type Search = (criteria: Criteria, page: PageArgs) => Promise<FoundPage>;

/** The search over one shelf. Later pages and other sorts of what was asked for lately cost no look-up of words. */
export function createSearch({ db, now, newId, queryIds }: Deps, shelf: Shelf): Search {
  const readings = new LRUCache<string, Reading>({
    maxSize: MAX_KEPT_MATCHES,
    sizeCalculation: weighReading,
  });
  const narrowings = new LRUCache<string, Narrowed>({
    maxSize: MAX_KEPT_MATCHES,
    sizeCalculation: ({ matches }) => matches.length + ENTRY_WEIGHT,
  });

  return async (criteria, pageArgs) => {
    const { page, given } = readSearchPage(criteria, pageArgs);
    await shelf.refresh();
    const view = shelf.viewOf(criteria.locales);
    const prices = await shelf.pricesOf({ ...criteria, now: now() });
    const keys = keysOf(criteria, { given, revision: shelf.revision, prices });
    const matching = { shelf, reader: db.reader, view };
    const reading = await keep(readings, keys.reading, () => readQuery(criteria, matching, given));
    const narrowed = await keep(narrowings, keys.narrowed, async () =>
      narrow(reading.matches, criteria, { shelf, prices }),
    );
    const ranked = rank(narrowed, criteria, { page, prices });
    const { text, interpretation, correctedQuery } = reading;
    const sources = { db, shelf, prices, criteria, words: interpretation?.words ?? [] };
    const locale = shelf.spoken(criteria.locales)[0] ?? '';
    return {
      ...(await createHitPage(ranked, { page, interpretation, sources })),
      criteria,
      locale,
      totalCount: narrowed.matches.length,
      correctedQuery,
      queryId: queryIds.write({ locale, text }, { unique: newId('qry'), at: now() }),
      text,
      isFirst: page.after === null,
      isEveryWordFound: text !== '' && interpretation?.mode === 'main',
      narrowed,
      prices,
      cacheKey: keys.narrowed,
    };
  };
}

interface HitPage {
  readonly page: Page;
  readonly interpretation: Interpretation | null;
  readonly sources: HitSources;
}

/** A hit whose text went meanwhile is left out; where the page ends and what comes after stay as they were. */
async function createHitPage(
  ranked: readonly Ranked[],
  { page, interpretation, sources }: HitPage,
): Promise<Connection<Hit>> {
  const reading = interpretation === null ? '' : writeInterpretation(interpretation);
  const places = createConnection(ranked, page, ({ match, key }) => [
    key,
    match.product.productId,
    reading,
  ]);
  const hits = await createHits(
    places.nodes.map(({ match }) => match),
    sources,
  );
  const edges = places.edges.flatMap(({ cursor }, index) => {
    const node = hits[index];
    return node == null ? [] : [{ cursor, node }];
  });
  return { edges, nodes: edges.map(({ node }) => node), pageInfo: places.pageInfo };
}

/** Cursors are what clients say: a reading weighs by its words too. */
function weighReading({ matches, interpretation }: Reading): number {
  const letters = interpretation === null ? 0 : writeInterpretation(interpretation).length;
  return ENTRY_WEIGHT + matches.length + Math.ceil(letters / LETTERS_A_MATCH);
}

/** Throws VALIDATION for a cursor that no page of this search has given. */
function readSearchPage(
  { sort, ...filter }: Criteria,
  args: PageArgs,
): { page: Page; given: Interpretation | undefined } {
  const page = readPage(args, { sort, filter, defaultFirst: DEFAULT_FIRST });
  const text = String(page.after?.[2] ?? '');
  const given = readInterpretation(text);
  if (page.after !== null && (page.after.length !== 3 || (text !== '' && given === undefined))) {
    throw new ClientError('VALIDATION', '"after" is not a cursor of a search.');
  }
  return { page, given };
}

interface KeyParts {
  readonly given: Interpretation | undefined;
  readonly revision: number;
  readonly prices: PriceColumn;
}

/** Of one length, whatever clients say. */
function keysOf(criteria: Criteria, { given, revision, prices }: KeyParts) {
  const { query, isTolerant, locales, categoryId, selections, inStockOnly } = criteria;
  const { currency, country } = criteria;
  const reading = hashJson([revision, query, isTolerant, locales, given]);
  const narrowing = [categoryId, selections, inStockOnly, currency, country, prices.validUntil];
  return { reading, narrowed: hashJson([reading, narrowing]) };
}

async function keep<Value extends object>(
  cache: LRUCache<string, Value>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const known = cache.get(key);
  if (known !== undefined) {
    return known;
  }
  const made = await make();
  cache.set(key, made);
  return made;
}

/** The page and one more, in order. */
function rank(
  { matches }: Narrowed,
  { sort }: Criteria,
  { page, prices }: { readonly page: Page; readonly prices: PriceColumn },
): Ranked[] {
  const order = createOrder(sort, prices);
  const { after, limit } = page;
  function* candidates(): Generator<Ranked> {
    for (const match of matches) {
      const ranked = { match, key: order.keyOf(match) };
      if (after === null || comesAfter(ranked, after, sort)) {
        yield ranked;
      }
    }
  }
  return selectTop(candidates(), limit + 1, (one, other) => order.compare(one, other));
}
