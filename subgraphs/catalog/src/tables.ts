import {
  type AnySQLiteColumn,
  type InferSelectModel,
  check,
  index,
  integer,
  primaryKey,
  real,
  sql,
  sqliteTable,
  text,
  uniqueIndex,
} from '@supergraph/kit/drizzle';

export const brand = sqliteTable(
  'brand',
  {
    id: text('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    name: text('name').notNull(),
    logoUrl: text('logo_url'),
  },
  (t) => [index('brand_name').on(t.name, t.id)],
);
export type BrandRow = InferSelectModel<typeof brand>;

export const category = sqliteTable(
  'category',
  {
    id: text('id').primaryKey(),
    parentId: text('parent_id').references((): AnySQLiteColumn => category.id),
    position: integer('position').notNull().default(0),
    depth: integer('depth').notNull(),
    /** Ids from the root to this category, both included: `/cat_a/cat_b/`. */
    path: text('path').notNull(),
    imageUrl: text('image_url'),
    version: integer('version').notNull().default(1),
    /** Fingerprint of the import line it was made from; null after any other change. */
    contentHash: text('content_hash'),
  },
  (t) => [index('category_parent').on(t.parentId, t.position), index('category_path').on(t.path)],
);
export type CategoryRow = InferSelectModel<typeof category>;

export const categoryText = sqliteTable(
  'category_text',
  {
    categoryId: text('category_id')
      .notNull()
      .references(() => category.id, { onDelete: 'cascade' }),
    locale: text('locale').notNull(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    description: text('description'),
  },
  (t) => [
    primaryKey({ columns: [t.categoryId, t.locale] }),
    uniqueIndex('category_text_locale_slug').on(t.locale, t.slug),
    index('category_text_slug').on(t.slug),
  ],
);
export type CategoryTextRow = InferSelectModel<typeof categoryText>;

export const PRODUCT_STATUSES = ['DRAFT', 'ACTIVE', 'ARCHIVED'] as const;
export const PRODUCT_KINDS = ['PRODUCT', 'BUNDLE'] as const;

/** A product or a bundle: what they have in common is most of it. */
export const product = sqliteTable(
  'product',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: PRODUCT_KINDS }).notNull(),
    brandId: text('brand_id').references(() => brand.id),
    status: text('status', { enum: PRODUCT_STATUSES }).notNull(),
    version: integer('version').notNull().default(1),
    /** Fingerprint of the import line it was made from; null after any other change. */
    contentHash: text('content_hash'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    index('product_newest').on(t.kind, t.status, t.createdAt, t.id),
    check('product_kind_is_known', sql`${t.kind} in ('PRODUCT','BUNDLE')`),
    check('product_status_is_known', sql`${t.status} in ('DRAFT','ACTIVE','ARCHIVED')`),
  ],
);
export type ProductRow = InferSelectModel<typeof product>;

/** Slugs are unique over all locales, so that a slug alone names a product. */
export const productText = sqliteTable(
  'product_text',
  {
    productId: text('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    locale: text('locale').notNull(),
    slug: text('slug').notNull(),
    name: text('name').notNull(),
    subtitle: text('subtitle'),
    descriptionHtml: text('description_html'),
    seoTitle: text('seo_title'),
    seoDescription: text('seo_description'),
  },
  (t) => [
    primaryKey({ columns: [t.productId, t.locale] }),
    uniqueIndex('product_text_locale_slug').on(t.locale, t.slug),
    index('product_text_slug').on(t.slug),
  ],
);
export type ProductTextRow = InferSelectModel<typeof productText>;

/** Slugs that were in use once: old links keep working. */
export const slugHistory = sqliteTable(
  'slug_history',
  {
    kind: text('kind', { enum: ['PRODUCT', 'CATEGORY'] }).notNull(),
    slug: text('slug').notNull(),
    targetId: text('target_id').notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.slug] })],
);

export const productCategory = sqliteTable(
  'product_category',
  {
    productId: text('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    categoryId: text('category_id')
      .notNull()
      .references(() => category.id),
    /** Order of the product's categories; 0 is the main one. */
    rank: integer('rank').notNull(),
    /** Place of the product in the category. */
    position: integer('position').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.productId, t.categoryId] }),
    index('product_category_by_category').on(t.categoryId, t.position, t.productId),
  ],
);
export type ProductCategoryRow = InferSelectModel<typeof productCategory>;

