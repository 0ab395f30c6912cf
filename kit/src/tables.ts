import { check, index, integer, primaryKey, sql, sqliteTable, text } from './drizzle.ts';

// What every service's file has beside its own tables. Times are epoch milliseconds.

export const outbox = sqliteTable(
  'outbox',
  {
    seq: integer('seq').primaryKey({ autoIncrement: true }),
    id: text('id').notNull().unique(),
    topic: text('topic').notNull(),
    type: text('type').notNull(),
    key: text('key').notNull(),
    at: integer('at').notNull(),
    correlationId: text('correlation_id').notNull(),
    causationId: text('causation_id'),
    featureVersion: integer('feature_version').notNull().default(1),
    compatibilityVersion: integer('compatibility_version').notNull().default(1),
    data: text('data', { mode: 'json' }).notNull(),
  },
  (t) => [
    index('outbox_topic').on(t.topic, t.seq),
    check('outbox_data_is_json', sql`json_valid(${t.data})`),
  ],
);

/** Events whose effect is in this file. */
export const inbox = sqliteTable(
  'inbox',
  {
    consumer: text('consumer').notNull(),
    eventId: text('event_id').notNull(),
    processedAt: integer('processed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.consumer, t.eventId] })],
);

export const position = sqliteTable(
  'position',
  {
    consumer: text('consumer').notNull(),
    producer: text('producer').notNull(),
    topic: text('topic').notNull(),
    seq: integer('seq').notNull().default(0),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.consumer, t.producer, t.topic] })],
);

/** Events this version of the consumer cannot read. `seq` is 0 of those from before it was kept. */
export const parkedEvent = sqliteTable(
  'parked_event',
  {
    consumer: text('consumer').notNull(),
    eventId: text('event_id').notNull(),
    reason: text('reason').notNull(),
    at: integer('at').notNull(),
    seq: integer('seq').notNull().default(0),
    type: text('type').notNull().default(''),
    compatibilityVersion: integer('compatibility_version').notNull().default(1),
  },
  (t) => [primaryKey({ columns: [t.consumer, t.eventId] })],
);

/** Events whose handler failed. Below the limit of attempts an event is still being tried; at the limit it was passed over. */
export const deadEvent = sqliteTable(
  'dead_event',
  {
    consumer: text('consumer').notNull(),
    eventId: text('event_id').notNull(),
    error: text('error').notNull(),
    attempts: integer('attempts').notNull(),
    at: integer('at').notNull(),
    seq: integer('seq').notNull().default(0),
    type: text('type').notNull().default(''),
  },
  (t) => [primaryKey({ columns: [t.consumer, t.eventId] })],
);

/** Consumers whose projection was emptied and is not whole again yet. */
export const rebuild = sqliteTable('rebuild', {
  consumer: text('consumer').primaryKey(),
  beganAt: integer('began_at').notNull(),
});

export const idempotency = sqliteTable(
  'idempotency',
  {
    caller: text('caller').notNull(),
    operation: text('operation').notNull(),
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    status: text('status', { enum: ['IN_PROGRESS', 'DONE'] }).notNull(),
    response: text('response', { mode: 'json' }),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caller, t.operation, t.key] }),
    index('idempotency_expiry').on(t.expiresAt),
    check('idempotency_status', sql`${t.status} in ('IN_PROGRESS', 'DONE')`),
  ],
);

/** Tries that are limited, by quarter of an hour. */
export const attempt = sqliteTable(
  'attempt',
  {
    /** Keyed hash of what is limited: an e-mail, an account, an order number, a network address. */
    subject: text('subject').notNull(),
    windowStart: integer('window_start').notNull(),
    tries: integer('tries').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.subject, t.windowStart] }),
    index('attempt_window').on(t.windowStart),
  ],
);

/** Keys that this file alone has. */
export const secret = sqliteTable('secret', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});
