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

export interface Discount {
  readonly label: string;
  readonly voucherCode: string | null;
  readonly amount: number;
}

export interface ShippingChoice {
  readonly id: string;
  readonly carrier: string;
  readonly service: string;
  readonly amount: number;
}

export const ORDER_STATUSES = [
  'CONFIRMED',
  'PARTIALLY_SHIPPED',
  'SHIPPED',
  'DELIVERED',
  'CANCELLED',
  'PARTIALLY_RETURNED',
  'RETURNED',
] as const;

/** A snapshot: nothing of it changes when products, prices or customers do. Amounts in minor units of its currency. */
export const orderTable = sqliteTable(
  'orders',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    checkoutId: text('checkout_id').notNull(),
    customerId: text('customer_id'),
    status: text('status', { enum: ORDER_STATUSES }).notNull(),
    /** Null once its customer was erased. */
    email: text('email'),
    locale: text('locale').notNull(),
    country: text('country').notNull(),
    currency: text('currency').notNull(),
    subtotal: integer('subtotal').notNull(),
    discountTotal: integer('discount_total').notNull(),
    shippingTotal: integer('shipping_total').notNull(),
    taxTotal: integer('tax_total').notNull(),
    taxIncluded: integer('tax_included', { mode: 'boolean' }).notNull(),
    total: integer('total').notNull(),
    discounts: text('discounts', { mode: 'json' }).$type<readonly Discount[]>().notNull(),
    shippingAddress: text('shipping_address', { mode: 'json' }).$type<Address>(),
    billingAddress: text('billing_address', { mode: 'json' }).$type<Address>(),
    shippingOption: text('shipping_option', { mode: 'json' }).$type<ShippingChoice>(),
    quoteHash: text('quote_hash').notNull(),
    /** When its checkout had ended: stock committed, payment captured or handed to people. Null until then. */
    settledAt: integer('settled_at'),
    placedAt: integer('placed_at').notNull(),
    /** Why it was cancelled, in the words of who did; null once its customer was erased. */
    cancelReason: text('cancel_reason'),
  },
  (t) => [
    uniqueIndex('order_number').on(t.number),
    uniqueIndex('order_checkout').on(t.checkoutId),
    index('order_customer').on(t.customerId, t.placedAt, t.id),
    index('order_status').on(t.status, t.placedAt, t.id),
    index('order_placed').on(t.placedAt, t.id),
    /** Guests who are not forgotten yet. */
    index('order_guest')
      .on(t.placedAt)
      .where(sql`customer_id is null and email is not null`),
    // Prices of one order may include their tax or not, line by line.
    check(
      'order_total_adds_up',
      sql`${t.total} - (${t.subtotal} - ${t.discountTotal} + ${t.shippingTotal}) between 0 and case ${t.taxIncluded} when 1 then 0 else ${t.taxTotal} end`,
    ),
    check('order_total_is_not_negative', sql`${t.total} >= 0`),
  ],
);
export type OrderRow = InferSelectModel<typeof orderTable>;

export const orderLine = sqliteTable(
  'order_line',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id')
      .notNull()
      .references(() => orderTable.id),
    position: integer('position').notNull(),
    variantId: text('variant_id').notNull(),
    productId: text('product_id'),
    sku: text('sku').notNull(),
    name: text('name').notNull(),
    options: text('options'),
    imageUrl: text('image_url'),
    quantity: integer('quantity').notNull(),
    unitAmount: integer('unit_amount').notNull(),
    /** All discounts of the line, its share of those on the order included. */
    discount: integer('discount').notNull(),
    tax: integer('tax').notNull(),
    total: integer('total').notNull(),
    currency: text('currency').notNull(),
  },
  (t) => [
    index('order_line_order').on(t.orderId, t.position),
    check('order_line_quantity_is_positive', sql`${t.quantity} >= 1`),
  ],
);
export type LineRow = InferSelectModel<typeof orderLine>;

export const FULFILLMENT_STATUSES = [
  'PENDING',
  'PICKING',
  'SHIPPED',
  'DELIVERED',
  'CANCELLED',
] as const;

/** Some units of an order that go together. */
export const fulfillment = sqliteTable(
  'fulfillment',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id')
      .notNull()
      .references(() => orderTable.id),
    status: text('status', { enum: FULFILLMENT_STATUSES }).notNull(),
    locationId: text('location_id'),
    /** The booking at the ERP it came from; null of what staff made. */
    shipmentId: text('shipment_id'),
    carrier: text('carrier'),
    trackingNumber: text('tracking_number'),
    createdAt: integer('created_at').notNull(),
    shippedAt: integer('shipped_at'),
    deliveredAt: integer('delivered_at'),
  },
  (t) => [
    index('fulfillment_order').on(t.orderId, t.createdAt),
    uniqueIndex('fulfillment_shipment').on(t.shipmentId),
  ],
);
export type FulfillmentRow = InferSelectModel<typeof fulfillment>;

