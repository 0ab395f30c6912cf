import { createHash } from 'node:crypto';

/** Fingerprint of a checked line: the schema has put its members in order. */
export function contentHashOf(line: object): string {
  return createHash('sha256').update(JSON.stringify(line)).digest('base64url');
}
