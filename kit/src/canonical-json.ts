import { createHash } from 'node:crypto';

/** A fingerprint of the content of a JSON value, in whatever order its keys were written. */
export function hashJson(value: unknown): string {
  const canonical = JSON.stringify(value, sortKeys) ?? 'null';
  return createHash('sha256').update(canonical).digest('base64url');
}

function sortKeys(_: string, part: unknown): unknown {
  return part !== null && typeof part === 'object' && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : part;
}