export const fulfillmentLine = sqliteTable(
  'fulfillment_line',
  {
    fulfillmentId: text('fulfillment_id')
      .notNull()
      .references(() => fulfillment.id),
    orderLineId: text('order_line_id')
      .notNull()
      .references(() => orderLine.id),
    quantity: integer('quantity').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.fulfillmentId, t.orderLineId] }),
    check('fulfillment_line_quantity_is_positive', sql`${t.quantity} >= 1`),
  ],
);

export const RETURN_STATUSES = [
  'REQUESTED',
  'APPROVED',
  'REJECTED',
  'RECEIVED',
  'REFUNDED',
  'CLOSED',
] as const;

/** Some units of an order that are to come back. */
export const returnRequest = sqliteTable(
  'return_request',
  {
    id: text('id').primaryKey(),
    rmaNumber: text('rma_number').notNull(),
    orderId: text('order_id')
      .notNull()
      .references(() => orderTable.id),
    status: text('status', { enum: RETURN_STATUSES }).notNull(),
    /** In the customer's words; null once the customer was erased. */
    note: text('note'),
    /** What is to be paid back; null until that was decided. */
    refundAmount: integer('refund_amount'),
    createdAt: integer('created_at').notNull(),
    receivedAt: integer('received_at'),
    refundedAt: integer('refunded_at'),
  },
  (t) => [
    index('return_order').on(t.orderId, t.createdAt),
    uniqueIndex('return_rma').on(t.rmaNumber),
    check('return_refund_is_not_negative', sql`${t.refundAmount} >= 0`),
  ],
);
export type ReturnRow = InferSelectModel<typeof returnRequest>;

export const returnLine = sqliteTable(
  'return_line',
  {
    returnId: text('return_id')
      .notNull()
      .references(() => returnRequest.id),
    orderLineId: text('order_line_id')
      .notNull()
      .references(() => orderLine.id),
    quantity: integer('quantity').notNull(),
    reasonCode: text('reason_code').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.returnId, t.orderLineId] }),
    check('return_line_quantity_is_positive', sql`${t.quantity} >= 1`),
  ],
);

/** What payments paid back, and for what: an order that was cancelled, a return, or something that others agreed on. */
export const orderRefund = sqliteTable(
  'order_refund',
  {
    id: text('id').primaryKey(),
    orderId: text('order_id')
      .notNull()
      .references(() => orderTable.id),
    reference: text('reference').notNull(),
    amount: integer('amount').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [index('order_refund_order').on(t.orderId)],
);
export type RefundRow = InferSelectModel<typeof orderRefund>;

/** The row of an order in `order_fts`, the index that staff search: its number, its e-mail, the names of its addresses. */
export const orderSearchKey = sqliteTable(
  'order_search_key',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    orderId: text('order_id')
      .notNull()
      .references(() => orderTable.id),
  },
  (t) => [uniqueIndex('order_search_order').on(t.orderId)],
);

/** Customers who asked to be forgotten: an order of theirs that is placed later is nobody's from the beginning. */
export const erasedCustomer = sqliteTable('erased_customer', {
  customerId: text('customer_id').primaryKey(),
  at: integer('at').notNull(),
});

export const EVENT_KINDS = [
  'PLACED',
  'SETTLED',
  'FULFILLMENT_CREATED',
  'FULFILLMENT_PICKING',
  'FULFILLMENT_SHIPPED',
  'FULFILLMENT_DELIVERED',
  'FULFILLMENT_CANCELLED',
  'CANCELLED',
  'RETURN_REQUESTED',
  'RETURN_APPROVED',
  'RETURN_REJECTED',
  'RETURN_RECEIVED',
  'RETURN_CLOSED',
  'PAYMENT_CAPTURED',
  'PAYMENT_CAPTURE_FAILED',
  'PAYMENT_REFUNDED',
  'PAYMENT_REFUND_FAILED',
] as const;

/** What happened to an order, in order. Never a name, an address or an e-mail. */
export const orderEvent = sqliteTable(
  'order_event',
  {
    orderId: text('order_id')
      .notNull()
      .references(() => orderTable.id),
    seq: integer('seq').notNull(),
    kind: text('kind', { enum: EVENT_KINDS }).notNull(),
    message: text('message').notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.seq] })],
);
export type EventRow = InferSelectModel<typeof orderEvent>;
