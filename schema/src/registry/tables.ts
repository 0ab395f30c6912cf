import {
  type AnySQLiteColumn,
  type InferSelectModel,
  check,
  index,
  integer,
  primaryKey,
  real,
  sql,
  sqliteTable,
  text,
} from '@supergraph/kit/drizzle';

// Times are epoch milliseconds. What triggers in the migrations keep append-only is history: versions, their members,
// activations, changes, publications, the audit log, and the documents of these. Checks and what was refused may go.

/** The text of a subgraph schema, by the SHA-256 of its bytes. */
export const schemaDocument = sqliteTable('schema_document', {
  hash: text('hash').primaryKey(),
  sdl: text('sdl').notNull(),
});

/** A set of subgraphs that composes, by the hash of its members. */
export const supergraphVersion = sqliteTable('supergraph_version', {
  version: text('version').primaryKey(),
  supergraph: text('supergraph').notNull(),
  api: text('api').notNull(),
  at: integer('at').notNull(),
});

export const versionMember = sqliteTable(
  'version_member',
  {
    version: text('version')
      .notNull()
      .references(() => supergraphVersion.version),
    subgraph: text('subgraph').notNull(),
    url: text('url').notNull(),
    schemaHash: text('schema_hash')
      .notNull()
      .references(() => schemaDocument.hash),
    file: text('file').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.version, t.subgraph] }),
    index('version_member_schema').on(t.schemaHash),
  ],
);

export const ACTIONS = ['PUBLISH', 'ROLLBACK', 'RENAME', 'DELETE'] as const;

/** The pointer to what routers run: the row with the highest number. */
export const activation = sqliteTable('activation', {
  number: integer('number').primaryKey(),
  version: text('version')
    .notNull()
    .references(() => supergraphVersion.version),
  at: integer('at').notNull(),
  actor: text('actor').notNull(),
  action: text('action', { enum: ACTIONS }).notNull(),
  reason: text('reason'),
  commit: text('commit'),
  /** The activation that a rollback went back to. */
  target: integer('target').references((): AnySQLiteColumn => activation.number),
  publication: text('publication').references(() => publication.id),
});
export type ActivationRow = InferSelectModel<typeof activation>;

/** What an activation changed for clients. */
export const activationChange = sqliteTable(
  'activation_change',
  {
    activation: integer('activation')
      .notNull()
      .references(() => activation.number),
    position: integer('position').notNull(),
    severity: text('severity').notNull(),
    code: text('code').notNull(),
    message: text('message').notNull(),
    coordinate: text('coordinate').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.activation, t.position] }),
    index('activation_change_coordinate').on(t.coordinate, t.activation),
  ],
);
export type ActivationChangeRow = InferSelectModel<typeof activationChange>;

export const OUTCOMES = ['PASSED', 'ACTIVATED', 'STAGED', 'UNCHANGED', 'REFUSED'] as const;

/** One request to check or publish, and what became of it. One that was refused is the draft of its author. */
export const publication = sqliteTable(
  'publication',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    action: text('action', { enum: ['CHECK', 'PUBLISH'] }).notNull(),
    outcome: text('outcome', { enum: OUTCOMES }).notNull(),
    reason: text('reason'),
    commit: text('commit'),
    /** Whose members were proposed to be active together; absent when it does not compose. */
    version: text('version').references(() => supergraphVersion.version),
    /** As `packReport` makes it. */
    report: text('report').notNull(),
  },
  (t) => [index('publication_at').on(t.at), check('report_is_json', sql`json_valid(${t.report})`)],
);
export type PublicationRow = InferSelectModel<typeof publication>;

export const publicationMember = sqliteTable(
  'publication_member',
  {
    publication: text('publication')
      .notNull()
      .references(() => publication.id),
    subgraph: text('subgraph').notNull(),
    url: text('url').notNull(),
    schemaHash: text('schema_hash')
      .notNull()
      .references(() => schemaDocument.hash),
    file: text('file').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.publication, t.subgraph] }),
    index('publication_member_schema').on(t.schemaHash),
  ],
);

