import { ACCESS_TOKEN_MS } from './refresh.ts';

interface KeyTimes {
  readonly notBefore: number;
  readonly retiredAt: number | null;
}

/** How long verifiers may keep the key set. */
export const JWKS_MAX_AGE_MS = 5 * 60_000;
/** How long a new key is published before it signs: every copy of the key set is renewed by then. */
export const KEY_LEAD_MS = 3 * JWKS_MAX_AGE_MS;
/** How long a key that signs no longer stays published: its last token has ended by then, with room for slow clocks. */
export const RETIRED_KEY_MS = ACCESS_TOKEN_MS + JWKS_MAX_AGE_MS;

/** The key that signs: the latest whose time has come. */
export function findCurrentKey<Key extends KeyTimes>(
  keys: readonly Key[],
  now: number,
): Key | undefined {
  return keys
    .filter(({ notBefore, retiredAt }) => notBefore <= now && retiredAt === null)
    .reduce<Key | undefined>(
      (latest, key) => (latest !== undefined && latest.notBefore >= key.notBefore ? latest : key),
      undefined,
    );
}

/** The keys that verify: those that sign, will sign, or signed a token that may still live. */
export function listPublishedKeys<Key extends KeyTimes>(keys: readonly Key[], now: number): Key[] {
  return keys.filter(({ retiredAt }) => retiredAt === null || now < retiredAt + RETIRED_KEY_MS);
}

/** When the next key has to begin: at once without any, ahead of time when the current one is old, else null. */
export function findNextKeyStart(
  keys: readonly KeyTimes[],
  { now, rotationMs }: { readonly now: number; readonly rotationMs: number },
): number | null {
  const current = findCurrentKey(keys, now);
  if (current === undefined) {
    return now;
  }
  const isNextKnown = keys.some(
    ({ notBefore, retiredAt }) => notBefore > now && retiredAt === null,
  );
  return now - current.notBefore >= rotationMs && !isNextKnown ? now + KEY_LEAD_MS : null;
}
