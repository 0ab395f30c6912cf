import type { Transaction } from '@supergraph/kit/database';
import type { Claims } from '@supergraph/kit/request-context';

import { revokeSession, revokeSessions } from '../../data/sessions.ts';
import type { MutationLogoutArgs, MutationResolvers } from '../../generated/resolvers.ts';
import { formatExpiredCookie } from '../../rules/refresh-cookie.ts';

export const logout: NonNullable<MutationResolvers['logout']> = async (_, args, context) => {
  const { db, now, note, request, secureCookies } = context;
  const { claims } = request;
  if (claims === null) {
    return { ok: false };
  }
  const ok = await db.transaction(async (tx) => {
    const ended = await endSessions(tx, { args, claims, now: now() });
    if (ended) {
      await note(tx, { action: 'logged_out', customerId: claims.sub });
    }
    return ended;
  });
  if (endsCurrent(args, claims)) {
    request.addCookie(formatExpiredCookie(secureCookies));
  }
  return { ok };
};

interface Ending {
  readonly args: MutationLogoutArgs;
  readonly claims: Claims;
  readonly now: number;
}

async function endSessions(tx: Transaction, { args, claims, now }: Ending): Promise<boolean> {
  if (args.everywhere === true) {
    await revokeSessions(tx, { customerId: claims.sub }, now);
    return true;
  }
  const id = args.sessionId ?? claims.sid;
  const wasLive = await revokeSession(tx, { id, customerId: claims.sub }, now);
  // Ending one's own session twice is no mistake.
  return wasLive || id === claims.sid;
}

function endsCurrent({ everywhere, sessionId }: MutationLogoutArgs, { sid }: Claims): boolean {
  return everywhere === true || sessionId == null || sessionId === sid;
}
