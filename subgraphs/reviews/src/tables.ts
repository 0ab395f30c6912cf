import {
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

export const STATUSES = ['PENDING', 'PUBLISHED', 'REJECTED'] as const;

export const reviewTable = sqliteTable(
  'review',
  {
    id: text('id').primaryKey(),
    itemId: text('item_id').notNull(),
    /** Null when the account is gone. */
    customerId: text('customer_id'),
    authorName: text('author_name'),
    rating: integer('rating').notNull(),
    title: text('title'),
    body: text('body').notNull(),
    verifiedPurchase: integer('verified', { mode: 'boolean' }).notNull(),
    status: text('status', { enum: STATUSES }).notNull(),
    helpful: integer('helpful').notNull().default(0),
    unhelpful: integer('unhelpful').notNull().default(0),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    check('review_rating', sql`${table.rating} between 1 and 5`),
    uniqueIndex('review_once').on(table.itemId, table.customerId),
    index('review_customer').on(table.customerId),
    index('review_item_new').on(table.itemId, table.status, table.createdAt, table.id),
    index('review_item_helpful').on(
      table.itemId,
      table.status,
      table.helpful,
      table.createdAt,
      table.id,
    ),
    index('review_queue')
      .on(table.createdAt)
      .where(sql`status = 'PENDING'`),
  ],
);
export type ReviewRow = InferSelectModel<typeof reviewTable>;

/** How many published reviews of an item have how many stars. */
export const ratingSummary = sqliteTable('rating_summary', {
  itemId: text('item_id').primaryKey(),
  n1: integer('n1').notNull(),
  n2: integer('n2').notNull(),
  n3: integer('n3').notNull(),
  n4: integer('n4').notNull(),
  n5: integer('n5').notNull(),
  /** The Bayesian rating that others were told last; null before the first time, and for none. */
  told: real('told'),
});
export type SummaryRow = InferSelectModel<typeof ratingSummary>;

/** One row: the ratings of all items together. */
export const ratingTotal = sqliteTable('rating_total', {
  id: integer('id').primaryKey(),
  count: integer('count').notNull(),
  stars: integer('stars').notNull(),
});

/** What can be reviewed, as catalog tells. */
export const itemTable = sqliteTable('item', { id: text('id').primaryKey() });

/** Who ordered what, as orders tells. */
export const purchaseTable = sqliteTable(
  'purchase',
  {
    customerId: text('customer_id').notNull(),
    itemId: text('item_id').notNull(),
    orderId: text('order_id').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.customerId, table.itemId, table.orderId] }),
    index('purchase_order').on(table.orderId),
  ],
);

/** Who said that a review helped, or not. The voter is a keyed hash. */
export const voteTable = sqliteTable(
  'review_vote',
  {
    reviewId: text('review_id')
      .notNull()
      .references(() => reviewTable.id),
    voter: text('voter').notNull(),
    isHelpful: integer('helpful', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.reviewId, table.voter] }),
    index('review_vote_voter').on(table.voter),
  ],
);

export const questionTable = sqliteTable(
  'question',
  {
    id: text('id').primaryKey(),
    itemId: text('item_id').notNull(),
    /** Null when the account is gone. */
    customerId: text('customer_id'),
    body: text('body').notNull(),
    status: text('status', { enum: STATUSES }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    index('question_item').on(table.itemId, table.status, table.createdAt, table.id),
    index('question_customer').on(table.customerId),
    index('question_queue')
      .on(table.createdAt)
      .where(sql`status = 'PENDING'`),
  ],
);
export type QuestionRow = InferSelectModel<typeof questionTable>;

export const answerTable = sqliteTable(
  'answer',
  {
    id: text('id').primaryKey(),
    questionId: text('question_id')
      .notNull()
      .references(() => questionTable.id),
    /** Null when the account is gone. */
    customerId: text('customer_id'),
    byStaff: integer('by_staff', { mode: 'boolean' }).notNull(),
    verifiedPurchase: integer('verified', { mode: 'boolean' }).notNull(),
    body: text('body').notNull(),
    status: text('status', { enum: STATUSES }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    index('answer_question').on(table.questionId, table.createdAt),
    index('answer_customer').on(table.customerId),
    index('answer_queue')
      .on(table.questionId)
      .where(sql`status = 'PENDING'`),
  ],
);
export type AnswerRow = InferSelectModel<typeof answerTable>;

/** Customers who asked to be forgotten: nothing of theirs is kept that comes later. */
export const erasedCustomer = sqliteTable('erased_customer', {
  customerId: text('customer_id').primaryKey(),
  at: integer('at').notNull(),
});
