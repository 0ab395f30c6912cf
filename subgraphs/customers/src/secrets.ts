import { createHash, randomBytes } from 'node:crypto';

/** Makes a secret that a client keeps: 256 random bits. */
export type NewToken = () => string;

export const newToken: NewToken = () => randomBytes(32).toString('base64url');

/** What is stored of a token. It has 256 random bits, so a plain hash cannot be guessed. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
