import { createHash, randomFillSync } from 'node:crypto';

import { ulid } from 'ulid';

/** A fresh id: readable type prefix + ULID. Injected, so that tests repeat exactly. */
export type NewId = (prefix: string) => string;

// The library asks for randomness character by character: a system call for each would cost more than the id.
const random = createRandom();

export const newId: NewId = (prefix) => `${prefix}_${ulid(undefined, random)}`;

function createRandom(): () => number {
  const pool = new Uint8Array(4096);
  let next = pool.length;
  return () => {
    if (next === pool.length) {
      randomFillSync(pool);
      next = 0;
    }
    return (pool[next++] ?? 0) / 256;
  };
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The id of an imported or generated thing: the same type and key give the same id, so an import needs no look-up
 * and repeats exactly (decision 5). 26 characters hold 130 bits of SHA-256.
 */
export function hashId(prefix: string, type: string, key: string): string {
  const digest = createHash('sha256').update(`${type}\u0000${key}`).digest();
  let bits = BigInt(`0x${digest.toString('hex')}`) >> 126n;
  let text = '';
  for (let position = 0; position < 26; position++) {
    text = CROCKFORD.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return `${prefix}_${text}`;
}
