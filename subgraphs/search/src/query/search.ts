import type { ServiceDeps } from '@supergraph/kit/service';
import { ClientError } from '@supergraph/kit/errors';
import {
  type Connection,
  type Page,
  type PageArgs,
  createConnection,
  readPage,
} from '@supergraph/kit/paging';

import {
  type Interpretation,
  readInterpretation,
  writeInterpretation,
} from '#src/rules/interpretation.ts';
import { type BoundedCache, createBoundedCache } from '#src/rules/bounded-cache.ts';
import { writeQueryId } from '#src/rules/query-id.ts';
import { selectTop } from '#src/rules/select-top.ts';
import type { Criteria } from '#src/query/criteria.ts';
import { type Hit, createHits } from '#src/query/hit.ts';
import { type Narrowed, narrow } from '#src/query/narrow.ts';
import { type Ranked, comesAfter, createOrder } from '#src/query/order.ts';
import { type Reading, readQuery } from '#src/query/read-query.ts';
import type { PriceColumn } from '#src/shelf/price-columns.ts';
import type { Shelf } from '#src/shelf/shelf.ts';

/** Matches kept in memory, over all queries. */
const MAX_KEPT_MATCHES = 1_000_000;
/** What an entry weighs beside its matches. */
const ENTRY_WEIGHT = 100;
const DEFAULT_FIRST = 24;

type Deps = Pick<ServiceDeps<object>, 'db' | 'now' | 'newId'>;

/** A page of a search, with what its other fields are made from. */
export interface FoundPage extends Connection<Hit> {
  readonly criteria: Criteria;
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
export function createSearch({ db, now, newId }: Deps, shelf: Shelf): Search {
  const readings = createBoundedCache<Reading>(
    MAX_KEPT_MATCHES,
    ({ matches }) => matches.length + ENTRY_WEIGHT,
  );
  const narrowings = createBoundedCache<Narrowed>(
    MAX_KEPT_MATCHES,
    ({ matches }) => matches.length + ENTRY_WEIGHT,
  );

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
    const hits = await createHits(
      ranked.map(({ match }) => match),
      { db, shelf, prices, criteria, words: reading.interpretation?.words ?? [] },
    );
    const interpretation =
      reading.interpretation === null ? '' : writeInterpretation(reading.interpretation);
    const keyByHit = new Map(hits.map((hit, index) => [hit, ranked[index]?.key ?? 0]));
    return {
      ...createConnection(hits, page, (hit) => [keyByHit.get(hit) ?? 0, hit.id, interpretation]),
      criteria,
      totalCount: narrowed.matches.length,
      correctedQuery: reading.correctedQuery,
      queryId: writeQueryId(
        { locale: criteria.locales[0] ?? '', text: reading.text },
        newId('qry'),
      ),
      text: reading.text,
      isFirst: page.after === null,
      isEveryWordFound: reading.text !== '' && reading.interpretation?.mode === 'main',
      narrowed,
      prices,
      cacheKey: keys.narrowed,
    };
  };
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

function keysOf(criteria: Criteria, { given, revision, prices }: KeyParts) {
  const { query, isTolerant, locales, categoryId, selections, inStockOnly } = criteria;
  const reading = JSON.stringify([
    revision,
    query,
    isTolerant,
    locales,
    given && writeInterpretation(given),
  ]);
  const bounds = selections.map(({ min, max, ...selection }) => [
    selection,
    String(min),
    String(max),
  ]);
  const { currency, country } = criteria;
  const narrowed = JSON.stringify([
    reading,
    [categoryId, bounds, inStockOnly],
    [currency, country, prices.validUntil],
  ]);
  return { reading, narrowed };
}

async function keep<Value>(
  cache: BoundedCache<Value>,
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
