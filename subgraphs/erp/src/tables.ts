import {
  type InferSelectModel,
  check,
  index,
  integer,
  primaryKey,
  sql,
  sqliteTable,
  text,
} from '@supergraph/kit/drizzle';

/** What the ERP said, by question. */
export const resultsCache = sqliteTable(
  'results_cache',
  {
    operation: text('operation').notNull(),
    /** The question in its canonical form: equal questions have equal keys. */
    key: text('key').notNull(),
    response: text('response', { mode: 'json' }).$type<{ readonly value: unknown }>().notNull(),
    storedAt: integer('stored_at').notNull(),
    freshUntil: integer('fresh_until').notNull(),
    /** Until then it may stand in for an ERP that cannot be asked. */
    staleUntil: integer('stale_until').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.operation, t.key] }),
    index('results_cache_stored').on(t.storedAt),
  ],
);
export type ResultRow = InferSelectModel<typeof resultsCache>;

/** Calls to the ERP, the newest of them. */
export const upstreamCall = sqliteTable('upstream_call', {
  seq: integer('seq').primaryKey({ autoIncrement: true }),
  operation: text('operation').notNull(),
  durationMs: integer('duration_ms').notNull(),
  /** `answered`, `fault` or why there was no answer. */
  outcome: text('outcome').notNull(),
  correlationId: text('correlation_id'),
  at: integer('at').notNull(),
});

export const SHIPMENT_STATES = ['BOOKING', 'BOOKED', 'CANCELLED', 'REFUSED'] as const;

export interface ShipmentLine {
  readonly orderLineId: string;
  readonly quantity: number;
}

/** One shipment for each order. Its address is not kept: it is asked for when it is needed. */
export const shipment = sqliteTable(
  'shipment',
  {
    orderId: text('order_id').primaryKey(),
    id: text('id').notNull().unique(),
    state: text('state', { enum: SHIPMENT_STATES }).notNull(),
    cancelRequested: integer('cancel_requested', { mode: 'boolean' }).notNull().default(false),
    lines: text('lines', { mode: 'json' }).$type<readonly ShipmentLine[]>().notNull(),
    /** Under which the ERP has it. */
    erpNumber: text('erp_number'),
    carrier: text('carrier'),
    trackingNumber: text('tracking_number'),
    /** Why the ERP can never book it, or does not cancel it. */
    refusedCode: text('refused_code'),
    attempts: integer('attempts').notNull().default(0),
    /** When it is to be worked on next; null when there is nothing to do. A process that takes it moves this on. */
    dueAt: integer('due_at'),
    correlationId: text('correlation_id').notNull(),
    causationId: text('causation_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    index('shipment_due')
      .on(t.dueAt)
      .where(sql`${t.dueAt} is not null`),
    check(
      'shipment_booked_is_known',
      sql`${t.state} <> 'BOOKED' or (${t.erpNumber} is not null and ${t.carrier} is not null and ${t.trackingNumber} is not null)`,
    ),
  ],
);
export type ShipmentRow = InferSelectModel<typeof shipment>;
