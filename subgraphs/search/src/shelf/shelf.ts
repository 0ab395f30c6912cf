import type { Database } from '@supergraph/kit/database';

import { listChangedCategories } from '#src/data/categories.ts';
import { type IndexState, findIndexState, listPriceLists } from '#src/data/index-state.ts';
import { listChanged, listChangedDocs } from '#src/data/products.ts';
import { listTermsAfter } from '#src/data/words.ts';
import { type Contents, createContents } from '#src/shelf/contents.ts';
import {
  type PriceColumn,
  type PriceColumns,
  createPriceColumns,
} from '#src/shelf/price-columns.ts';
import type { ShelvedProduct } from '#src/shelf/shelved.ts';

export interface PriceContext {
  readonly currency: string;
  readonly country: string;
  readonly now: number;
}

/**
 * What queries narrow, sort and count by, in memory: it is read from the file at the start, and after that follows its
 * revision, whichever process wrote.
 */
export interface Shelf extends Pick<
  Contents,
  'products' | 'categories' | 'vocabulary' | 'facetValues' | 'ownerOf' | 'findProduct' | 'viewOf'
> {
  /** Brings memory to what is committed. Called at the beginning of every query. */
  refresh(): Promise<void>;
  readonly revision: number;
  readonly generation: number;
  pricesOf(context: PriceContext): Promise<PriceColumn>;
  isInStock(product: ShelvedProduct): boolean;
  /** Products for sale in a category and all below it. */
  countInCategory(categoryId: string): number;
}

interface Memory {
  state: IndexState;
  contents: Contents;
  prices: PriceColumns;
  /** Currency and country of each list of prices. */
  lists: ReadonlySet<string>;
  /** Counted at first use. */
  counts: ReadonlyMap<string, number> | undefined;
}

export function createShelf(db: Pick<Database, 'reader'>): Shelf {
  const memory = createMemory(db, { revision: 0, generation: 0, isStockKnown: false });
  let refreshing: Promise<void> | undefined;

  return {
    get products() {
      return memory.contents.products;
    },
    get categories() {
      return memory.contents.categories;
    },
    get vocabulary() {
      return memory.contents.vocabulary;
    },
    get facetValues() {
      return memory.contents.facetValues;
    },
    get revision() {
      return memory.state.revision;
    },
    get generation() {
      return memory.state.generation;
    },
    async refresh() {
      refreshing ??= refreshMemory(memory, db).finally(() => (refreshing = undefined));
      await refreshing;
    },
    ownerOf: (doc) => memory.contents.ownerOf(doc),
    findProduct: (productId) => memory.contents.findProduct(productId),
    viewOf: (locales) => memory.contents.viewOf(locales),
    pricesOf: (context) => findPrices(memory, context),
    countInCategory: (categoryId) => countCategories(memory).get(categoryId) ?? 0,
    isInStock: ({ stock }) => (stock === null ? !memory.state.isStockKnown : stock === 1),
  };
}

function createMemory(db: Pick<Database, 'reader'>, state: IndexState): Memory {
  const prices = createPriceColumns(db);
  return { state, contents: createContents(), prices, lists: new Set(), counts: undefined };
}

async function refreshMemory(memory: Memory, db: Pick<Database, 'reader'>): Promise<void> {
  const newest = await findIndexState(db.reader);
  if (newest.generation !== memory.state.generation) {
    Object.assign(memory, createMemory(db, { ...newest, revision: 0 }));
  }
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
  memory.counts = undefined;
  memory.state = newest;
}

function findPrices(
  { contents, prices, lists }: Memory,
  { currency, country, now }: PriceContext,
): Promise<PriceColumn> {
  // Countries are what clients say: only those with a list of their own have a column of their own.
  const listed = lists.has(`${currency} ${country}`) ? country : '*';
  return prices.get({ currency, country: listed, now }, contents.products.length);
}

function countCategories(memory: Memory): ReadonlyMap<string, number> {
  if (memory.counts === undefined) {
    const counts = new Map<string, number>();
    for (const product of memory.contents.products) {
      for (const id of product?.categoryIds ?? []) {
        counts.set(id, (counts.get(id) ?? 0) + 1);
      }
    }
    memory.counts = counts;
  }
  return memory.counts;
}
