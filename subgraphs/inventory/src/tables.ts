import {
  type InferSelectModel,
  type SQL,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  sql,
  sqliteTable,
  text,
} from '@supergraph/kit/drizzle';

export const LOCATION_KINDS = ['WAREHOUSE', 'STORE', 'DROPSHIP'] as const;
export const STOCK_STATUSES = [
  'IN_STOCK',
  'LOW_STOCK',
  'OUT_OF_STOCK',
  'BACKORDER',
  'PREORDER',
] as const;
export type StockStatus = (typeof STOCK_STATUSES)[number];
/** What happens to orders when nothing is left. */
export const WHEN_OUT = ['REFUSE', 'BACKORDER', 'PREORDER'] as const;
export const MOVEMENT_KINDS = [
  'COUNT',
  'ADJUST',
  'TRANSFER',
  'SAFETY',
  'RESERVE',
  'RELEASE',
  'COMMIT',
  'RETURN',
  'FILL',
] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];
/** More units than any shop has, far below where integers end. */
export const MAX_UNITS = 1_000_000_000;

/** Where goods lie. Triggers of migration 0001 keep its point in `location_geo`, an R*Tree over `rid`. */
export const location = sqliteTable('location', {
  rid: integer('rid').primaryKey({ autoIncrement: true }),
  id: text('id').notNull().unique(),
  kind: text('kind', { enum: LOCATION_KINDS }).notNull(),
  name: text('name').notNull(),
  latitude: real('latitude').notNull(),
  longitude: real('longitude').notNull(),
  city: text('city').notNull(),
  countryCode: text('country_code').notNull(),
  postalCode: text('postal_code'),
  openingHours: text('opening_hours'),
  services: text('services', { mode: 'json' }).$type<readonly string[]>().notNull(),
  /** Lower gives goods first, among locations of a kind. */
  priority: integer('priority').notNull(),
});
export type LocationRow = InferSelectModel<typeof location>;

/** Sum of the ledger by sku and location; changes with it in one transaction (data/ledger.ts alone writes both). */
export const stock = sqliteTable(
  'stock',
  {
    sku: text('sku').notNull(),
    locationId: text('location_id')
      .notNull()
      .references(() => location.id),
    onHand: integer('on_hand').notNull().default(0),
    /** Of onHand, promised to checkouts. */
    reserved: integer('reserved').notNull().default(0),
    /** Promised and still to come. */
    backordered: integer('backordered').notNull().default(0),
    /** Of onHand, never sold online. */
    safety: integer('safety').notNull().default(0),
    /** Number of movements. */
    version: integer('version').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.sku, t.locationId] }),
    index('stock_location').on(t.locationId),
    check('stock_on_hand_is_possible', between(sql`${t.onHand}`)),
    check('stock_reserved_is_there', sql`${t.reserved} between 0 and ${t.onHand}`),
    check('stock_backordered_is_possible', between(sql`${t.backordered}`)),
    check('stock_safety_is_possible', between(sql`${t.safety}`)),
  ],
);
export type StockRow = InferSelectModel<typeof stock>;

/** The ledger. Triggers of migration 0001 let it only grow. */
export const stockMovement = sqliteTable(
  'stock_movement',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    sku: text('sku').notNull(),
    locationId: text('location_id').notNull(),
    kind: text('kind', { enum: MOVEMENT_KINDS }).notNull(),
    deltaOnHand: integer('delta_on_hand').notNull(),
    deltaReserved: integer('delta_reserved').notNull(),
    deltaBackordered: integer('delta_backordered').notNull(),
    deltaSafety: integer('delta_safety').notNull(),
    /** Checkout, order or transfer it belongs to. */
    ref: text('ref'),
    /** Who did it: a customer id, a service, or `import`. */
    actor: text('actor').notNull(),
    reason: text('reason'),
    at: integer('at').notNull(),
  },
  (t) => [index('stock_movement_place').on(t.sku, t.locationId, t.seq)],
);
export type MovementRow = InferSelectModel<typeof stockMovement>;

