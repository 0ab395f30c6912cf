import type { SortKey } from '@supergraph/kit/paging';

import type { Criteria } from '#src/query/criteria.ts';
import type { Match } from '#src/query/match.ts';
import type { PriceColumn } from '#src/shelf/price-columns.ts';

/** What a list is sorted by before the id. */
type Key = string | number;

export interface Order {
  keyOf(match: Match): Key;
  /** Total: no two products compare as equal. */
  compare(one: Ranked, other: Ranked): number;
}

/** A match with what it is sorted by. */
export interface Ranked {
  readonly match: Match;
  readonly key: Key;
}

export function createOrder(sort: Criteria['sort'], prices: PriceColumn): Order {
  const keyOf = createKey(sort, prices);
  const direction = sort === 'PRICE_ASC' || sort === 'NAME_ASC' ? 1 : -1;
  return {
    keyOf,
    compare: (one, other) =>
      direction * compareKeys(one.key, other.key) ||
      compareKeys(one.match.product.productId, other.match.product.productId),
  };
}

/** Whether a match comes after the place that a cursor names. */
export function comesAfter(
  { match, key }: Ranked,
  [afterKey, afterId]: SortKey,
  sort: Criteria['sort'],
): boolean {
  const direction = sort === 'PRICE_ASC' || sort === 'NAME_ASC' ? 1 : -1;
  const order =
    direction * compareKeys(key, afterKey ?? 0) ||
    compareKeys(match.product.productId, afterId ?? '');
  return order > 0;
}

function createKey(sort: Criteria['sort'], prices: PriceColumn): Order['keyOf'] {
  switch (sort) {
    case 'RELEVANCE':
      return ({ score }) => score;
    case 'PRICE_ASC':
      return ({ product }) => orLast(prices.min(product.id), Number.MAX_SAFE_INTEGER);
    case 'PRICE_DESC':
      return ({ product }) => orLast(prices.min(product.id), -1);
    case 'NEWEST':
      return ({ product }) => product.createdAt;
    case 'RATING_DESC':
      return ({ product }) => product.rating;
    case 'BEST_SELLING':
      return ({ product }) => product.sold;
    case 'NAME_ASC':
      return ({ doc }) => doc.nameKey;
  }
}

function orLast(price: number, last: number): number {
  return Number.isNaN(price) ? last : price;
}

function compareKeys(one: Key, other: Key): number {
  if (one === other) {
    return 0;
  }
  return one < other ? -1 : 1;
}
