import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, desc, eq, gt, isNull, lt, ne, or, sql } from '@supergraph/kit/drizzle';

import { type RefreshTokenRow, type SessionRow, refreshToken, session } from '../tables.ts';

const MAX_LIVE_SESSIONS = 50;

const selectLiveOfCustomers = prepared((db) =>
  db
    .select()
    .from(session)
    .where(
      and(
        inJson(session.customerId, 'ids'),
        isNull(session.revokedAt),
        gt(session.expiresAt, sql.placeholder('now')),
      ),
    )
    .orderBy(desc(session.lastSeenAt), desc(session.id))
    .prepare(),
);
const selectLive = prepared((db) =>
  db
    .select()
    .from(session)
    .where(
      and(
        eq(session.id, sql.placeholder('id')),
        isNull(session.revokedAt),
        gt(session.expiresAt, sql.placeholder('now')),
      ),
    )
    .prepare(),
);

/** Live sessions of all these customers, latest first. */
export async function findSessionsOf(
  db: Queries,
  customerIds: readonly string[],
  now: number,
): Promise<SessionRow[]> {
  return selectLiveOfCustomers(db).all({ ids: JSON.stringify(customerIds), now });
}

/** Neither revoked nor expired. */
export async function findLiveSession(
  db: Queries,
  id: string,
  now: number,
): Promise<SessionRow | undefined> {
  return selectLive(db).get({ id, now });
}

/** Adds a session; the longest unused ones of a customer with too many end, so that the list stays bounded. */
export async function insertSession(tx: Transaction, row: SessionRow): Promise<void> {
  tx.insert(session).values(row).run();
  const live = and(eq(session.customerId, row.customerId), isNull(session.revokedAt));
  const newest = tx
    .select({ id: session.id })
    .from(session)
    .where(live)
    .orderBy(desc(session.lastSeenAt), desc(session.id))
    .limit(MAX_LIVE_SESSIONS);
  tx.update(session)
    .set({ revokedAt: row.createdAt })
    .where(and(live, ne(session.id, row.id), sql`${session.id} not in ${newest}`))
    .run();
}

/** Notes a refresh. */
export async function touchSession(
  tx: Transaction,
  { id, lastSeenAt, expiresAt }: Pick<SessionRow, 'id' | 'lastSeenAt' | 'expiresAt'>,
): Promise<void> {
  tx.update(session).set({ lastSeenAt, expiresAt }).where(eq(session.id, id)).run();
}

/** Ends one live session of this customer. Whether there was one. */
export async function revokeSession(
  tx: Transaction,
  { id, customerId }: Pick<SessionRow, 'id' | 'customerId'>,
  now: number,
): Promise<boolean> {
  const { changes } = tx
    .update(session)
    .set({ revokedAt: now })
    .where(and(eq(session.id, id), eq(session.customerId, customerId), isNull(session.revokedAt)))
    .run();
  return changes > 0;
}

/** Ends every session of the customer, but the one to keep. */
export async function revokeSessions(
  tx: Transaction,
  { customerId, exceptId = '' }: { readonly customerId: string; readonly exceptId?: string },
  now: number,
): Promise<void> {
  tx.update(session)
    .set({ revokedAt: now })
    .where(
      and(eq(session.customerId, customerId), ne(session.id, exceptId), isNull(session.revokedAt)),
    )
    .run();
}

/** The token with its session, whatever state they are in. */
export async function findRefreshToken(
  db: Queries,
  hash: string,
): Promise<{ token: RefreshTokenRow; session: SessionRow } | undefined> {
  return db
    .select({ token: refreshToken, session })
    .from(refreshToken)
    .innerJoin(session, eq(session.id, refreshToken.sessionId))
    .where(eq(refreshToken.hash, hash))
    .get();
}

export async function insertRefreshToken(tx: Transaction, row: RefreshTokenRow): Promise<void> {
  tx.insert(refreshToken).values(row).run();
}

export async function markRotated(tx: Transaction, hash: string, now: number): Promise<void> {
  tx.update(refreshToken).set({ rotatedAt: now }).where(eq(refreshToken.hash, hash)).run();
}

export async function deleteSessionsOf(tx: Transaction, customerId: string): Promise<void> {
  tx.delete(session).where(eq(session.customerId, customerId)).run();
}

/** Forgets tokens that have expired and sessions that ended before `endedBefore`. */
export async function purgeSessions(
  tx: Transaction,
  { now, endedBefore }: { readonly now: number; readonly endedBefore: number },
): Promise<void> {
  tx.delete(refreshToken).where(lt(refreshToken.expiresAt, now)).run();
  tx.delete(session)
    .where(or(lt(session.expiresAt, endedBefore), lt(session.revokedAt, endedBefore)))
    .run();
}
