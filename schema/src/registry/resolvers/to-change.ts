import type { Change } from '#src/generated/resolvers.ts';

interface StoredChange extends Omit<Change, 'severity'> {
  readonly severity: string;
}

/** A change without its evidence, as lists show it. */
export function toChange({ severity, code, message, coordinate }: StoredChange): Change {
  return { severity: severity as Change['severity'], code, message, coordinate };
}
