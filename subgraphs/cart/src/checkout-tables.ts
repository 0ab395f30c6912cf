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

import type { Failure } from './checkout/failure.ts';
import type { CheckoutLine, Quote } from './checkout/quote.ts';
import { CHECKOUT_STATES } from './checkout/states.ts';
import { type Address, type ShippingChoice, cart } from './tables.ts';

/** A cart on its way to an order: what is bought for how much is frozen here. */
export const checkout = sqliteTable(
  'checkout',
  {
    id: text('id').primaryKey(),
    cartId: text('cart_id')
      .notNull()
      .references(() => cart.id, { onDelete: 'cascade' }),
    /** Of the cart when it was frozen: another one means that the cart moved on. */
    cartVersion: integer('cart_version').notNull(),
    state: text('state', { enum: CHECKOUT_STATES }).notNull(),
    customerId: text('customer_id'),
    customerGroups: text('customer_groups', { mode: 'json' }).$type<readonly string[]>().notNull(),
    currency: text('currency').notNull(),
    country: text('country').notNull(),
    locale: text('locale').notNull(),
    email: text('email'),
    shippingAddress: text('shipping_address', { mode: 'json' }).$type<Address>(),
    billingAddress: text('billing_address', { mode: 'json' }).$type<Address>(),
    shippingOption: text('shipping_option', { mode: 'json' }).$type<ShippingChoice>(),
    voucherCodes: text('voucher_codes', { mode: 'json' }).$type<readonly string[]>().notNull(),
    lines: text('lines', { mode: 'json' }).$type<readonly CheckoutLine[]>().notNull(),
    quote: text('quote', { mode: 'json' }).$type<Quote>().notNull(),
    paymentIntentId: text('payment_intent_id'),
    /** Where the shopper confirms the payment; null when nothing is to be confirmed. */
    actionUrl: text('action_url'),
    orderId: text('order_id'),
    failure: text('failure', { mode: 'json' }).$type<Failure>(),
    version: integer('version').notNull().default(1),
    expiresAt: integer('expires_at').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('checkout_one_live')
      .on(t.cartId)
      .where(sql`state not in ('FAILED', 'CANCELLED', 'EXPIRED')`),
    index('checkout_cart').on(t.cartId),
    index('checkout_expiry')
      .on(t.expiresAt)
      .where(sql`state in ('OPEN', 'ADDRESSED', 'SHIPPING_SELECTED', 'REQUIRES_ACTION')`),
  ],
);
export type CheckoutRow = InferSelectModel<typeof checkout>;

export const SAGA_STATES = [
  'RUNNING',
  'WAITING',
  'DONE',
  'COMPENSATING',
  'COMPENSATED',
  'STUCK',
] as const;

/** One try to complete a checkout, or to give up what it holds. */
export const saga = sqliteTable(
  'saga',
  {
    id: text('id').primaryKey(),
    checkoutId: text('checkout_id')
      .notNull()
      .references(() => checkout.id, { onDelete: 'cascade' }),
    state: text('state', { enum: SAGA_STATES }).notNull(),
    /** What the shopper gave for this try; emptied when it ends. */
    order: text('order', { mode: 'json' }).$type<SagaOrder>().notNull(),
    failure: text('failure', { mode: 'json' }).$type<Failure>(),
    /** Failures in a row, for the pause before the next try. */
    attempt: integer('attempt').notNull().default(0),
    nextRunAt: integer('next_run_at').notNull(),
    leaseOwner: text('lease_owner'),
    leaseUntil: integer('lease_until').notNull().default(0),
    correlationId: text('correlation_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('saga_one_unfinished')
      .on(t.checkoutId)
      .where(sql`state not in ('DONE', 'COMPENSATED')`),
    index('saga_checkout').on(t.checkoutId, t.createdAt),
    index('saga_due')
      .on(t.nextRunAt)
      .where(sql`state in ('RUNNING', 'COMPENSATING', 'STUCK')`),
    check(
      'saga_failure_when_compensating',
      sql`(${t.state} in ('COMPENSATING', 'COMPENSATED', 'STUCK')) = (${t.failure} is not null)`,
    ),
  ],
);
export type SagaRow = InferSelectModel<typeof saga>;

export interface SagaOrder {
  readonly expectedQuoteHash: string | null;
  /** The provider's token of a payment, or the id of a saved method. */
  readonly paymentToken: string | null;
  readonly savePaymentMethod: boolean;
}

export const STEP_STATUSES = [
  'PENDING',
  'RUNNING',
  'DONE',
  'FAILED',
  'COMPENSATED',
  'SKIPPED',
] as const;

export const sagaStep = sqliteTable(
  'saga_step',
  {
    sagaId: text('saga_id')
      .notNull()
      .references(() => saga.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    status: text('status', { enum: STEP_STATUSES }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** Sent, and nobody can say what came of it: it may have had its effect. */
    isUncertain: integer('is_uncertain', { mode: 'boolean' }).notNull().default(false),
    error: text('error'),
    startedAt: integer('started_at'),
    finishedAt: integer('finished_at'),
    compensatedAt: integer('compensated_at'),
  },
  (t) => [primaryKey({ columns: [t.sagaId, t.name] })],
);
export type StepRow = InferSelectModel<typeof sagaStep>;

/** How a payment that the shopper had to confirm ended, from payments' events: they may come before our own record of it. */
export const confirmedPayment = sqliteTable('confirmed_payment', {
  /** The Idempotency-Key of the command that began it. */
  attempt: text('attempt').primaryKey(),
  outcome: text('outcome', { mode: 'json' }).$type<PaymentOutcome>().notNull(),
  at: integer('at').notNull(),
});

export type PaymentOutcome =
  | { readonly status: 'AUTHORIZED' }
  | {
      readonly status: 'DECLINED';
      readonly declineCode: string | null;
      readonly retryable: boolean;
    };
