import type { Criteria, FacetSelection } from '#src/query/criteria.ts';
import type { Match } from '#src/query/match.ts';
import type { FacetDefinition } from '#src/shelf/facet-values.ts';
import type { PriceColumn } from '#src/shelf/price-columns.ts';
import type { Shelf } from '#src/shelf/shelf.ts';
import type { ShelvedProduct } from '#src/shelf/shelved.ts';

interface Filter {
  /** Null for one that no facet shows. */
  readonly facet: string | null;
  readonly passes: (product: ShelvedProduct) => boolean;
}

export interface Narrowed {
  readonly matches: readonly Match[];
  /** By facet, what only its own selection leaves out: its counts show what another choice would find. */
  readonly missedBy: ReadonlyMap<string, readonly Match[]>;
}

/** What passes all filters, and what misses by one. */
export function narrow(
  matches: readonly Match[],
  criteria: Criteria,
  given: { readonly shelf: Shelf; readonly prices: PriceColumn },
): Narrowed {
  const filters = createFilters(criteria, given);
  if (filters.length === 0) {
    return { matches, missedBy: new Map() };
  }
  const passing: Match[] = [];
  const missedBy = new Map<string, Match[]>();
  for (const match of matches) {
    const failed = filters.filter(({ passes }) => !passes(match.product));
    const [only] = failed;
    if (only === undefined) {
      passing.push(match);
    } else if (failed.length === 1 && only.facet !== null) {
      const missed = missedBy.get(only.facet) ?? [];
      missed.push(match);
      missedBy.set(only.facet, missed);
    }
  }
  return { matches: passing, missedBy };
}

function createFilters(
  { categoryId, selections, inStockOnly }: Criteria,
  { shelf, prices }: { readonly shelf: Shelf; readonly prices: PriceColumn },
): Filter[] {
  const ofCategory = ({ categoryIds }: ShelvedProduct): boolean =>
    categoryId === null || categoryIds.includes(categoryId);
  return [
    ...(categoryId === null ? [] : [{ facet: 'category', passes: ofCategory }]),
    ...(inStockOnly
      ? [{ facet: null, passes: (product: ShelvedProduct) => shelf.isInStock(product) }]
      : []),
    ...selections.map((selection) => ({
      facet: selection.facet,
      passes: createPredicate(selection, { shelf, prices }),
    })),
  ];
}

function createPredicate(
  selection: FacetSelection,
  { shelf, prices }: { readonly shelf: Shelf; readonly prices: PriceColumn },
): Filter['passes'] {
  const { facet, values, min, max } = selection;
  const isWithin = (number: number): boolean => number >= min && number <= max;
  if (facet === 'price') {
    return ({ id }) => isWithin(prices.min(id));
  }
  if (facet === 'rating') {
    return ({ stars }) => isWithin(stars);
  }
  const definition: FacetDefinition | undefined = shelf.facetValues.definitions.get(facet);
  const isAnyNumber = min === Number.NEGATIVE_INFINITY && max === Number.POSITIVE_INFINITY;
  return (product) =>
    product.values.some(
      (value) =>
        value.facet === definition &&
        (values === null || values.includes(value.value)) &&
        (isAnyNumber || (value.number !== null && isWithin(value.number))),
    );
}
