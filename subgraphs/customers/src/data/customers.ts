import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { type SQL, and, desc, eq, or, sql } from '@supergraph/kit/drizzle';
import type { Connection, Page } from '@supergraph/kit/paging';

import { type CustomerRow, customer } from '../tables.ts';

/** A page of customers; the total is counted only when it is asked for. */
export interface CustomerPage extends Connection<CustomerRow> {
  readonly search: CustomerSearch | null;
}

/** What a text can match: an id in full, or the beginning of a name or address. */
export interface CustomerSearch {
  readonly id: string;
  /** A LIKE pattern with `\` as its escape character. */
  readonly pattern: string;
}

const selectByIds = prepared((db) =>
  db.select().from(customer).where(inJson(customer.id, 'ids')).prepare(),
);
const selectByEmail = prepared((db) =>
  db
    .select()
    .from(customer)
    .where(eq(customer.email, sql.placeholder('email')))
    .prepare(),
);

/** May find fewer than asked for. Erased customers are found: they have a public name still. */
export async function findCustomers(db: Queries, ids: readonly string[]): Promise<CustomerRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findCustomer(db: Queries, id: string): Promise<CustomerRow | undefined> {
  return selectByIds(db).get({ ids: JSON.stringify([id]) });
}

/** By the normalised address. */
export async function findCustomerByEmail(
  db: Queries,
  email: string,
): Promise<CustomerRow | undefined> {
  return selectByEmail(db).get({ email });
}

/** One row more than the page holds, newest first. */
export async function listCustomers(
  db: Queries,
  search: CustomerSearch | null,
  page: Page,
): Promise<CustomerRow[]> {
  return db
    .select()
    .from(customer)
    .where(and(matches(search), isAfter(page)))
    .orderBy(desc(customer.createdAt), desc(customer.id))
    .limit(page.limit + 1)
    .all();
}

export async function countCustomers(db: Queries, search: CustomerSearch | null): Promise<number> {
  const row = db
    .select({ total: sql<number>`count(*)` })
    .from(customer)
    .where(matches(search))
    .get();
  return row?.total ?? 0;
}

function matches(search: CustomerSearch | null): SQL | undefined {
  const active = eq(customer.status, 'ACTIVE');
  if (search === null) {
    return active;
  }
  const texts = [customer.email, customer.firstName, customer.lastName, customer.publicName];
  const begins = texts.map((column) => sql`${column} like ${search.pattern} escape '\\'`);
  return and(active, or(eq(customer.id, search.id), ...begins));
}

function isAfter({ after }: Page): SQL | undefined {
  const [createdAt, id] = after ?? [];
  return createdAt === undefined || id === undefined
    ? undefined
    : sql`(${customer.createdAt}, ${customer.id}) < (${createdAt}, ${id})`;
}

export async function insertCustomer(
  tx: Transaction,
  row: typeof customer.$inferInsert,
): Promise<CustomerRow> {
  return tx.insert(customer).values(row).returning().get();
}

/** Changes the given columns and counts the version up. Undefined when there is no such active customer. */
export async function updateCustomer(
  tx: Transaction,
  id: string,
  changes: Partial<typeof customer.$inferInsert>,
): Promise<CustomerRow | undefined> {
  return tx
    .update(customer)
    .set({ ...changes, version: sql`${customer.version} + 1` })
    .where(and(eq(customer.id, id), eq(customer.status, 'ACTIVE')))
    .returning()
    .get();
}
