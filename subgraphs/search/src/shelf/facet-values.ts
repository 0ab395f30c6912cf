import type { FacetFact } from '#src/tables.ts';

/** A value that products share: compared by identity, counted by ordinal. */
export interface FacetValue {
  readonly ordinal: number;
  readonly facet: FacetDefinition;
  readonly value: string;
  /** Of the newest product: a brand may be renamed. */
  label: string;
  readonly number: number | null;
}

export interface FacetDefinition {
  readonly name: string;
  readonly values: Map<string, FacetValue>;
  readonly units: Set<string | null>;
  /** Some value is no number. */
  hasTerms: boolean;
}

export interface FacetValues {
  readonly definitions: ReadonlyMap<string, FacetDefinition>;
  readonly count: number;
  intern(fact: FacetFact): FacetValue;
}

/** Every value once, however many products have it. */
export function createFacetValues(): FacetValues {
  const definitions = new Map<string, FacetDefinition>();
  let count = 0;
  return {
    definitions,
    get count() {
      return count;
    },
    intern([name, value, label, number, unit]) {
      let facet = definitions.get(name);
      if (facet === undefined) {
        facet = { name, values: new Map(), units: new Set(), hasTerms: false };
        definitions.set(name, facet);
      }
      facet.units.add(unit);
      facet.hasTerms ||= number === null;
      let known = facet.values.get(value);
      if (known === undefined) {
        known = { ordinal: count++, facet, value, label, number };
        facet.values.set(value, known);
      }
      known.label = label;
      return known;
    },
  };
}
