import {
  check,
  index,
  integer,
  sql,
  sqliteTable,
  text,
  uniqueIndex,
} from '@supergraph/kit/drizzle';

export const customer = sqliteTable(
  'customer',
  {
    id: text().primaryKey(),
    /** Normalised, so that plain equality is enough. Null once erased. */
    email: text().unique(),
    emailVerifiedAt: integer('email_verified_at'),
    passwordHash: text('password_hash'),
    firstName: text('first_name'),
    lastName: text('last_name'),
    publicName: text('public_name').notNull(),
    phone: text(),
    locale: text(),
    marketingConsent: integer('marketing_consent', { mode: 'boolean' }).notNull().default(false),
    groups: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
    roles: text({ mode: 'json' }).$type<string[]>().notNull().default([]),
    status: text({ enum: ['ACTIVE', 'ERASED'] })
      .notNull()
      .default('ACTIVE'),
    version: integer().notNull().default(1),
    createdAt: integer('created_at').notNull(),
    erasedAt: integer('erased_at'),
  },
  (table) => [index('customer_created').on(table.createdAt, table.id)],
);

export const address = sqliteTable(
  'address',
  {
    id: text().primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    label: text(),
    body: text({ mode: 'json' }).$type<PostalAddressBody>().notNull(),
    isDefaultShipping: integer('is_default_shipping', { mode: 'boolean' }).notNull().default(false),
    isDefaultBilling: integer('is_default_billing', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    index('address_customer').on(table.customerId),
    uniqueIndex('address_default_shipping')
      .on(table.customerId)
      .where(sql`is_default_shipping = 1`),
    uniqueIndex('address_default_billing')
      .on(table.customerId)
      .where(sql`is_default_billing = 1`),
    check('address_body', sql`json_valid(body)`),
  ],
);

/** One sign-in. Its refresh tokens are the family that reuse of an old one revokes. */
export const session = sqliteTable(
  'session',
  {
    id: text().primaryKey(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    userAgent: text('user_agent'),
    remembered: integer({ mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
  },
  (table) => [
    index('session_customer')
      .on(table.customerId)
      .where(sql`revoked_at is null`),
    index('session_expiry').on(table.expiresAt),
  ],
);

/** Used tokens stay until they expire: only so is their reuse noticed. */
export const refreshToken = sqliteTable(
  'refresh_token',
  {
    hash: text().primaryKey(),
    sessionId: text('session_id')
      .notNull()
      .references(() => session.id, { onDelete: 'cascade' }),
    expiresAt: integer('expires_at').notNull(),
    rotatedAt: integer('rotated_at'),
  },
  (table) => [
    index('refresh_token_session').on(table.sessionId),
    index('refresh_token_expiry').on(table.expiresAt),
  ],
);

export const oneTimeToken = sqliteTable(
  'one_time_token',
  {
    hash: text().primaryKey(),
    purpose: text({ enum: ['VERIFY_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL'] }).notNull(),
    customerId: text('customer_id')
      .notNull()
      .references(() => customer.id),
    /** The address the mail went to: a token proves that mailbox and no other. */
    email: text().notNull(),
    expiresAt: integer('expires_at').notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [
    index('one_time_token_customer').on(table.customerId),
    index('one_time_token_expiry').on(table.expiresAt),
    check(
      'one_time_token_purpose',
      sql`purpose in ('VERIFY_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL')`,
    ),
  ],
);

export const signingKey = sqliteTable('signing_key', {
  kid: text().primaryKey(),
  alg: text().notNull(),
  publicJwk: text('public_jwk', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  privatePem: text('private_pem').notNull(),
  /** Published before it signs, so that verifiers know it by then. */
  notBefore: integer('not_before').notNull(),
  /** Signs no longer; published until its last access token has ended. */
  retiredAt: integer('retired_at'),
});

export const audit = sqliteTable(
  'audit',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    customerId: text('customer_id'),
    actor: text(),
    action: text().notNull(),
    ipHash: text('ip_hash'),
    at: integer().notNull(),
  },
  (table) => [index('audit_customer').on(table.customerId), index('audit_at').on(table.at)],
);

export interface PostalAddressBody {
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

export type CustomerRow = typeof customer.$inferSelect;
export type AddressRow = typeof address.$inferSelect;
export type SessionRow = typeof session.$inferSelect;
export type RefreshTokenRow = typeof refreshToken.$inferSelect;
export type OneTimeTokenRow = typeof oneTimeToken.$inferSelect;
export type SigningKeyRow = typeof signingKey.$inferSelect;
export type TokenPurpose = OneTimeTokenRow['purpose'];
