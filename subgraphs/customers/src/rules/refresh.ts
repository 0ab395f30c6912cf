const SECOND_MS = 1000;
const DAY_MS = 86_400 * SECOND_MS;

/** How long a token that was rotated still counts as a lost race of two tabs, not as theft. */
export const RACE_GRACE_MS = 10 * SECOND_MS;
export const ACCESS_TOKEN_MS = 15 * 60 * SECOND_MS;

const LIFETIMES = {
  remembered: { unusedMs: 30 * DAY_MS, totalMs: 180 * DAY_MS },
  short: { unusedMs: DAY_MS, totalMs: 30 * DAY_MS },
} as const;

/** When a session ends if it is not used again from now on; never later than its total lifetime allows. */
export function expiryOf(session: { remembered: boolean; createdAt: number }, now: number): number {
  const { unusedMs, totalMs } = session.remembered ? LIFETIMES.remembered : LIFETIMES.short;
  return Math.min(now + unusedMs, session.createdAt + totalMs);
}

export type RefreshVerdict = 'rotate' | 'race' | 'reuse' | 'expired' | 'revoked';

interface PresentedToken {
  readonly token: { readonly expiresAt: number; readonly rotatedAt: number | null };
  readonly session: { readonly expiresAt: number; readonly revokedAt: number | null };
  readonly now: number;
}

/** What a refresh token that is known may do. A used one is judged before its age: an old theft is a theft. */
export function judgeRefresh({ token, session, now }: PresentedToken): RefreshVerdict {
  if (session.revokedAt !== null) {
    return 'revoked';
  }
  if (token.rotatedAt !== null) {
    return now - token.rotatedAt <= RACE_GRACE_MS ? 'race' : 'reuse';
  }
  return token.expiresAt <= now || session.expiresAt <= now ? 'expired' : 'rotate';
}