/** How a sku is sold. A sku without one is sold by POLICY_DEFAULT (rules/stock-status.ts). */
export const stockPolicy = sqliteTable(
  'stock_policy',
  {
    sku: text('sku').primaryKey(),
    whenOut: text('when_out', { enum: WHEN_OUT }).notNull(),
    lowStockThreshold: integer('low_stock_threshold').notNull(),
    maxPerOrder: integer('max_per_order'),
    restockAt: integer('restock_at'),
  },
  (t) => [
    check('stock_policy_threshold_is_told', sql`${t.lowStockThreshold} between 0 and 98`),
    check('stock_policy_limit_is_positive', sql`${t.maxPerOrder} is null or ${t.maxPerOrder} >= 1`),
  ],
);
export type PolicyRow = InferSelectModel<typeof stockPolicy>;

/** What one checkout holds. The status is the truth, not the time: a hold that is due counts until it is swept. */
export const reservation = sqliteTable(
  'reservation',
  {
    id: text('id').primaryKey(),
    checkoutId: text('checkout_id').notNull().unique(),
    customerId: text('customer_id'),
    orderId: text('order_id').unique(),
    status: text('status', { enum: ['HELD', 'COMMITTED', 'RELEASED', 'EXPIRED'] }).notNull(),
    expiresAt: integer('expires_at').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    index('reservation_expiry')
      .on(t.expiresAt)
      .where(sql`${t.status} = 'HELD'`),
    check(
      'reservation_order_when_committed',
      sql`(${t.orderId} is not null) = (${t.status} = 'COMMITTED')`,
    ),
  ],
);
export type ReservationRow = InferSelectModel<typeof reservation>;

/** Units by location. `backordered` of them wait for goods; `returned` of them came back. */
export const reservationItem = sqliteTable(
  'reservation_item',
  {
    reservationId: text('reservation_id').notNull(),
    sku: text('sku').notNull(),
    locationId: text('location_id').notNull(),
    quantity: integer('quantity').notNull(),
    backordered: integer('backordered').notNull(),
    returned: integer('returned').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.reservationId, t.sku, t.locationId] }),
    foreignKey({ columns: [t.reservationId], foreignColumns: [reservation.id] }),
    index('reservation_item_waiting')
      .on(t.sku)
      .where(sql`${t.backordered} > 0`),
    check('reservation_item_is_positive', sql`${t.quantity} >= 1`),
    check(
      'reservation_item_adds_up',
      sql`${t.backordered} >= 0 and ${t.returned} >= 0 and ${t.backordered} + ${t.returned} <= ${t.quantity}`,
    ),
  ],
);
export type ReservationItemRow = InferSelectModel<typeof reservationItem>;

/** Returns that were booked: the same reference brings nothing back twice. */
export const stockReturn = sqliteTable(
  'stock_return',
  {
    orderId: text('order_id').notNull(),
    reference: text('reference').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.reference] })],
);

/** What inventory must know of catalog's variants. */
export const variantRef = sqliteTable(
  'variant_ref',
  {
    variantId: text('variant_id').primaryKey(),
    productId: text('product_id').notNull(),
    sku: text('sku').notNull().unique(),
    archived: integer('archived', { mode: 'boolean' }).notNull(),
  },
  (t) => [index('variant_ref_product').on(t.productId)],
);
export type VariantRow = InferSelectModel<typeof variantRef>;

/** What the last event said of a variant: the next one is due when this is no longer so. */
export const announcedStock = sqliteTable('announced_stock', {
  variantId: text('variant_id').primaryKey(),
  status: text('status', { enum: STOCK_STATUSES }).notNull(),
  maxPerOrder: integer('max_per_order'),
  availableAtMost: integer('available_at_most'),
});
export type AnnouncedRow = InferSelectModel<typeof announcedStock>;

function between(column: SQL): SQL {
  return sql`${column} between 0 and ${sql.raw(String(MAX_UNITS))}`;
}
