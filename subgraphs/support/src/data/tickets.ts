import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { type SQL, and, desc, eq, inArray, sql } from '@supergraph/kit/drizzle';
import type { Page } from '@supergraph/kit/paging';

import { readWords } from '#src/rules/search-words.ts';
import { type TicketRow, ticket } from '#src/tables.ts';

import { matchesWords } from './ticket-search.ts';

export interface TicketFilter {
  readonly status?: readonly TicketRow['status'][] | null | undefined;
  readonly priority?: readonly TicketRow['priority'][] | null | undefined;
  readonly assigneeId?: string | null | undefined;
  readonly customerId?: string | null | undefined;
  readonly query?: string | null | undefined;
  readonly slaBreached?: boolean | null | undefined;
}

interface Slice {
  readonly page: Page;
  readonly now: number;
}

export async function findTickets(db: Queries, ids: readonly string[]): Promise<TicketRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

export async function findTicket(db: Queries, id: string): Promise<TicketRow | undefined> {
  return selectByIds(db).get({ ids: JSON.stringify([id]) });
}

export async function isNumberTaken(db: Queries, number: string): Promise<boolean> {
  return selectByNumber(db).get({ number }) !== undefined;
}

export async function isOriginTaken(db: Queries, origin: string): Promise<boolean> {
  return selectByOrigin(db).get({ origin }) !== undefined;
}

/** Tickets about these orders, newest first. */
export async function findTicketsAboutOrders(
  db: Queries,
  orderIds: readonly string[],
): Promise<TicketRow[]> {
  return selectAboutOrders(db).all({ ids: JSON.stringify(orderIds) });
}

/** Newest first, one more than the page has, so that it is known whether there are more. */
export async function listNewest(
  db: Queries,
  filter: TicketFilter,
  { page: { after, limit }, now }: Slice,
): Promise<TicketRow[]> {
  const [createdAt, id] = after ?? [];
  const isAfter =
    createdAt === undefined
      ? undefined
      : sql`(${ticket.createdAt}, ${ticket.id}) < (${createdAt}, ${id})`;
  return db
    .select()
    .from(ticket)
    .where(and(...conditionsOf(filter, now), isAfter))
    .orderBy(desc(ticket.createdAt), desc(ticket.id))
    .limit(limit + 1)
    .all();
}

const urgency = sql`case ${ticket.priority} when 'URGENT' then 0 when 'HIGH' then 1 when 'NORMAL' then 2 else 3 end`;

/** The most urgent first; of one priority, what is due first. One more than the page has. */
export async function listQueue(
  db: Queries,
  filter: TicketFilter,
  { page: { after, limit }, now }: Slice,
): Promise<TicketRow[]> {
  const [rank, dueAt, id] = after ?? [];
  const isAfter =
    rank === undefined
      ? undefined
      : sql`(${urgency}, ${ticket.firstResponseDueAt}, ${ticket.id}) > (${rank}, ${dueAt}, ${id})`;
  return db
    .select()
    .from(ticket)
    .where(and(...conditionsOf(filter, now), isAfter))
    .orderBy(urgency, ticket.firstResponseDueAt, ticket.id)
    .limit(limit + 1)
    .all();
}

export async function countTickets(
  db: Queries,
  filter: TicketFilter,
  now: number,
): Promise<number> {
  return db.$count(ticket, and(...conditionsOf(filter, now)));
}

/** As `isBreached` of the rules. */
export function breachedAt(now: number): SQL {
  return sql`(coalesce(${ticket.firstResponseAt}, ${ticket.resolvedAt}, ${now}) > ${ticket.firstResponseDueAt}
    or coalesce(${ticket.resolvedAt}, ${now}) > ${ticket.resolutionDueAt})`;
}

function conditionsOf(
  { status, priority, assigneeId, customerId, query, slaBreached }: TicketFilter,
  now: number,
): SQL[] {
  return [
    ...(query == null ? [] : [matchesWords(readWords(query))]),
    ...(status == null ? [] : [inArray(ticket.status, [...status])]),
    ...(priority == null ? [] : [inArray(ticket.priority, [...priority])]),
    ...(assigneeId == null ? [] : [eq(ticket.assigneeId, assigneeId)]),
    ...(customerId == null ? [] : [eq(ticket.customerId, customerId)]),
    ...(slaBreached == null ? [] : [sql`${breachedAt(now)} = ${slaBreached ? 1 : 0}`]),
  ];
}

export async function insertTicket(tx: Transaction, row: TicketRow): Promise<void> {
  tx.insert(ticket).values(row).run();
}

export async function updateTicket(
  tx: Transaction,
  id: string,
  changes: Partial<TicketRow>,
): Promise<void> {
  tx.update(ticket).set(changes).where(eq(ticket.id, id)).run();
}

/** Gives tickets about an order that nobody has to whom ordered. */
export async function giveTicketsOfOrder(
  tx: Transaction,
  { orderId, customerId }: { readonly orderId: string; readonly customerId: string },
): Promise<void> {
  tx.update(ticket)
    .set({ customerId })
    .where(
      and(
        eq(ticket.aboutType, 'ORDER'),
        eq(ticket.aboutId, orderId),
        sql`${ticket.customerId} is null`,
      ),
    )
    .run();
}

const selectByIds = prepared((db) =>
  db.select().from(ticket).where(inJson(ticket.id, 'ids')).prepare(),
);
const selectByNumber = prepared((db) =>
  db
    .select({ id: ticket.id })
    .from(ticket)
    .where(eq(ticket.number, sql.placeholder('number')))
    .prepare(),
);
const selectByOrigin = prepared((db) =>
  db
    .select({ id: ticket.id })
    .from(ticket)
    .where(eq(ticket.origin, sql.placeholder('origin')))
    .prepare(),
);
const selectAboutOrders = prepared((db) =>
  db
    .select()
    .from(ticket)
    .where(and(eq(ticket.aboutType, 'ORDER'), inJson(ticket.aboutId, 'ids')))
    .orderBy(desc(ticket.createdAt), desc(ticket.id))
    .prepare(),
);
