import type { TokenPurpose } from '../tables.ts';

const HOUR_MS = 3_600_000;

/** How long the link of each mail works. */
export const PROOF_LIFETIMES_MS: Readonly<Record<TokenPurpose, number>> = {
  VERIFY_EMAIL: 48 * HOUR_MS,
  RESET_PASSWORD: HOUR_MS,
  CHANGE_EMAIL: 24 * HOUR_MS,
};

export type ProofVerdict = 'valid' | 'expired' | 'invalid';

/** What a token from a mail is worth. A used one is invalid, not expired: asking for a new one must not be the advice. */
export function judgeProof(
  proof: { readonly expiresAt: number; readonly usedAt: number | null } | undefined,
  now: number,
): ProofVerdict {
  if (proof === undefined || proof.usedAt !== null) {
    return 'invalid';
  }
  return proof.expiresAt <= now ? 'expired' : 'valid';
}
