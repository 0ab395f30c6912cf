import { createHash, randomBytes } from 'node:crypto';

/** A secret that opens one anonymous cart: 256 random bits. */
export function createToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored and compared. The token is random, so nobody can find it by trying: no salt, no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
