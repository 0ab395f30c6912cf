/** Any one of the lists lets in, and of a list every name is needed. Without a list nobody is let in. */
export type Alternatives = readonly (readonly string[])[];

/** What a caller must have. All parts must hold. */
export interface Requirement {
  readonly signedIn: boolean;
  /** Undefined: no scope is needed. */
  readonly scopes: Alternatives | undefined;
  /** Undefined: no policy is asked. */
  readonly policies: Alternatives | undefined;
}

export const NO_REQUIREMENT: Requirement = {
  signedIn: false,
  scopes: undefined,
  policies: undefined,
};

/** More than a person would ever write; composition multiplies alternatives in the same way. */
const MAX_ALTERNATIVES = 1000;

/** What all of the given requirements ask together. Throws when their alternatives multiply beyond reason. */
export function combineRequirements(all: readonly Requirement[]): Requirement {
  return all.reduce(
    (one, other) => ({
      signedIn: one.signedIn || other.signedIn,
      scopes: combineAlternatives(one.scopes, other.scopes),
      policies: combineAlternatives(one.policies, other.policies),
    }),
    NO_REQUIREMENT,
  );
}

export function asksNothing({ signedIn, scopes, policies }: Requirement): boolean {
  return !signedIn && scopes === undefined && policies === undefined;
}

/** Whether everybody who has the one also has the other. */
export function impliesRequirement(one: Requirement, other: Requirement): boolean {
  return (
    (one.signedIn || !other.signedIn) &&
    impliesAlternatives(one.scopes, other.scopes) &&
    impliesAlternatives(one.policies, other.policies)
  );
}

/** Equal for requirements that ask the same. */
export function keyOfRequirement({ signedIn, scopes, policies }: Requirement): string {
  return JSON.stringify([signedIn, scopes ?? null, policies ?? null]);
}

function combineAlternatives(
  one: Alternatives | undefined,
  other: Alternatives | undefined,
): Alternatives | undefined {
  if (one === undefined || other === undefined) {
    return simplify(one ?? other);
  }
  if (one.length * other.length > MAX_ALTERNATIVES) {
    throw new Error(
      `Requirements of the supergraph combine to more than ${MAX_ALTERNATIVES} alternatives.`,
    );
  }
  return simplify(one.flatMap((names) => other.map((more) => [...names, ...more])));
}

/** Sorted, without repeated names and without alternatives that a weaker one makes pointless. */
function simplify(alternatives: Alternatives | undefined): Alternatives | undefined {
  if (alternatives === undefined) {
    return undefined;
  }
  const sorted = alternatives.map((names) => [...new Set(names)].toSorted());
  const distinct = [...new Map(sorted.map((names) => [JSON.stringify(names), names])).values()];
  return distinct
    .filter((names) => !distinct.some((weaker) => weaker !== names && contains(names, weaker)))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function impliesAlternatives(
  one: Alternatives | undefined,
  other: Alternatives | undefined,
): boolean {
  return (
    other === undefined ||
    (one !== undefined && one.every((names) => other.some((needed) => contains(names, needed))))
  );
}

function contains(names: readonly string[], needed: readonly string[]): boolean {
  return needed.every((name) => names.includes(name));
}
