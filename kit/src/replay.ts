import { createProgress, findPosition } from './consumer-progress.ts';
import { type Consumer, type ConsumerDeps, applyOnce } from './consumer.ts';
import type { Transaction } from './database.ts';
import { and, eq } from './drizzle.ts';
import type { EventEnvelope } from './events.ts';
import type { FeedPage } from './feed.ts';
import { deadEvent, parkedEvent } from './tables.ts';
import { listReadable, listUnapplied } from './unapplied-events.ts';

const MAX_EVENTS = 1000;

export interface ReplayDeps extends ConsumerDeps {
  readonly fetchFeed: (after: number) => Promise<FeedPage>;
}

export type ReplayOutcome =
  | { readonly eventId: string; readonly outcome: 'APPLIED' }
  | {
      readonly eventId: string;
      readonly outcome: 'PARKED' | 'DEAD' | 'GONE';
      readonly reason: string;
    };

interface PassedOver {
  readonly eventId: string;
  readonly seq: number;
}

/** Replays events that a consumer passed over: the one of this id, or all of them, in the order of the feed. */
export async function replayUnapplied(
  consumer: Consumer,
  { eventId }: { readonly eventId?: string | undefined },
  deps: ReplayDeps,
): Promise<ReplayOutcome[]> {
  const found = await listUnapplied(deps.db.reader, consumer.name, MAX_EVENTS);
  return replayAll(
    consumer,
    found.filter((event) => eventId === undefined || event.eventId === eventId),
    deps,
  );
}

/** Replays parked events that this version of the consumer reads. Answers true when it is done. */
export async function replayReadable(consumer: Consumer, deps: ReplayDeps): Promise<true> {
  const { name, compatibilityVersion } = consumer;
  const found = await listReadable(deps.db.reader, name, compatibilityVersion);
  const outcomes = await replayAll(consumer, found, deps);
  if (outcomes.length > 0) {
    deps.log.info({ consumer: name, outcomes }, 'parked events were replayed');
  }
  return true;
}

async function replayAll(
  consumer: Consumer,
  events: readonly PassedOver[],
  deps: ReplayDeps,
): Promise<ReplayOutcome[]> {
  const outcomes: ReplayOutcome[] = [];
  for (const event of events) {
    outcomes.push(await replayOne(consumer, event, deps));
  }
  return outcomes;
}

/**
 * Applies an event anew and, behind it, the events of the same key that were applied since: handlers set state, so the
 * outcome is that of the right order, and a late replay overwrites nothing that is newer.
 */
async function replayOne(
  consumer: Consumer,
  passed: PassedOver,
  deps: ReplayDeps,
): Promise<ReplayOutcome> {
  const { eventId } = passed;
  const { chain, until } = await findChain(consumer, passed, deps);
  const [event, ...later] = chain;
  if (event === undefined) {
    return { eventId, outcome: 'GONE', reason: 'The feed of the producer does not have it.' };
  }
  try {
    const outcome = await replayChain(consumer, { event, later, until }, deps);
    // Meanwhile newer events were applied: what comes behind this one is looked up anew.
    return outcome ?? (await replayOne(consumer, passed, deps));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { eventId, outcome: 'DEAD', reason };
  }
}

interface Chain {
  readonly event: EventEnvelope;
  readonly later: readonly EventEnvelope[];
  readonly until: number;
}

function replayChain(
  consumer: Consumer,
  { event, later, until }: Chain,
  { db, now }: ReplayDeps,
): Promise<ReplayOutcome | undefined> {
  const { id: eventId } = event;
  return db.transaction(async (tx): Promise<ReplayOutcome | undefined> => {
    if ((await findPosition(tx, consumer)) !== until) {
      return undefined;
    }
    const outcome = await applyOnce(tx, event, {
      consumer,
      progress: createProgress(consumer, now),
    });
    if (outcome === 'parked') {
      return { eventId, outcome: 'PARKED', reason: describeVersions(event, consumer) };
    }
    await reapply(tx, consumer, later);
    forget(tx, consumer, eventId);
    return { eventId, outcome: 'APPLIED' };
  });
}
/** The event, and those of its key behind it that the consumer is done with. */
async function findChain(
  consumer: Consumer,
  { eventId, seq }: PassedOver,
  { db, fetchFeed }: ReplayDeps,
): Promise<{ readonly chain: readonly EventEnvelope[]; readonly until: number }> {
  const until = await findPosition(db.reader, consumer);
  const skipped = await listUnapplied(db.reader, consumer.name, MAX_EVENTS);
  const unapplied = new Set(skipped.map((event) => event.eventId));
  let chain: readonly EventEnvelope[] = [];
  let after = Math.max(0, seq - 1);
  while (after < until) {
    const { events } = await fetchFeed(after);
    const done = events.filter((event) => event.seq <= until && !unapplied.has(event.id));
    const first = chain[0] ?? events.find(({ id }) => id === eventId);
    // Where its place is known, it is the first of the first page, or nowhere.
    if (first === undefined && seq > 0) {
      break;
    }
    const later = done.filter((event) => event.key === first?.key && event.seq > first.seq);
    chain = first === undefined ? [] : [first, ...chain.slice(1), ...later];
    after = events.at(-1)?.seq ?? until;
  }
  return { chain, until };
}

async function reapply(
  tx: Transaction,
  { handlers }: Consumer,
  events: readonly EventEnvelope[],
): Promise<void> {
  for (const event of events) {
    const handler = Object.hasOwn(handlers, event.type) ? handlers[event.type] : undefined;
    await handler?.apply(tx, event);
  }
}

function forget(tx: Transaction, { name }: Consumer, eventId: string): void {
  tx.delete(parkedEvent)
    .where(and(eq(parkedEvent.consumer, name), eq(parkedEvent.eventId, eventId)))
    .run();
  tx.delete(deadEvent)
    .where(and(eq(deadEvent.consumer, name), eq(deadEvent.eventId, eventId)))
    .run();
}

function describeVersions(event: EventEnvelope, { compatibilityVersion }: Consumer): string {
  return `It has compatibility version ${event.compatibilityVersion}; the consumer knows up to ${compatibilityVersion}.`;
}
