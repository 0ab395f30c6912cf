/** A difference between two API schemas, before anybody asked whom it hurts. */
export interface RawChange {
  /** What it does to operations that need it; `NONE` hurts nobody. */
  readonly effect: 'BREAKS' | 'SURPRISES' | 'NONE';
  readonly code: string;
  readonly message: string;
  readonly coordinate: string;
  /** An operation with any of these needs feels it; see needs.ts. */
  readonly needs: readonly string[];
}

/** The names of what is in both, gone and added, by key. */
export function compareKeys<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
): { readonly gone: string[]; readonly added: string[]; readonly kept: [string, T, T][] } {
  const kept: [string, T, T][] = [];
  for (const [key, old] of Object.entries(before)) {
    const fresh = Object.hasOwn(after, key) ? after[key] : undefined;
    if (fresh !== undefined) kept.push([key, old, fresh]);
  }
  return {
    gone: Object.keys(before).filter((key) => !Object.hasOwn(after, key)),
    added: Object.keys(after).filter((key) => !Object.hasOwn(before, key)),
    kept,
  };
}