export const ENDINGS = ['ACTIVATED', 'SUPERSEDED', 'REFUSED'] as const;

/** A publication that waits until its schemas are served. */
export const staging = sqliteTable('staging', {
  publication: text('publication')
    .primaryKey()
    .references(() => publication.id),
  allowBreaking: integer('allow_breaking', { mode: 'boolean' }).notNull(),
  endedAt: integer('ended_at'),
  ending: text('ending', { enum: ENDINGS }),
});

export const audit = sqliteTable('audit', {
  seq: integer('seq').primaryKey(),
  at: integer('at').notNull(),
  actor: text('actor').notNull(),
  action: text('action').notNull(),
  subject: text('subject').notNull(),
  outcome: text('outcome', { enum: ['DONE', 'REFUSED'] }).notNull(),
  detail: text('detail'),
});
export type AuditRow = InferSelectModel<typeof audit>;

/** The secret itself is nowhere: only the SHA-256 of it. */
export const token = sqliteTable('token', {
  id: text('id').primaryKey(),
  name: text('name').notNull().unique(),
  secretHash: text('secret_hash').notNull(),
  isAdmin: integer('is_admin', { mode: 'boolean' }).notNull(),
  isRouter: integer('is_router', { mode: 'boolean' }).notNull(),
  subgraphs: text('subgraphs', { mode: 'json' }).$type<readonly string[]>().notNull(),
  createdAt: integer('created_at').notNull(),
  createdBy: text('created_by').notNull(),
  expiresAt: integer('expires_at'),
  revokedAt: integer('revoked_at'),
});
export type TokenRow = InferSelectModel<typeof token>;

/** For how many of 100 requests a label of progressive @override holds, where that is not what it says by itself. */
export const overrideShare = sqliteTable(
  'override_share',
  {
    label: text('label').primaryKey(),
    percent: real('percent').notNull(),
    at: integer('at').notNull(),
    actor: text('actor').notNull(),
    reason: text('reason'),
  },
  (t) => [check('override_share_is_percent', sql`${t.percent} between 0 and 100`)],
);
export type OverrideShareRow = InferSelectModel<typeof overrideShare>;

/** A running process of a subgraph. Ended ones stay for a day: it is how one knows that there should be one. */
export const instance = sqliteTable(
  'instance',
  {
    id: text('id').primaryKey(),
    subgraph: text('subgraph').notNull(),
    url: text('url').notNull(),
    version: text('version').notNull(),
    schemaHash: text('schema_hash').notNull(),
    registeredAt: integer('registered_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [index('instance_subgraph').on(t.subgraph)],
);
export type InstanceRow = InferSelectModel<typeof instance>;

export const knownOperation = sqliteTable('known_operation', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  text: text('text').notNull(),
  firstSeenAt: integer('first_seen_at').notNull(),
});

export const operationUsage = sqliteTable(
  'operation_usage',
  {
    operationId: text('operation_id')
      .notNull()
      .references(() => knownOperation.id),
    /** UTC, as 2026-11-23. */
    day: text('day').notNull(),
    clientName: text('client_name').notNull(),
    clientVersion: text('client_version').notNull(),
    calls: integer('calls').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.operationId, t.day, t.clientName, t.clientVersion] }),
    index('operation_usage_day').on(t.day),
  ],
);

/** Batches that were counted, so that one that is sent again is not. */
export const usageBatch = sqliteTable(
  'usage_batch',
  { id: text('id').primaryKey(), at: integer('at').notNull() },
  (t) => [index('usage_batch_at').on(t.at)],
);

/** One row: from when to when usage was reported. It outlives the batches. */
export const usagePeriod = sqliteTable('usage_period', {
  id: integer('id').primaryKey(),
  firstAt: integer('first_at').notNull(),
  lastAt: integer('last_at').notNull(),
});
