import type { SummaryRow } from '#src/tables.ts';

export interface Rating {
  readonly average: number;
  readonly bayesian: number;
  readonly count: number;
  readonly histogram: number[];
}

export interface Total {
  readonly count: number;
  readonly stars: number;
}

/** The rating of an item: `weight` is how many ratings of the mean of all items each one begins with. Null without ratings. */
export function rate(
  { n1, n2, n3, n4, n5 }: Omit<SummaryRow, 'told'>,
  total: Total,
  weight: number,
): Rating | null {
  const histogram = [n1, n2, n3, n4, n5];
  const count = histogram.reduce((sum, some) => sum + some, 0);
  if (count === 0) {
    return null;
  }
  const stars = starsOf(histogram);
  const prior = total.stars / total.count;
  return {
    average: stars / count,
    bayesian: (weight * prior + stars) / (weight + count),
    count,
    histogram,
  };
}

/** All stars of a histogram together. */
export function starsOf(histogram: readonly number[]): number {
  return histogram.reduce((sum, some, index) => sum + some * (index + 1), 0);
}
