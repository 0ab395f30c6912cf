import { pickByLocale } from '@supergraph/kit/locales';

import type { FacetKind } from '#src/generated/resolvers.ts';
import { labelOf } from '#src/facets/labels.ts';
import type { Criteria, FacetSelection } from '#src/query/criteria.ts';
import type { Match } from '#src/query/match.ts';
import type { Narrowed } from '#src/query/narrow.ts';
import type { FacetDefinition, FacetValue } from '#src/shelf/facet-values.ts';
import type { PriceColumn } from '#src/shelf/price-columns.ts';
import { BUILT_IN_FACETS } from '#src/rules/facet-names.ts';
import type { Shelf } from '#src/shelf/shelf.ts';

const MAX_FACETS = 20;

export interface CountedFacet {
  readonly name: string;
  readonly label: string;
  readonly kind: FacetKind;
  readonly values: readonly CountedValue[];
  readonly min: number | null;
  readonly max: number | null;
}

export interface CountedValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
}

export interface FacetRequest {
  readonly names: readonly string[] | null;
  /** Values of each. */
  readonly first: number;
}

export interface Counting {
  readonly narrowed: Narrowed;
  readonly criteria: Criteria;
  readonly shelf: Shelf;
  readonly prices: PriceColumn;
}

/** By what a list can be narrowed, and what each value would leave: a facet's own selection does not count for itself. */
export function countFacets({ names, first }: FacetRequest, counting: Counting): CountedFacet[] {
  const { narrowed, shelf } = counting;
  const counts = new Int32Array(shelf.facetValues.count);
  addTo(counts, narrowed.matches);
  const wanted = names ?? chooseFacets(counts, counting);
  return wanted.flatMap((name) => {
    const among = [...narrowed.matches, ...(narrowed.missedBy.get(name) ?? [])];
    if (name === 'price' || name === 'rating') {
      return countRange(name, among, counting) ?? [];
    }
    const facet = shelf.facetValues.definitions.get(name);
    return facet === undefined ? [] : (countFacet(facet, { counts, first }, counting) ?? []);
  });
}

function addTo(counts: Int32Array, matches: readonly Match[]): void {
  for (const { product } of matches) {
    for (const { ordinal } of product.values) {
      counts[ordinal] = (counts[ordinal] ?? 0) + 1;
    }
  }
}

/** The fixed ones, those that are selected, then those that most hits have. */
function chooseFacets(
  counts: Int32Array,
  { shelf, criteria: { selections } }: Counting,
): readonly string[] {
  const selected = selections.map(({ facet }) => facet);
  const frequent = [...shelf.facetValues.definitions.values()]
    .map((facet) => ({
      name: facet.name,
      hits: [...facet.values.values()].reduce(
        (sum, { ordinal }) => sum + (counts[ordinal] ?? 0),
        0,
      ),
    }))
    .filter(({ hits }) => hits > 0)
    .toSorted((one, other) => other.hits - one.hits || (one.name < other.name ? -1 : 1))
    .map(({ name }) => name);
  return [...new Set([...BUILT_IN_FACETS, ...selected, ...frequent])].slice(0, MAX_FACETS);
}

interface Counts {
  readonly counts: Int32Array;
  readonly first: number;
}

function countFacet(
  facet: FacetDefinition,
  { counts, first }: Counts,
  counting: Counting,
): CountedFacet | undefined {
  const { criteria, narrowed } = counting;
  const missed = narrowed.missedBy.get(facet.name);
  let own = counts;
  if (missed !== undefined) {
    own = counts.slice();
    addTo(own, missed);
  }
  const base = { name: facet.name, label: labelOf(facet.name, criteria.locales) };
  const present = [...facet.values.values()].filter(({ ordinal }) => (own[ordinal] ?? 0) > 0);
  if (!facet.hasTerms && facet.units.size === 1) {
    const numbers = present.flatMap(({ number }) => number ?? []);
    return numbers.length === 0 ? undefined : { ...base, kind: 'RANGE', ...rangeOf(numbers) };
  }
  const selected = selectedValues(facet.name, criteria);
  const values = [...facet.values.values()]
    .filter(({ ordinal, value }) => (own[ordinal] ?? 0) > 0 || selected.has(value))
    .map((value) => ({
      value: value.value,
      label: labelOfValue(value, counting),
      count: own[value.ordinal] ?? 0,
      selected: selected.has(value.value),
    }))
    .toSorted((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
    .filter((value, index) => index < first || value.selected);
  const kind = facet.name === 'category' ? 'HIERARCHY' : 'TERMS';
  return values.length === 0 ? undefined : { ...base, kind, values, min: null, max: null };
}

function countRange(
  name: string,
  matches: readonly Match[],
  { prices, criteria: { locales } }: Counting,
): CountedFacet | undefined {
  const numbers = matches
    .map(({ product }) => (name === 'price' ? prices.min(product.id) : product.stars))
    .filter((number) => (name === 'price' ? !Number.isNaN(number) : number > 0));
  return numbers.length === 0
    ? undefined
    : { name, label: labelOf(name, locales), kind: 'RANGE', ...rangeOf(numbers) };
}

function rangeOf(numbers: readonly number[]) {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const number of numbers) {
    min = Math.min(min, number);
    max = Math.max(max, number);
  }
  return { values: [], min, max };
}

function selectedValues(facet: string, { selections, categoryId }: Criteria): Set<string> {
  const selection: FacetSelection | undefined = selections.find((one) => one.facet === facet);
  const ofCategory = facet === 'category' && categoryId !== null ? [categoryId] : [];
  return new Set([...(selection?.values ?? []), ...ofCategory]);
}

function labelOfValue({ facet, value, label }: FacetValue, { shelf, criteria }: Counting): string {
  const texts = facet.name === 'category' ? shelf.categories.get(value)?.texts : undefined;
  return (texts && pickByLocale(texts, criteria.locales)?.name) ?? label;
}
