import { z } from 'zod';

import { hashJson } from './canonical-json.ts';
import { ClientError } from './errors.ts';
import { readJson } from './read-json.ts';

export type SortKey = readonly (string | number)[];

export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Listing {
  /** Name of the order: a cursor is only good for the order it was made in. */
  readonly sort: string;
  /** Whatever narrows the list. A cursor is only good for the same filter. */
  readonly filter: unknown;
  readonly defaultFirst?: number;
}

export interface Page {
  readonly limit: number;
  /** Sort key of the last row the client has seen; null at the beginning. */
  readonly after: (string | number)[] | null;
  readonly sort: string;
  readonly filterHash: string;
}

export interface Connection<Row> {
  readonly edges: { readonly cursor: string; readonly node: Row }[];
  readonly nodes: Row[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

const MAX_FIRST = 100;
const cursorShape = z.tuple([
  z.string(),
  z.string(),
  z.array(z.union([z.string(), z.number()])).min(1),
]);

/** Checks the paging arguments of a list. Throws VALIDATION for a size outside 1 to 100 and for a cursor of another list. */
export function readPage(
  { first, after }: PageArgs,
  { sort, filter, defaultFirst = 20 }: Listing,
): Page {
  const limit = first ?? defaultFirst;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_FIRST) {
    throw new ClientError(
      'VALIDATION',
      `"first" must be between 1 and ${MAX_FIRST}, not ${limit}.`,
    );
  }
  const filterHash = hashJson(filter).slice(0, 12);
  return {
    limit,
    after: after == null ? null : readCursor(after, sort, filterHash),
    sort,
    filterHash,
  };
}

/** A Relay connection from `page.limit + 1` rows: the extra one only tells that there are more. */
export function createConnection<Row>(
  rows: readonly Row[],
  page: Page,
  keyOf: (row: Row) => SortKey,
): Connection<Row> {
  const nodes = rows.slice(0, page.limit);
  const edges = nodes.map((node) => ({ cursor: writeCursor(page, keyOf(node)), node }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function writeCursor({ sort, filterHash }: Page, key: SortKey): string {
  return Buffer.from(JSON.stringify([sort, filterHash, key])).toString('base64url');
}

function readCursor(cursor: string, sort: string, filterHash: string): (string | number)[] {
  const parts = cursorShape.safeParse(readJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parts.success) {
    throw new ClientError('VALIDATION', '"after" is not a cursor of this graph.');
  }
  const [ofSort, ofFilter, key] = parts.data;
  if (ofSort !== sort || ofFilter !== filterHash) {
    throw new ClientError(
      'VALIDATION',
      '"after" is a cursor of a list with another order or filter.',
    );
  }
  return key;
}
