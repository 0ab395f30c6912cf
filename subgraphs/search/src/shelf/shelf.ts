import type { Database } from '@supergraph/kit/database';

import { listChangedCategories } from '#src/data/categories.ts';
import { type IndexState, findIndexState, listPriceLists } from '#src/data/index-state.ts';
import { listChanged, listChangedDocs } from '#src/data/products.ts';
import { listTermsAfter } from '#src/data/words.ts';
import { type Contents, createContents } from '#src/shelf/contents.ts';
import {
  type PriceColumn,
  type PriceColumns,
  NO_PRICES,
  createPriceColumns,
} from '#src/shelf/price-columns.ts';
import type { ShelvedProduct } from '#src/shelf/shelved.ts';
import { EVERYWHERE } from '#src/tables.ts';

export interface PriceContext {
  readonly currency: string;
  readonly country: string;
  readonly now: number;
}

/**
 * What queries narrow, sort and count by, in memory: it is read from the file at the start, and after that follows its
 * revision, whichever process wrote.
 */
export interface Shelf extends Omit<Contents, 'put'> {
  /** Brings memory to what is committed. Called at the beginning of every query. */
  refresh(): Promise<void>;
  readonly revision: number;
  pricesOf(context: PriceContext): Promise<PriceColumn>;
  isInStock(product: ShelvedProduct): boolean;
}

interface Memory {
  state: IndexState;
  readonly contents: Contents;
  readonly prices: PriceColumns;
  /** Currency and country of each list of prices. */
  lists: ReadonlySet<string>;
}

export function createShelf(db: Pick<Database, 'reader'>): Shelf {
  const memory: Memory = {
    state: { revision: 0, isStockKnown: false },
    contents: createContents(),
    prices: createPriceColumns(db),
    lists: new Set(),
  };
  let refreshing: Promise<void> | undefined;

  return {
    ...memory.contents,
    get revision() {
      return memory.state.revision;
    },
    async refresh() {
      refreshing ??= refreshMemory(memory, db).finally(() => (refreshing = undefined));
      await refreshing;
    },
    pricesOf: (context) => findPrices(memory, context),
    isInStock: ({ stock }) => (stock === null ? !memory.state.isStockKnown : stock === 1),
  };
}

async function refreshMemory(memory: Memory, db: Pick<Database, 'reader'>): Promise<void> {
  const newest = await findIndexState(db.reader);
  if (newest.revision === memory.state.revision) {
    return;
  }
  const range = [memory.state.revision, newest.revision] as const;
  const rows = await listChanged(db.reader, ...range);
  const docs = await listChangedDocs(db.reader, ...range);
  const categories = await listChangedCategories(db.reader, ...range);
  const terms = await listTermsAfter(db.reader, memory.contents.vocabulary.newest);
  const lists = await listPriceLists(db.reader);

  const { contents, prices } = memory;
  contents.put(rows, docs);
  for (const { id } of rows) {
    prices.noteChange(id);
  }
  for (const category of categories) {
    contents.categories.set(category.categoryId, category);
  }
  for (const term of terms) {
    contents.vocabulary.add(term);
  }
  memory.lists = new Set(lists.map(({ currency, country }) => `${currency} ${country}`));
  memory.state = newest;
}

async function findPrices(
  { contents, prices, lists }: Memory,
  { currency, country, now }: PriceContext,
): Promise<PriceColumn> {
  // Currencies and countries are what clients say: only lists that there are have a column, and are looked up.
  const listed = [country, EVERYWHERE].find((place) => lists.has(`${currency} ${place}`));
  return listed === undefined
    ? NO_PRICES
    : prices.get({ currency, country: listed, now }, contents.products.length);
}
