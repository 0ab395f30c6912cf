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

export const INTENT_STATUSES = [
  'CREATED',
  'REQUIRES_ACTION',
  'AUTHORIZED',
  'CAPTURED',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'VOIDED',
  'DECLINED',
] as const;

/** What is to be paid for one checkout, in minor units of its currency. Never a card number: the provider has that. */
export const paymentIntent = sqliteTable(
  'payment_intent',
  {
    id: text('id').primaryKey(),
    checkoutId: text('checkout_id').notNull(),
    /** Null for a guest, and once the customer was erased. */
    customerId: text('customer_id'),
    orderId: text('order_id'),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    captured: integer('captured').notNull().default(0),
    refunded: integer('refunded').notNull().default(0),
    status: text('status', { enum: INTENT_STATUSES }).notNull(),
    /** The attempt that counts: the last one. */
    attempt: text('attempt').notNull(),
    provider: text('provider').notNull(),
    providerRef: text('provider_ref'),
    /** What people call it, such as "visa 4242"; null until the provider has said so. */
    method: text('method'),
    actionUrl: text('action_url'),
    failureCode: text('failure_code'),
    /** When the order asked for the money; null until then. */
    captureAskedAt: integer('capture_asked_at'),
    captureTries: integer('capture_tries').notNull().default(0),
    /** When its customer was erased; null for all others, guests too. */
    forgottenAt: integer('forgotten_at'),
    correlationId: text('correlation_id').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('payment_intent_checkout').on(t.checkoutId),
    uniqueIndex('payment_intent_provider').on(t.provider, t.providerRef),
    index('payment_intent_order').on(t.orderId),
    index('payment_intent_open')
      .on(t.status, t.updatedAt)
      .where(sql`${t.status} in ('CREATED', 'REQUIRES_ACTION', 'AUTHORIZED')`),
    check(
      'payment_intent_adds_up',
      sql`${t.refunded} >= 0 and ${t.refunded} <= ${t.captured} and ${t.captured} <= ${t.amount}`,
    ),
  ],
);
export type IntentRow = InferSelectModel<typeof paymentIntent>;

export const ATTEMPT_STATUSES = [
  'CREATED',
  'REQUIRES_ACTION',
  'AUTHORIZED',
  'DECLINED',
  'VOIDING',
  'VOIDED',
] as const;

/** One authorisation at the provider. Its key is the Idempotency-Key of the command, and of the provider's request. */
export const attempt = sqliteTable(
  'payment_attempt',
  {
    key: text('key').primaryKey(),
    checkoutId: text('checkout_id').notNull(),
    /** Null for one that was voided before it was heard of. */
    intentId: text('intent_id'),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    status: text('status', { enum: ATTEMPT_STATUSES }).notNull(),
    provider: text('provider').notNull(),
    providerRef: text('provider_ref'),
    declineCode: text('decline_code'),
    mayRetry: integer('may_retry', { mode: 'boolean' }).notNull().default(false),
    correlationId: text('correlation_id').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    index('payment_attempt_provider').on(t.provider, t.providerRef),
    index('payment_attempt_voiding')
      .on(t.updatedAt)
      .where(sql`${t.status} = 'VOIDING'`),
  ],
);
export type AttemptRow = InferSelectModel<typeof attempt>;

/** What happened to an intent, in order. */
export const paymentEvent = sqliteTable(
  'payment_event',
  {
    intentId: text('intent_id')
      .notNull()
      .references(() => paymentIntent.id),
    seq: integer('seq').notNull(),
    status: text('status', { enum: INTENT_STATUSES }).notNull(),
    amount: integer('amount').notNull(),
    providerRef: text('provider_ref'),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.intentId, t.seq] })],
);
export type EventRow = InferSelectModel<typeof paymentEvent>;

/** What a provider tells about, whatever it calls it. */
export const PROVIDER_CHANGES = [
  'AUTHORIZED',
  'DECLINED',
  'CAPTURED',
  'VOIDED',
  'REFUNDED',
] as const;
export type ProviderChange = (typeof PROVIDER_CHANGES)[number];

/** What the provider told, once each; one that names a payment we do not know yet waits. */
export const providerWebhook = sqliteTable(
  'provider_webhook',
  {
    provider: text('provider').notNull(),
    eventId: text('event_id').notNull(),
    providerRef: text('provider_ref').notNull(),
    /** Our own name for it: the key of an attempt. */
    reference: text('reference').notNull(),
    change: text('change', { enum: PROVIDER_CHANGES }).notNull(),
    receivedAt: integer('received_at').notNull(),
    joinedAt: integer('joined_at'),
    tries: integer('tries').notNull().default(0),
    nextTryAt: integer('next_try_at').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.provider, t.eventId] }),
    index('provider_webhook_waiting')
      .on(t.nextTryAt)
      .where(sql`${t.joinedAt} is null`),
  ],
);
export type WebhookRow = InferSelectModel<typeof providerWebhook>;

export const REFUND_STATUSES = ['PENDING', 'DONE', 'FAILED'] as const;

/** Money on its way back. One for each reference of an intent. */
export const refund = sqliteTable(
  'refund',
  {
    id: text('id').primaryKey(),
    intentId: text('intent_id')
      .notNull()
      .references(() => paymentIntent.id),
    reference: text('reference').notNull(),
    amount: integer('amount').notNull(),
    reason: text('reason').notNull(),
    status: text('status', { enum: REFUND_STATUSES }).notNull(),
    tries: integer('tries').notNull().default(0),
    nextTryAt: integer('next_try_at').notNull(),
    correlationId: text('correlation_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('refund_reference').on(t.intentId, t.reference),
    index('refund_pending')
      .on(t.nextTryAt)
      .where(sql`${t.status} = 'PENDING'`),
    check('refund_is_positive', sql`${t.amount} >= 1`),
  ],
);
export type RefundRow = InferSelectModel<typeof refund>;

/** A method a customer kept: the provider's token for it, and what people know it by. */
export const savedMethod = sqliteTable(
  'saved_method',
  {
    id: text('id').primaryKey(),
    customerId: text('customer_id').notNull(),
    provider: text('provider').notNull(),
    token: text('token').notNull(),
    brand: text('brand').notNull(),
    last4: text('last4').notNull(),
    expiresMonth: integer('expires_month').notNull(),
    expiresYear: integer('expires_year').notNull(),
    isDefault: integer('is_default', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [index('saved_method_customer').on(t.customerId, t.createdAt)],
);
export type SavedMethodRow = InferSelectModel<typeof savedMethod>;

/** Tokens that the provider is yet to forget. */
export const forgottenToken = sqliteTable('forgotten_token', {
  token: text('token').primaryKey(),
  provider: text('provider').notNull(),
  at: integer('at').notNull(),
});

/** Customers who asked to be forgotten: nothing of theirs is kept that comes later. */
export const erasedCustomer = sqliteTable('erased_customer', {
  customerId: text('customer_id').primaryKey(),
  at: integer('at').notNull(),
});
