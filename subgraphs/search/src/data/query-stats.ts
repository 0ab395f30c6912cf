import { type Queries, type Transaction, prepared } from '@supergraph/kit/database';
import { and, desc, eq, gt, gte, lt, sql } from '@supergraph/kit/drizzle';

import { type QueryStatRow, queryStat } from '#src/tables.ts';

export interface StatChange {
  readonly locale: string;
  readonly query: string;
  readonly searches?: number;
  readonly clicks?: number;
  readonly carts?: number;
  readonly at: number;
}

/** Adds to what is known of a query. */
export async function addToStat(tx: Transaction, change: StatChange): Promise<void> {
  upsert(tx).run({ searches: 0, clicks: 0, carts: 0, ...change });
}

/** Forgets queries that nobody has searched for since then, and all but so many of the most frequent. */
export async function trimStats(
  tx: Transaction,
  { before, most }: { readonly before: number; readonly most: number },
): Promise<void> {
  deleteForgotten(tx).run({ before });
  deleteRarest(tx).run({ most });
}

/** Queries of a locale by how often they were searched for since then. */
export async function listTrending(
  db: Queries,
  lookup: {
    readonly locale: string;
    readonly since: number;
    readonly atLeast: number;
    readonly limit: number;
  },
): Promise<string[]> {
  return selectTrending(db)
    .all({ ...lookup })
    .map(({ query }) => query);
}

/** Queries of a locale that begin so. */
export async function listQueriesWith(
  db: Queries,
  lookup: {
    readonly locale: string;
    readonly prefix: string;
    readonly atLeast: number;
    readonly limit: number;
  },
): Promise<Pick<QueryStatRow, 'query' | 'searches'>[]> {
  return selectWith(db).all({ ...lookup, end: `${lookup.prefix}\u{10FFFF}` });
}

const upsert = prepared((db) =>
  db
    .insert(queryStat)
    .values({
      locale: sql.placeholder('locale'),
      query: sql.placeholder('query'),
      searches: sql.placeholder('searches'),
      clicks: sql.placeholder('clicks'),
      carts: sql.placeholder('carts'),
      lastAt: sql.placeholder('at'),
    })
    .onConflictDoUpdate({
      target: [queryStat.locale, queryStat.query],
      set: {
        searches: sql`${queryStat.searches} + excluded.searches`,
        clicks: sql`${queryStat.clicks} + excluded.clicks`,
        carts: sql`${queryStat.carts} + excluded.carts`,
        lastAt: sql`excluded.last_at`,
      },
    })
    .prepare(),
);
const order = [desc(queryStat.searches), queryStat.query];
const selectTrending = prepared((db) =>
  db
    .select({ query: queryStat.query })
    .from(queryStat)
    .where(
      and(
        eq(queryStat.locale, sql.placeholder('locale')),
        gt(queryStat.lastAt, sql.placeholder('since')),
        gte(queryStat.searches, sql.placeholder('atLeast')),
      ),
    )
    .orderBy(...order)
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const selectWith = prepared((db) =>
  db
    .select({ query: queryStat.query, searches: queryStat.searches })
    .from(queryStat)
    .where(
      and(
        eq(queryStat.locale, sql.placeholder('locale')),
        gte(queryStat.query, sql.placeholder('prefix')),
        lt(queryStat.query, sql.placeholder('end')),
        gte(queryStat.searches, sql.placeholder('atLeast')),
      ),
    )
    .orderBy(...order)
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const deleteForgotten = prepared((db) =>
  db
    .delete(queryStat)
    .where(lt(queryStat.lastAt, sql.placeholder('before')))
    .prepare(),
);
const deleteRarest = prepared((db) =>
  db
    .delete(queryStat)
    .where(
      sql`rowid in (select rowid from ${queryStat} order by ${queryStat.searches} desc, ${queryStat.lastAt} desc limit -1 offset ${sql.placeholder('most')})`,
    )
    .prepare(),
);
