import type { Alternatives, Requirement } from './requirement.ts';

/** What one caller has. */
export interface Grants {
  readonly signedIn: boolean;
  readonly scopes: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
}

/** Whether the caller has what is required. */
export function isSatisfied({ signedIn, scopes, policies }: Requirement, grants: Grants): boolean {
  return (
    (!signedIn || grants.signedIn) &&
    hasOne(scopes, grants.scopes) &&
    hasOne(policies, grants.policies)
  );
}

/** Of each alternative what the caller lacks, so that any one of the lists would do. Undefined when nothing is lacking. */
export function listMissing(
  alternatives: Alternatives | undefined,
  held: ReadonlySet<string>,
): Alternatives | undefined {
  return hasOne(alternatives, held)
    ? undefined
    : alternatives?.map((names) => names.filter((name) => !held.has(name)));
}

function hasOne(alternatives: Alternatives | undefined, held: ReadonlySet<string>): boolean {
  if (alternatives === undefined) {
    return true;
  }
  for (const names of alternatives) {
    if (hasAll(names, held)) {
      return true;
    }
  }
  return false;
}

function hasAll(names: readonly string[], held: ReadonlySet<string>): boolean {
  for (const name of names) {
    if (!held.has(name)) {
      return false;
    }
  }
  return true;
}
