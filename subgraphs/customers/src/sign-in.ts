import { ClientError } from '@supergraph/kit/errors';
import type { Queries, Transaction } from '@supergraph/kit/database';

import type { Context } from './context.ts';
import { findCustomer } from './data/customers.ts';
import { findLiveSession, insertRefreshToken, insertSession } from './data/sessions.ts';
import { expiryOf } from './rules/refresh.ts';
import { formatRefreshCookie } from './rules/refresh-cookie.ts';
import { scopesOf } from './rules/roles.ts';
import { hashToken } from './secrets.ts';
import type { CustomerRow, SessionRow } from './tables.ts';

const MAX_USER_AGENT = 120;

/** A session with the refresh token that its client gets; only the hash of it is stored. */
export interface OpenSession {
  readonly session: SessionRow;
  readonly refreshToken: string;
}

/** Starts a session in the transaction of the sign-in. */
export async function openSession(
  tx: Transaction,
  context: Context,
  { customerId, remembered }: { readonly customerId: string; readonly remembered: boolean },
): Promise<OpenSession> {
  const { newId, now, newToken, request } = context;
  const at = now();
  const userAgent = [request.clientName, request.clientVersion].filter(Boolean).join(' ');
  const session: SessionRow = {
    id: newId('ses'),
    customerId,
    userAgent: userAgent === '' ? null : userAgent.slice(0, MAX_USER_AGENT),
    remembered,
    createdAt: at,
    lastSeenAt: at,
    expiresAt: expiryOf({ remembered, createdAt: at }, at),
    revokedAt: null,
  };
  const refreshToken = newToken();
  await insertSession(tx, session);
  await addRefreshToken(tx, session, refreshToken);
  return { session, refreshToken };
}

export async function addRefreshToken(
  tx: Transaction,
  session: Pick<SessionRow, 'id' | 'expiresAt'>,
  token: string,
): Promise<void> {
  const { id: sessionId, expiresAt } = session;
  await insertRefreshToken(tx, { hash: hashToken(token), sessionId, expiresAt, rotatedAt: null });
}

/** What the client gets: an access token, and the refresh token as a cookie or, on mobile, in the answer. */
export async function grantTokens(
  context: Context,
  customer: CustomerRow,
  { session, refreshToken }: { readonly session: SessionRow; readonly refreshToken: string | null },
) {
  const { keys, request, now, secureCookies } = context;
  const { token, expiresAt } = await keys.sign({
    sub: customer.id,
    sid: session.id,
    roles: customer.roles,
    scopes: scopesOf(customer.roles),
    groups: customer.groups,
  });
  const isMobile = request.variant === 'mobile';
  if (refreshToken !== null && !isMobile) {
    const maxAgeMs = session.remembered ? session.expiresAt - now() : undefined;
    request.addCookie(
      formatRefreshCookie({ token: refreshToken, maxAgeMs, secure: secureCookies }),
    );
  }
  return {
    customer,
    accessToken: token,
    expiresAt,
    refreshToken: isMobile ? refreshToken : null,
    verificationRequired: customer.emailVerifiedAt === null,
    errors: [],
  };
}

export interface SignedIn {
  /** Active, so it has an e-mail address. */
  readonly customer: CustomerRow & { readonly email: string };
  readonly sessionId: string;
}

/**
 * Who is signed in, for a change of the account. An access token outlives its session by up to 15 minutes; here it does not.
 * Throws UNAUTHENTICATED when the session or the account has ended. Inside a transaction that adds personal data, ask with it:
 * an erasure at the same time must not miss any.
 */
export async function getSignedIn(
  { db, now, request }: Context,
  queries: Queries = db.reader,
): Promise<SignedIn> {
  const { claims } = request;
  const session = claims === null ? undefined : await findLiveSession(queries, claims.sid, now());
  const customer =
    session === undefined ? undefined : await findCustomer(queries, session.customerId);
  if (customer === undefined || customer.email === null || customer.id !== claims?.sub) {
    throw new ClientError('UNAUTHENTICATED', 'This session has ended. Sign in again.');
  }
  return { customer: { ...customer, email: customer.email }, sessionId: claims.sid };
}