/**
 * What stands in the page of a category: the products for sale in it and in all below it, each once. Follows from
 * product, product_category and category.path, and is written with them: a page and its count read one index.
 */
export const categoryListing = sqliteTable(
  'category_listing',
  {
    categoryId: text('category_id')
      .notNull()
      .references(() => category.id),
    productId: text('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    /** The first of the places that the product has in these categories. */
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.productId, t.categoryId] }),
    index('category_listing_page').on(t.categoryId, t.position, t.productId),
  ],
);

/** Variants are never deleted: carts and orders hold them. */
export const variant = sqliteTable(
  'variant',
  {
    id: text('id').primaryKey(),
    productId: text('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    sku: text('sku').notNull().unique(),
    gtin: text('gtin').unique(),
    position: integer('position').notNull(),
    weightGrams: integer('weight_g'),
    lengthMm: integer('length_mm'),
    widthMm: integer('width_mm'),
    heightMm: integer('height_mm'),
    taxClass: text('tax_class').notNull(),
    imageUrl: text('image_url'),
    archivedAt: integer('archived_at'),
  },
  (t) => [index('variant_product').on(t.productId, t.position, t.id)],
);
export type VariantRow = InferSelectModel<typeof variant>;

export const productOption = sqliteTable(
  'product_option',
  {
    productId: text('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    label: text('label').notNull(),
    position: integer('position').notNull(),
  },
  (t) => [primaryKey({ columns: [t.productId, t.name] })],
);
export type ProductOptionRow = InferSelectModel<typeof productOption>;

export const variantOption = sqliteTable(
  'variant_option',
  {
    variantId: text('variant_id')
      .notNull()
      .references(() => variant.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    value: text('value').notNull(),
    label: text('label').notNull(),
    swatchHex: text('swatch_hex'),
    /** Order of the options of the product. */
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.variantId, t.name] }),
    index('variant_option_value').on(t.name, t.value, t.variantId),
  ],
);
export type VariantOptionRow = InferSelectModel<typeof variantOption>;

export const attribute = sqliteTable(
  'attribute',
  {
    code: text('code').primaryKey(),
    facetable: integer('facetable', { mode: 'boolean' }).notNull(),
    kind: text('kind', { enum: ['TERM', 'NUMBER', 'BOOLEAN'] }).notNull(),
  },
  (t) => [check('attribute_kind_is_known', sql`${t.kind} in ('TERM','NUMBER','BOOLEAN')`)],
);
export type AttributeRow = InferSelectModel<typeof attribute>;

/** An attribute may have several values, hence the position. `*` is the locale of what needs no translation. */
export const attributeValue = sqliteTable(
  'attribute_value',
  {
    productId: text('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    locale: text('locale').notNull(),
    code: text('code')
      .notNull()
      .references(() => attribute.code),
    value: text('value').notNull(),
    /** The value as a number, where it is one. */
    num: real('num'),
    unit: text('unit'),
  },
  (t) => [primaryKey({ columns: [t.productId, t.position, t.locale] })],
);
export type AttributeValueRow = InferSelectModel<typeof attributeValue>;

export const media = sqliteTable(
  'media',
  {
    id: text('id').primaryKey(),
    productId: text('product_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    kind: text('kind', { enum: ['IMAGE', 'VIDEO'] }).notNull(),
    url: text('url').notNull(),
    alt: text('alt'),
    width: integer('width'),
    height: integer('height'),
    blurhash: text('blurhash'),
  },
  (t) => [index('media_product').on(t.productId, t.position)],
);
export type MediaRow = InferSelectModel<typeof media>;

export const bundleComponent = sqliteTable(
  'bundle_component',
  {
    bundleId: text('bundle_id')
      .notNull()
      .references(() => product.id, { onDelete: 'cascade' }),
    variantId: text('variant_id')
      .notNull()
      .references(() => variant.id),
    quantity: integer('quantity').notNull(),
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.bundleId, t.variantId] }),
    check('bundle_component_quantity_is_positive', sql`${t.quantity} > 0`),
  ],
);
export type ComponentRow = InferSelectModel<typeof bundleComponent>;
