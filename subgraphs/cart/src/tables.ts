import {
  type AnySQLiteColumn,
  type InferSelectModel,
  check,
  index,
  integer,
  primaryKey,
  sql,
  sqliteTable,
  text,
  uniqueIndex,
} from '@supergraph/kit/drizzle';

export interface Address {
  readonly name: string;
  readonly company: string | null;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly countryCode: string;
  readonly phone: string | null;
}

export interface Attribute {
  readonly key: string;
  readonly value: string;
}

export interface VariantOption {
  readonly name: string;
  readonly value: string;
}

/** A way of delivery as it was chosen: its price stays what the shopper saw. */
export interface ShippingChoice {
  readonly id: string;
  readonly carrier: string;
  readonly service: string;
  readonly amount: number;
  readonly currency: string;
}

export const CART_STATES = ['ACTIVE', 'MERGED', 'ORDERED'] as const;

/** A guest cart that was merged stays as an empty row, so that its token leads to the merged one. */
export const cart = sqliteTable(
  'cart',
  {
    id: text('id').primaryKey(),
    /** SHA-256 of the token; the token itself is nowhere. */
    tokenHash: text('token_hash').unique(),
    /** When the token of a claimed cart stops leading to it; null while the cart is anonymous. */
    tokenExpiresAt: integer('token_expires_at'),
    customerId: text('customer_id'),
    state: text('state', { enum: CART_STATES }).notNull(),
    mergedInto: text('merged_into').references((): AnySQLiteColumn => cart.id, {
      onDelete: 'cascade',
    }),
    version: integer('version').notNull().default(1),
    currency: text('currency').notNull(),
    country: text('country').notNull(),
    locale: text('locale').notNull(),
    email: text('email'),
    shippingAddress: text('shipping_address', { mode: 'json' }).$type<Address>(),
    shippingOption: text('shipping_option', { mode: 'json' }).$type<ShippingChoice>(),
    voucherCodes: text('voucher_codes', { mode: 'json' }).$type<readonly string[]>().notNull(),
    /** Its customer asked to be forgotten while it was being ordered: it goes when that has ended. */
    isErased: integer('is_erased', { mode: 'boolean' }).notNull().default(false),
    note: text('note'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('cart_one_active')
      .on(t.customerId)
      .where(sql`state = 'ACTIVE' and customer_id is not null`),
    index('cart_customer').on(t.customerId),
    index('cart_merged_into')
      .on(t.mergedInto)
      .where(sql`merged_into is not null`),
    check('cart_state_is_known', sql`${t.state} in ('ACTIVE', 'MERGED', 'ORDERED')`),
    check('cart_merged_has_target', sql`(${t.state} = 'MERGED') = (${t.mergedInto} is not null)`),
    check('cart_has_an_opener', sql`${t.customerId} is not null or ${t.tokenHash} is not null`),
  ],
);
export type CartRow = InferSelectModel<typeof cart>;

export const cartLine = sqliteTable(
  'cart_line',
  {
    id: text('id').primaryKey(),
    cartId: text('cart_id')
      .notNull()
      .references(() => cart.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    variantId: text('variant_id').notNull(),
    quantity: integer('quantity').notNull(),
    attributes: text('attributes', { mode: 'json' }).$type<readonly Attribute[]>().notNull(),
    /** Canonical form of the attributes: lines of one cart with the same variant differ in it. */
    attributesKey: text('attributes_key').notNull(),
    addedAmount: integer('added_amount'),
    addedCurrency: text('added_currency').notNull(),
    addedAt: integer('added_at').notNull(),
  },
  (t) => [
    uniqueIndex('cart_line_merge').on(t.cartId, t.variantId, t.attributesKey),
    index('cart_line_order').on(t.cartId, t.position),
    check('cart_line_quantity_in_range', sql`${t.quantity} between 1 and 999`),
  ],
);
export type LineRow = InferSelectModel<typeof cartLine>;

/** What cart knows of catalog's variants, from its events. */
export const variantRef = sqliteTable(
  'variant_ref',
  {
    variantId: text('variant_id').primaryKey(),
    sku: text('sku').notNull(),
    productId: text('product_id').notNull(),
    /** The product's name in the default locale. */
    name: text('name').notNull(),
    options: text('options', { mode: 'json' }).$type<readonly VariantOption[]>().notNull(),
    imageUrl: text('image_url'),
    /** Null when catalog does not say. */
    weightGrams: integer('weight_grams'),
    sellable: integer('sellable', { mode: 'boolean' }).notNull(),
  },
  (t) => [index('variant_ref_product').on(t.productId)],
);
export type VariantRow = InferSelectModel<typeof variantRef>;

/** How many units of a variant one order can have, from inventory's events. A variant without a row has no limit. */
export const stockRef = sqliteTable('stock_ref', {
  variantId: text('variant_id').primaryKey(),
  /** Null where the stock sets no bound: plenty, or orders may wait. */
  availableAtMost: integer('available_at_most'),
  /** Null without a limit. */
  maxPerOrder: integer('max_per_order'),
});
export type StockRefRow = InferSelectModel<typeof stockRef>;

/** What cart knows of customers, from their events: ids and groups, nothing personal. */
export const customerRef = sqliteTable('customer_ref', {
  customerId: text('customer_id').primaryKey(),
  groups: text('groups', { mode: 'json' }).$type<readonly string[]>().notNull(),
});
export type CustomerRow = InferSelectModel<typeof customerRef>;

/** Prices, from pricing's events: what a line cost when it was added. `*` is every country, every group. */
export const priceRef = sqliteTable(
  'price_ref',
  {
    sku: text('sku').notNull(),
    currency: text('currency').notNull(),
    country: text('country').notNull().default('*'),
    customerGroup: text('customer_group').notNull().default('*'),
    minQuantity: integer('min_quantity').notNull(),
    validFrom: integer('valid_from').notNull().default(0),
    validUntil: integer('valid_until').notNull().default(Number.MAX_SAFE_INTEGER),
    amount: integer('amount').notNull(),
  },
  (t) => [
    primaryKey({
      columns: [t.sku, t.currency, t.country, t.customerGroup, t.minQuantity, t.validFrom],
    }),
    check('price_ref_amount_is_not_negative', sql`${t.amount} >= 0`),
  ],
);
export type PriceRefRow = InferSelectModel<typeof priceRef>;
