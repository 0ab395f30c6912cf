import { ClientError } from '@supergraph/kit/errors';

import type { SearchInput } from '#src/generated/resolvers.ts';

const MAX_QUERY_LENGTH = 200;
const MAX_FILTERS = 20;
const MAX_VALUES = 100;

export interface FacetSelection {
  readonly facet: string;
  /** Null: any. */
  readonly values: readonly string[] | null;
  readonly min: number;
  readonly max: number;
}

/** A search, checked, with every default. */
export interface Criteria {
  readonly query: string;
  readonly categoryId: string | null;
  readonly selections: readonly FacetSelection[];
  readonly inStockOnly: boolean;
  readonly sort: NonNullable<SearchInput['sort']>;
  readonly isTolerant: boolean;
  readonly currency: string;
  readonly country: string;
  /** Best first. */
  readonly locales: readonly string[];
}

export interface Surroundings {
  readonly currency: string;
  readonly country: string;
  readonly locales: readonly string[];
}

/** Throws VALIDATION that names the filter which makes no sense. No query does: too long ones are cut. */
export function readCriteria(
  input: SearchInput,
  { currency, country, locales }: Surroundings,
): Criteria {
  return {
    query: (input.query ?? '').slice(0, MAX_QUERY_LENGTH),
    categoryId: input.categoryId ?? null,
    selections: readSelections(input),
    inStockOnly: input.inStockOnly ?? false,
    sort: input.sort ?? 'RELEVANCE',
    isTolerant: input.typoTolerance !== 'OFF',
    currency: input.price?.currency ?? currency,
    country,
    locales,
  };
}

const MAX_RATING = 5;

function readSelections({ filters, price, minRating }: SearchInput): FacetSelection[] {
  const given = filters ?? [];
  if (given.length > MAX_FILTERS) {
    throw new ClientError('VALIDATION', `There are ${given.length} filters, at most 20 are taken.`);
  }
  const selections = given.map(({ facet, values, min, max }) => {
    assertValues(facet, values);
    return toSelection(facet, { values, min, max });
  });
  if (price != null) {
    selections.push(toSelection('price', price));
  }
  if (minRating != null) {
    if (!(minRating >= 0 && minRating <= MAX_RATING)) {
      throw new ClientError(
        'VALIDATION',
        `"minRating" is between 0 and ${MAX_RATING} stars, not ${minRating}.`,
      );
    }
    selections.push(toSelection('rating', { min: minRating }));
  }
  const twice = selections.find(
    ({ facet }, index) => selections.findIndex((other) => other.facet === facet) !== index,
  );
  if (twice !== undefined) {
    throw new ClientError(
      'VALIDATION',
      `The facet "${twice.facet}" is filtered twice: put all values into one filter.`,
    );
  }
  return selections;
}

interface Bounds {
  readonly values?: readonly string[] | null | undefined;
  readonly min?: number | null | undefined;
  readonly max?: number | null | undefined;
}

function assertValues(facet: string, values: readonly string[] | null | undefined): void {
  if (values != null && values.length > MAX_VALUES) {
    throw new ClientError(
      'VALIDATION',
      `The filter of "${facet}" has ${values.length} values, at most 100 are taken.`,
    );
  }
}

function toSelection(facet: string, { values, min, max }: Bounds): FacetSelection {
  if (min != null && max != null && min > max) {
    throw new ClientError(
      'VALIDATION',
      `The filter of "${facet}" goes from ${min} to ${max}: "min" must not be above "max".`,
    );
  }
  return {
    facet,
    values: values == null || values.length === 0 ? null : values,
    min: min ?? Number.NEGATIVE_INFINITY,
    max: max ?? Number.POSITIVE_INFINITY,
  };
}
