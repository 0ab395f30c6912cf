import type { Transaction } from '@supergraph/kit/database';

import type { Context } from '../../context.ts';
import { findCustomer } from '../../data/customers.ts';
import { findRefreshToken, markRotated, revokeSession, touchSession } from '../../data/sessions.ts';
import type { MutationResolvers } from '../../generated/resolvers.ts';
import { tokenError } from '../../rules/auth-errors.ts';
import { expiryOf, judgeRefresh } from '../../rules/refresh.ts';
import { formatExpiredCookie } from '../../rules/refresh-cookie.ts';
import { hashToken } from '../../secrets.ts';
import { addRefreshToken, grantTokens } from '../../sign-in.ts';
import type { CustomerRow, RefreshTokenRow, SessionRow } from '../../tables.ts';
import { refuseAuth } from './payloads.ts';

export const sessionRefresh: NonNullable<MutationResolvers['sessionRefresh']> = async (
  _,
  { input },
  context,
) => {
  const { db, request, secureCookies } = context;
  const presented = input.refreshToken ?? request.refreshToken;
  const outcome: Outcome =
    presented === null
      ? { status: 'invalid' }
      : await db.transaction((tx) => refresh(tx, context, presented));
  if (outcome.status === 'refreshed') {
    return grantTokens(context, outcome.customer, outcome);
  }
  if (presented !== null && presented === request.refreshToken) {
    request.addCookie(formatExpiredCookie(secureCookies));
  }
  return refuseAuth(tokenError(outcome.status, ['refreshToken']));
};

type Outcome =
  | {
      readonly status: 'refreshed';
      readonly customer: CustomerRow;
      readonly session: SessionRow;
      readonly refreshToken: string | null;
    }
  | { readonly status: 'invalid' | 'expired' };

/** Never throws for a bad token: what a reuse revokes has to be committed. */
async function refresh(tx: Transaction, context: Context, presented: string): Promise<Outcome> {
  const now = context.now();
  const known = await findRefreshToken(tx, hashToken(presented));
  const customer =
    known === undefined ? undefined : await findCustomer(tx, known.session.customerId);
  if (known === undefined || customer === undefined) {
    return { status: 'invalid' };
  }
  const { token, session } = known;
  const verdict = judgeRefresh({ token, session, now });
  switch (verdict) {
    case 'rotate':
      return { status: 'refreshed', customer, ...(await rotate(tx, context, { token, session })) };
    case 'race':
      return { status: 'refreshed', customer, session, refreshToken: null };
    case 'reuse':
      await revokeSession(tx, session, now);
      await context.note(tx, { action: 'refresh_reused', customerId: customer.id });
      return { status: 'invalid' };
    case 'revoked':
      return { status: 'invalid' };
    case 'expired':
      return { status: 'expired' };
  }
}

async function rotate(
  tx: Transaction,
  { now, newToken }: Context,
  { token, session }: { readonly token: RefreshTokenRow; readonly session: SessionRow },
): Promise<{ session: SessionRow; refreshToken: string }> {
  const at = now();
  const touched = { ...session, lastSeenAt: at, expiresAt: expiryOf(session, at) };
  const refreshToken = newToken();
  await markRotated(tx, token.hash, at);
  await touchSession(tx, touched);
  await addRefreshToken(tx, touched, refreshToken);
  return { session: touched, refreshToken };
}
