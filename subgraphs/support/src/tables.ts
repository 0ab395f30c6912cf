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

export const CATEGORIES = [
  'ORDER',
  'DELIVERY',
  'RETURN',
  'PAYMENT',
  'PRODUCT',
  'ACCOUNT',
  'OTHER',
] as const;
export const STATUSES = ['NEW', 'OPEN', 'WAITING_FOR_CUSTOMER', 'RESOLVED', 'CLOSED'] as const;
export const PRIORITIES = ['LOW', 'NORMAL', 'HIGH', 'URGENT'] as const;
export const SUBJECT_TYPES = ['ORDER', 'PRODUCT', 'RETURN'] as const;

/** Somebody of the staff, known since the first thing they did here. */
export const agent = sqliteTable(
  'agent',
  {
    id: text('id').primaryKey(),
    /** The account of the person. */
    customerId: text('customer_id').notNull(),
    name: text('name').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [uniqueIndex('agent_customer').on(t.customerId)],
);
export type AgentRow = InferSelectModel<typeof agent>;

export const ticket = sqliteTable(
  'ticket',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    /** Null when it is about nobody with an account, and once the customer was erased. */
    customerId: text('customer_id'),
    /** Null once the customer was erased. */
    subject: text('subject'),
    category: text('category', { enum: CATEGORIES }).notNull(),
    status: text('status', { enum: STATUSES }).notNull(),
    priority: text('priority', { enum: PRIORITIES }).notNull(),
    aboutType: text('about_type', { enum: SUBJECT_TYPES }),
    aboutId: text('about_id'),
    assigneeId: text('assignee_id').references(() => agent.id),
    firstResponseDueAt: integer('first_response_due_at').notNull(),
    resolutionDueAt: integer('resolution_due_at').notNull(),
    firstResponseAt: integer('first_response_at'),
    resolvedAt: integer('resolved_at'),
    rating: integer('rating'),
    /** In the customer's words; null once the customer was erased. */
    ratingComment: text('rating_comment'),
    /** What it was opened for by the service itself: there is one for each. */
    origin: text('origin'),
    version: integer('version').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    uniqueIndex('ticket_number').on(t.number),
    uniqueIndex('ticket_origin').on(t.origin),
    index('ticket_customer').on(t.customerId, t.createdAt, t.id),
    index('ticket_queue').on(t.status, t.priority, t.firstResponseDueAt),
    index('ticket_about').on(t.aboutType, t.aboutId),
    index('ticket_answered').on(t.firstResponseAt),
    check('ticket_rating_is_1_to_5', sql`${t.rating} between 1 and 5`),
  ],
);
export type TicketRow = InferSelectModel<typeof ticket>;

export const AUTHOR_TYPES = ['CUSTOMER', 'AGENT', 'SYSTEM'] as const;

/** What was written in a ticket, in order. What is internal is for staff alone. */
export const ticketMessage = sqliteTable(
  'ticket_message',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    id: text('id').notNull(),
    ticketId: text('ticket_id')
      .notNull()
      .references(() => ticket.id),
    authorType: text('author_type', { enum: AUTHOR_TYPES }).notNull(),
    /** A customer or an agent; null of the system's, and once the customer was erased. */
    authorId: text('author_id'),
    internal: integer('internal', { mode: 'boolean' }).notNull(),
    /** Null once the customer of the ticket was erased. */
    body: text('body'),
    attachments: text('attachments', { mode: 'json' }).$type<readonly string[]>().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('ticket_message_id').on(t.id),
    index('ticket_message_ticket').on(t.ticketId, t.internal, t.seq),
  ],
);
export type MessageRow = InferSelectModel<typeof ticketMessage>;

/** The row of a ticket in `ticket_fts`, the index that staff search. */
export const ticketSearchKey = sqliteTable(
  'ticket_search_key',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    ticketId: text('ticket_id')
      .notNull()
      .references(() => ticket.id),
  },
  (t) => [uniqueIndex('ticket_search_ticket').on(t.ticketId)],
);

export const VOUCHER_STATUSES = ['PENDING', 'ISSUED'] as const;

