import { type Queries, type Transaction, inJson, prepared } from '@supergraph/kit/database';
import { and, asc, count, eq, gt, or, sql } from '@supergraph/kit/drizzle';

import { type Box } from '#src/rules/globe.ts';
import { type LocationRow, location } from '#src/tables.ts';

export interface LocationFilter {
  readonly kinds: readonly string[];
  /** Offers this service; null for any. */
  readonly service: string | null;
}

export async function findLocations(db: Queries, ids: readonly string[]): Promise<LocationRow[]> {
  return selectByIds(db).all({ ids: JSON.stringify(ids) });
}

/** Locations whose point is in one of the boxes. Boxes of the index are a little too wide: measure what comes. */
export async function findInBoxes(
  db: Queries,
  boxes: readonly Box[],
  filter: LocationFilter,
): Promise<LocationRow[]> {
  return boxes.flatMap((box) => selectInBox(db).all({ ...box, ...toParameters(filter) }));
}

/** Locations by name and id, from behind a place in that order. */
export async function listByName(
  db: Queries,
  filter: LocationFilter,
  { after, limit }: { readonly after: readonly (string | number)[] | null; readonly limit: number },
): Promise<LocationRow[]> {
  const [name = '', id = ''] = after ?? [];
  return selectByName(db).all({ ...toParameters(filter), name, id, limit: limit + 1 });
}

export async function countLocations(db: Queries, filter: LocationFilter): Promise<number> {
  return selectCount(db).get(toParameters(filter))?.count ?? 0;
}

/** Where units are waited for that no location ever had. */
export async function findFirstGiver(db: Queries): Promise<LocationRow | undefined> {
  return selectFirstGiver(db).get();
}

export async function putLocation(tx: Transaction, row: Omit<LocationRow, 'rid'>): Promise<void> {
  tx.insert(location).values(row).onConflictDoUpdate({ target: location.id, set: row }).run();
}

interface FilterParameters {
  readonly kinds: string;
  readonly service: string | null;
}

function toParameters({
  kinds,
  service,
}: LocationFilter): FilterParameters & Record<string, unknown> {
  return { kinds: JSON.stringify(kinds), service };
}

const passes = and(
  inJson(location.kind, 'kinds'),
  or(
    sql`${sql.placeholder('service')} is null`,
    sql`exists (select 1 from json_each(${location.services}) where value = ${sql.placeholder('service')} collate nocase)`,
  ),
);

const selectByIds = prepared((db) =>
  db.select().from(location).where(inJson(location.id, 'ids')).prepare(),
);
const selectInBox = prepared((db) =>
  db
    .select()
    .from(location)
    .where(
      and(
        sql`${location.rid} in (select rid from location_geo
          where max_latitude >= ${sql.placeholder('south')} and min_latitude <= ${sql.placeholder('north')}
          and max_longitude >= ${sql.placeholder('west')} and min_longitude <= ${sql.placeholder('east')})`,
        passes,
      ),
    )
    .prepare(),
);
const selectByName = prepared((db) =>
  db
    .select()
    .from(location)
    .where(
      and(
        passes,
        or(
          gt(location.name, sql.placeholder('name')),
          and(eq(location.name, sql.placeholder('name')), gt(location.id, sql.placeholder('id'))),
        ),
      ),
    )
    .orderBy(asc(location.name), asc(location.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
);
const selectCount = prepared((db) =>
  db.select({ count: count() }).from(location).where(passes).prepare(),
);
const selectFirstGiver = prepared((db) =>
  db
    .select()
    .from(location)
    .orderBy(
      sql`case ${location.kind} when 'WAREHOUSE' then 0 when 'DROPSHIP' then 1 else 2 end`,
      asc(location.priority),
      asc(location.id),
    )
    .limit(1)
    .prepare(),
);
