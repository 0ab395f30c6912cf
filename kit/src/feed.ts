import { z } from 'zod';

import { type Database, type Queries, prepared } from './database.ts';
import { and, asc, eq, gt, max, sql } from './drizzle.ts';
import { ClientError } from './errors.ts';
import type { EventEnvelope } from './events.ts';
import { describeFaults } from './faults.ts';
import { outbox } from './tables.ts';
import { waitFor } from './wait.ts';

const MAX_WAIT_MS = 25_000;

const envelopeShape = z.object({
  seq: z.int(),
  id: z.string(),
  topic: z.string(),
  type: z.string(),
  key: z.string(),
  at: z.int(),
  correlationId: z.string(),
  causationId: z.string().nullable().default(null),
  featureVersion: z.int(),
  compatibilityVersion: z.int(),
  data: z.unknown(),
});

const pageShape = z.object({ events: z.array(envelopeShape), head: z.int() });

/** One answer of a feed: events in `seq` order, and the topic's last `seq` (0 while it is empty). */
export interface FeedPage {
  readonly events: readonly EventEnvelope[];
  readonly head: number;
}

/** Checks what a producer answered; fields it does not know are left out. Throws when it is not a feed. */
export function readFeedPage(answer: unknown): FeedPage {
  return pageShape.parse(answer);
}

export interface FeedQuery {
  readonly topic: string;
  /** The last `seq` the consumer has. */
  readonly after: number;
  readonly limit: number;
}

export async function readFeed(db: Queries, { topic, after, limit }: FeedQuery): Promise<FeedPage> {
  const head = await readHead(db, topic);
  return { head, events: head > after ? selectEvents(db).all({ topic, after, limit }) : [] };
}

/** The last `seq` of a topic, 0 while it is empty. */
export async function readHead(db: Queries, topic: string): Promise<number> {
  return selectHead(db).get({ topic })?.head ?? 0;
}

/** Answers as soon as there are events after `after`, or with none when the wait is over. */
export async function waitForEvents(
  db: Database,
  {
    waitMs,
    signal,
    ...query
  }: FeedQuery & { readonly waitMs: number; readonly signal?: AbortSignal },
): Promise<FeedPage> {
  const find = async (): Promise<FeedPage | undefined> => {
    const page = await readFeed(db.reader, query);
    // A consumer that is ahead has seen a file that is gone: it must hear so at once.
    return page.events.length > 0 || page.head < query.after ? page : undefined;
  };
  return (await waitFor(db, find, { timeoutMs: waitMs, signal })) ?? readFeed(db.reader, query);
}

const countShape = z
  .string()
  .regex(/^\d{1,15}$/u, 'must be a number of zero or more')
  .transform(Number);

const queryShape = z.strictObject({
  topic: z.string('is missing').regex(/^[a-z][a-z0-9-]*$/u, 'must be the name of a topic'),
  after: countShape.default(0),
  wait: z
    .string()
    .regex(/^\d{1,2}s$/u, 'must be seconds, such as "20s"')
    .transform((text) => Number.parseInt(text, 10) * 1000)
    .refine((ms) => ms <= MAX_WAIT_MS, `must be at most ${MAX_WAIT_MS / 1000}s`)
    .default(0),
  limit: countShape
    .refine((limit) => limit >= 1 && limit <= 500, 'must be between 1 and 500')
    .default(100),
});

/** The query of `GET /events?topic=T&after=SEQ&wait=20s&limit=100`. Throws VALIDATION that names every fault. */
export function readFeedQuery(query: unknown): FeedQuery & { readonly waitMs: number } {
  const checked = queryShape.safeParse(query);
  if (!checked.success) {
    throw new ClientError('VALIDATION', describeFaults(checked.error));
  }
  const { wait: waitMs, ...rest } = checked.data;
  return { ...rest, waitMs };
}

const selectEvents = prepared((db) =>
  db
    .select()
    .from(outbox)
    .where(
      and(eq(outbox.topic, sql.placeholder('topic')), gt(outbox.seq, sql.placeholder('after'))),
    )
    .orderBy(asc(outbox.seq))
    .limit(sql.placeholder('limit'))
    .prepare(),
);

const selectHead = prepared((db) =>
  db
    .select({ head: max(outbox.seq) })
    .from(outbox)
    .where(eq(outbox.topic, sql.placeholder('topic')))
    .prepare(),
);