/** A goodwill voucher that an agent asked for. What pricing is asked is here word for word until it has answered. */
export const goodwillVoucher = sqliteTable(
  'goodwill_voucher',
  {
    id: text('id').primaryKey(),
    ticketId: text('ticket_id')
      .notNull()
      .references(() => ticket.id),
    customerId: text('customer_id'),
    agentId: text('agent_id')
      .notNull()
      .references(() => agent.id),
    idempotencyKey: text('idempotency_key').notNull(),
    requestHash: text('request_hash').notNull(),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    /** Null once the customer was erased. */
    reason: text('reason'),
    expiresAt: integer('expires_at'),
    status: text('status', { enum: VOUCHER_STATUSES }).notNull(),
    code: text('code'),
    /** How often pricing was asked. */
    attempts: integer('attempts').notNull(),
    nextAttemptAt: integer('next_attempt_at').notNull(),
    correlationId: text('correlation_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('goodwill_voucher_key').on(t.agentId, t.idempotencyKey),
    index('goodwill_voucher_ticket').on(t.ticketId),
    index('goodwill_voucher_pending')
      .on(t.nextAttemptAt)
      .where(sql`status = 'PENDING'`),
  ],
);
export type VoucherRow = InferSelectModel<typeof goodwillVoucher>;

/** What happened to a customer. Until it is known to whom, by the order or the checkout, `customerId` is null. */
export const timeline = sqliteTable(
  'timeline',
  {
    eventId: text('event_id').primaryKey(),
    customerId: text('customer_id'),
    orderId: text('order_id'),
    checkoutId: text('checkout_id'),
    at: integer('at').notNull(),
    source: text('source').notNull(),
    kind: text('kind').notNull(),
    summary: text('summary').notNull(),
    refId: text('ref_id'),
  },
  (t) => [
    index('timeline_customer').on(t.customerId, t.at, t.eventId),
    index('timeline_order')
      .on(t.orderId)
      .where(sql`customer_id is null`),
    index('timeline_checkout')
      .on(t.checkoutId)
      .where(sql`customer_id is null`),
  ],
);
export type TimelineRow = InferSelectModel<typeof timeline>;

/** Whose order, as orders told. */
export const orderRef = sqliteTable(
  'order_ref',
  {
    id: text('id').primaryKey(),
    checkoutId: text('checkout_id').notNull(),
    customerId: text('customer_id'),
  },
  (t) => [
    uniqueIndex('order_ref_checkout').on(t.checkoutId),
    index('order_ref_customer').on(t.customerId),
  ],
);

/** Whose return, as orders told. */
export const returnRef = sqliteTable(
  'return_ref',
  { id: text('id').primaryKey(), customerId: text('customer_id') },
  (t) => [index('return_ref_customer').on(t.customerId)],
);

/** Customers who asked to be forgotten: what is told of them later is nobody's from the beginning. */
export const erasedCustomer = sqliteTable('erased_customer', {
  customerId: text('customer_id').primaryKey(),
  at: integer('at').notNull(),
});

export const helpArticle = sqliteTable('help_article', {
  id: text('id').primaryKey(),
  category: text('category', { enum: CATEGORIES }).notNull(),
  position: integer('position').notNull(),
  helpfulCount: integer('helpful_count').notNull(),
  contentHash: text('content_hash').notNull(),
});
export type ArticleRow = InferSelectModel<typeof helpArticle>;

/** `id` is the row in `help_fts`. */
export const helpArticleText = sqliteTable(
  'help_article_text',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    articleId: text('article_id')
      .notNull()
      .references(() => helpArticle.id),
    locale: text('locale').notNull(),
    slug: text('slug').notNull(),
    title: text('title').notNull(),
    bodyHtml: text('body_html').notNull(),
  },
  (t) => [
    uniqueIndex('help_article_text_locale').on(t.articleId, t.locale),
    uniqueIndex('help_article_text_slug').on(t.slug, t.locale),
  ],
);
export type ArticleTextRow = InferSelectModel<typeof helpArticleText>;

/** Who said that an article helped: a keyed hash, so that it tells nobody who that was. */
export const helpVote = sqliteTable(
  'help_vote',
  {
    articleId: text('article_id')
      .notNull()
      .references(() => helpArticle.id),
    voter: text('voter').notNull(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.voter] }), index('help_vote_voter').on(t.voter)],
);
