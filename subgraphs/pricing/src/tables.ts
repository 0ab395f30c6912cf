import {
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

import { PROMOTION_KINDS } from '#src/rules/promotion-rule.ts';

/** One amount of one price list. Whose product the sku is, catalog says (variant_ref): a copy here could go stale. */
export const price = sqliteTable(
  'price',
  {
    id: integer('id').primaryKey(),
    sku: text('sku').notNull(),
    currency: text('currency').notNull(),
    country: text('country').notNull().default('*'),
    customerGroup: text('customer_group').notNull().default('*'),
    minQuantity: integer('min_quantity').notNull().default(1),
    amount: integer('amount').notNull(),
    compareAt: integer('compare_at'),
    validFrom: integer('valid_from').notNull().default(0),
    validUntil: integer('valid_until').notNull().default(Number.MAX_SAFE_INTEGER),
    taxIncluded: integer('tax_included', { mode: 'boolean' }).notNull(),
  },
  (t) => [
    uniqueIndex('price_key').on(
      t.sku,
      t.currency,
      t.country,
      t.customerGroup,
      t.minQuantity,
      t.validFrom,
    ),
    index('price_currency').on(t.currency),
    check('price_amount_is_not_negative', sql`${t.amount} >= 0`),
    check('price_compare_at_is_not_negative', sql`${t.compareAt} is null or ${t.compareAt} >= 0`),
    check('price_min_quantity_is_positive', sql`${t.minQuantity} >= 1`),
    check('price_period_is_forward', sql`${t.validFrom} < ${t.validUntil}`),
  ],
);
export type PriceRow = InferSelectModel<typeof price>;

/** The regular price of a sku for everybody, where somebody has said it; null: it has none. */
export const listPrice = sqliteTable(
  'list_price',
  {
    sku: text('sku').notNull(),
    currency: text('currency').notNull(),
    amount: integer('amount'),
    at: integer('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sku, t.currency] }),
    check('list_price_is_not_negative', sql`${t.amount} is null or ${t.amount} >= 0`),
  ],
);
export type ListPriceRow = InferSelectModel<typeof listPrice>;

/** Who changed which price when. */
export const priceChange = sqliteTable('price_change', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  sku: text('sku').notNull(),
  currency: text('currency').notNull(),
  oldAmount: integer('old_amount'),
  newAmount: integer('new_amount').notNull(),
  actor: text('actor').notNull(),
  at: integer('at').notNull(),
});

export const promotion = sqliteTable(
  'promotion',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: PROMOTION_KINDS }).notNull(),
    priority: integer('priority').notNull(),
    stackable: integer('stackable', { mode: 'boolean' }).notNull(),
    requiresVoucher: integer('requires_voucher', { mode: 'boolean' }).notNull(),
    rule: text('rule').notNull(),
    startsAt: integer('starts_at'),
    endsAt: integer('ends_at'),
    usageLimit: integer('usage_limit'),
    perCustomerLimit: integer('per_customer_limit'),
    /** Redemptions HELD or USED; changes with them in one transaction. */
    used: integer('used').notNull().default(0),
    enabled: integer('enabled', { mode: 'boolean' }).notNull().default(true),
  },
  (t) => [
    index('promotion_active').on(t.enabled, t.requiresVoucher, t.startsAt, t.endsAt, t.priority),
    check('promotion_rule_is_json', sql`json_valid(${t.rule})`),
    check('promotion_used_is_not_negative', sql`${t.used} >= 0`),
  ],
);
export type PromotionRow = InferSelectModel<typeof promotion>;

export const promotionText = sqliteTable(
  'promotion_text',
  {
    promotionId: text('promotion_id')
      .notNull()
      .references(() => promotion.id, { onDelete: 'cascade' }),
    locale: text('locale').notNull(),
    label: text('label').notNull(),
    description: text('description'),
  },
  (t) => [primaryKey({ columns: [t.promotionId, t.locale] })],
);
export type PromotionTextRow = InferSelectModel<typeof promotionText>;

/** Codes are stored in upper case: shoppers type them as they like. */
export const voucher = sqliteTable(
  'voucher',
  {
    code: text('code').primaryKey(),
    promotionId: text('promotion_id')
      .notNull()
      .references(() => promotion.id),
    customerId: text('customer_id'),
    ticketId: text('ticket_id'),
    /** Why customer service gave it. */
    reason: text('reason'),
    balance: integer('balance'),
    currency: text('currency'),
    maxUses: integer('max_uses'),
    used: integer('used').notNull().default(0),
    expiresAt: integer('expires_at'),
  },
  (t) => [
    index('voucher_promotion').on(t.promotionId),
    check('voucher_used_is_not_negative', sql`${t.used} >= 0`),
    check('voucher_balance_has_currency', sql`(${t.balance} is null) = (${t.currency} is null)`),
  ],
);
export type VoucherRow = InferSelectModel<typeof voucher>;

/** What a checkout (the reference) holds or has used. An empty voucher code stands for an automatic promotion. */
export const redemption = sqliteTable(
  'redemption',
  {
    reference: text('reference').notNull(),
    promotionId: text('promotion_id').notNull(),
    voucherCode: text('voucher_code').notNull().default(''),
    customerId: text('customer_id'),
    amount: integer('amount').notNull(),
    status: text('status', { enum: ['HELD', 'USED', 'RELEASED'] }).notNull(),
    at: integer('at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.reference, t.promotionId, t.voucherCode] }),
    index('redemption_customer')
      .on(t.customerId, t.promotionId)
      .where(sql`status <> 'RELEASED'`),
    check('redemption_status_is_known', sql`${t.status} in ('HELD','USED','RELEASED')`),
  ],
);
export type RedemptionRow = InferSelectModel<typeof redemption>;

export const taxRate = sqliteTable(
  'tax_rate',
  {
    country: text('country').notNull(),
    region: text('region').notNull().default('*'),
    taxClass: text('tax_class').notNull(),
    ratePermyriad: integer('rate_permyriad').notNull(),
    /** Whether prices in this country usually contain the tax. */
    included: integer('included', { mode: 'boolean' }).notNull(),
    label: text('label').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.country, t.region, t.taxClass] }),
    check('tax_rate_is_not_negative', sql`${t.ratePermyriad} >= 0`),
  ],
);
export type TaxRateRow = InferSelectModel<typeof taxRate>;

/** Quotes given to checkouts: redeem holds exactly what a quote says. */
export const quote = sqliteTable(
  'quote',
  {
    hash: text('hash').primaryKey(),
    checkoutId: text('checkout_id'),
    body: text('body').notNull(),
    total: integer('total').notNull(),
    currency: text('currency').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    index('quote_expiry').on(t.expiresAt),
    check('quote_body_is_json', sql`json_valid(${t.body})`),
  ],
);
export type QuoteRow = InferSelectModel<typeof quote>;

/** What pricing knows of catalog's variants, from its events. Categories include the ancestors. */
export const variantRef = sqliteTable(
  'variant_ref',
  {
    variantId: text('variant_id').primaryKey(),
    productId: text('product_id').notNull(),
    sku: text('sku').notNull().unique(),
    taxClass: text('tax_class').notNull(),
    categoryIds: text('category_ids', { mode: 'json' }).$type<readonly string[]>().notNull(),
    archived: integer('archived', { mode: 'boolean' }).notNull().default(false),
  },
  (t) => [index('variant_ref_product').on(t.productId)],
);
export type VariantRow = InferSelectModel<typeof variantRef>;
