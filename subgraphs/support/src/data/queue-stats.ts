import type { Queries } from '@supergraph/kit/database';
import { sql } from '@supergraph/kit/drizzle';

import { ticket } from '#src/tables.ts';

import { breachedAt } from './tickets.ts';

export interface QueueStats {
  readonly open: number;
  readonly unassigned: number;
  readonly breached: number;
  readonly medianFirstResponseSeconds: number | null;
}

/** How the queue stands; the median is of tickets that were answered since then. */
export async function findQueueStats(
  db: Queries,
  { now, since }: { readonly now: number; readonly since: number },
): Promise<QueueStats> {
  const counts = db
    .select({
      open: sql<number>`count(*)`,
      unassigned: sql<number>`count(*) filter (where ${ticket.assigneeId} is null)`,
      breached: sql<number>`count(*) filter (where ${breachedAt(now)})`,
    })
    .from(ticket)
    .where(sql`${ticket.status} not in ('RESOLVED', 'CLOSED')`)
    .all();
  const [{ open, unassigned, breached } = { open: 0, unassigned: 0, breached: 0 }] = counts;
  const median = db.get<{ seconds: number | null }>(sql`
    with answered as (
      select (${ticket.firstResponseAt} - ${ticket.createdAt}) / 1000.0 as seconds,
        row_number() over (order by ${ticket.firstResponseAt} - ${ticket.createdAt}) as place,
        count(*) over () as answers
      from ${ticket} where ${ticket.firstResponseAt} >= ${since})
    select cast(round(avg(seconds)) as integer) as seconds from answered
    where place in ((answers + 1) / 2, (answers + 2) / 2)`);
  return { open, unassigned, breached, medianFirstResponseSeconds: median.seconds };
}
