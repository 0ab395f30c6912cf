import {
  type InferSelectModel,
  index,
  integer,
  primaryKey,
  real,
  sql,
  sqliteTable,
  text,
  uniqueIndex,
} from '@supergraph/kit/drizzle';

import type { Source, Thumbnail, VariantOption } from './rules/source.ts';

// Nothing here is a source of truth but query_stat, search_event and co_purchase: the rest is made again from the feeds.

/** One row. What is in memory is as new as its revision. */
export const indexState = sqliteTable('index_state', {
  id: integer('id').primaryKey(),
  revision: integer('revision').notNull().default(0),
  /** Inventory has said something: from then on, stock that is not known counts as none. */
  isStockKnown: integer('is_stock_known', { mode: 'boolean' }).notNull().default(false),
});

/** A value to narrow by, and its number and unit where it is one. */
export type FacetFact = readonly [
  facet: string,
  value: string,
  label: string,
  number: number | null,
  unit: string | null,
];

export const product = sqliteTable(
  'product',
  {
    /** Never given again: memory is an array by it. */
    id: integer('id').primaryKey({ autoIncrement: true }),
    productId: text('product_id').notNull().unique(),
    isListed: integer('is_listed', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    /** 1: some variant is in stock. 0: none is. Null: inventory has said nothing. */
    stock: integer('stock'),
    ratingAverage: real('rating_average').notNull().default(0),
    ratingBayes: real('rating_bayes').notNull().default(0),
    ratingCount: integer('rating_count').notNull().default(0),
    sold30d: integer('sold_30d').notNull().default(0),
    thumbnail: text('thumbnail', { mode: 'json' }).$type<Thumbnail>(),
    facets: text('facets', { mode: 'json' }).$type<readonly FacetFact[]>().notNull(),
    /** With all above, from the roots down. */
    categoryIds: text('category_ids', { mode: 'json' }).$type<readonly string[]>().notNull(),
    /** What the texts are made from, to make them again when a category is renamed. */
    source: text('source', { mode: 'json' }).$type<Source>().notNull(),
    /** A category of it was renamed: its texts wait to be made again. */
    isStale: integer('is_stale', { mode: 'boolean' }).notNull().default(false),
    revision: integer('revision').notNull(),
  },
  (t) => [index('product_revision').on(t.revision), index('product_stale').on(t.isStale)],
);
export type ProductRow = InferSelectModel<typeof product>;

/** A product in one locale; its words are in doc_fts under the same id. */
export const doc = sqliteTable(
  'doc',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    product: integer('product').notNull(),
    locale: text('locale').notNull(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    subtitle: text('subtitle'),
    description: text('description'),
    nameKey: text('name_key').notNull(),
    nameWords: integer('name_words').notNull(),
    /** Of the words in doc_fts: the same words are not written again. */
    wordsHash: text('words_hash').notNull(),
  },
  (t) => [uniqueIndex('doc_locale').on(t.product, t.locale)],
);
export type DocRow = InferSelectModel<typeof doc>;

export const variant = sqliteTable(
  'variant',
  {
    variantId: text('variant_id').primaryKey(),
    product: integer('product').notNull(),
    sku: text('sku').notNull(),
    position: integer('position').notNull(),
    isLive: integer('is_live', { mode: 'boolean' }).notNull(),
    options: text('options', { mode: 'json' }).$type<readonly VariantOption[]>().notNull(),
  },
  (t) => [index('variant_product').on(t.product)],
);
export type VariantRow = InferSelectModel<typeof variant>;

/** SKUs and GTINs without dashes and in upper case. */
export const code = sqliteTable(
  'code',
  {
    code: text('code').notNull(),
    variantId: text('variant_id').notNull(),
    product: integer('product').notNull(),
  },
  (t) => [primaryKey({ columns: [t.code, t.variantId] }), index('code_product').on(t.product)],
);

/** As the country of a price that runs in all of them. */
export const EVERYWHERE = '*';

/** What everybody pays for one: feeds come in any order, so a price may be here before its variant. */
export const priceFact = sqliteTable(
  'price_fact',
  {
    variantId: text('variant_id').notNull(),
    currency: text('currency').notNull(),
    country: text('country').notNull(),
    validFrom: integer('valid_from').notNull(),
    validUntil: integer('valid_until').notNull(),
    amount: integer('amount').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.variantId, t.currency, t.country, t.validFrom] }),
    index('price_fact_period')
      .on(t.currency, t.country)
      .where(sql`valid_from > 0 or valid_until < 9007199254740991`),
  ],
);
export type PriceFactRow = InferSelectModel<typeof priceFact>;

/** Which lists there are: a country without prices of its own shares those for everywhere, here and in memory. */
export const priceList = sqliteTable(
  'price_list',
  {
    currency: text('currency').notNull(),
    country: text('country').notNull(),
  },
  (t) => [primaryKey({ columns: [t.currency, t.country] })],
);

/** As last told by inventory; it may be here before its variant. */
export const stockFact = sqliteTable('stock_fact', {
  variantId: text('variant_id').primaryKey(),
  status: text('status').notNull(),
});

/** As last told by reviews; it may be here before its product. Zeros: nobody has rated it. */
export const ratingFact = sqliteTable('rating_fact', {
  itemId: text('item_id').primaryKey(),
  average: real('average').notNull(),
  bayes: real('bayes').notNull(),
  count: integer('count').notNull(),
});
export type RatingFactRow = InferSelectModel<typeof ratingFact>;

export interface CategoryText {
  readonly locale: string;
  readonly slug: string;
  readonly name: string;
}

export const category = sqliteTable(
  'category',
  {
    categoryId: text('category_id').primaryKey(),
    parentId: text('parent_id'),
    path: text('path').notNull(),
    depth: integer('depth').notNull(),
    position: integer('position').notNull(),
    texts: text('texts', { mode: 'json' }).$type<readonly CategoryText[]>().notNull(),
    revision: integer('revision').notNull(),
  },
  (t) => [index('category_revision').on(t.revision)],
);
export type CategoryRow = InferSelectModel<typeof category>;

/** Words of names, brands, categories and attributes: what a mistyped word may have meant. */
export const term = sqliteTable(
  'term',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    locale: text('locale').notNull(),
    term: text('term').notNull(),
  },
  (t) => [uniqueIndex('term_locale').on(t.locale, t.term)],
);

export const queryStat = sqliteTable(
  'query_stat',
  {
    locale: text('locale').notNull(),
    query: text('query').notNull(),
    searches: integer('searches').notNull().default(0),
    clicks: integer('clicks').notNull().default(0),
    carts: integer('carts').notNull().default(0),
    lastAt: integer('last_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.locale, t.query] })],
);
export type QueryStatRow = InferSelectModel<typeof queryStat>;

export const SEARCH_EVENT_KINDS = ['CLICK', 'ADD_TO_CART', 'PURCHASE'] as const;

export const searchEvent = sqliteTable(
  'search_event',
  {
    queryId: text('query_id').notNull(),
    itemId: text('item_id').notNull(),
    kind: text('kind', { enum: SEARCH_EVENT_KINDS }).notNull(),
    position: integer('position'),
    at: integer('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.queryId, t.itemId, t.kind] }),
    index('search_event_at').on(t.at),
  ],
);
export type SearchEventRow = InferSelectModel<typeof searchEvent>;

export const coPurchase = sqliteTable(
  'co_purchase',
  {
    itemId: text('item_id').notNull(),
    otherId: text('other_id').notNull(),
    baskets: integer('baskets').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.itemId, t.otherId] }),
    index('co_purchase_rank').on(t.itemId, t.baskets),
  ],
);
