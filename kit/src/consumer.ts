import { z } from 'zod';

import {
  type ConsumerProgress,
  type FeedReader,
  createProgress,
  findPosition,
} from './consumer-progress.ts';
import type { Clock, Sleep } from './clock.ts';
import type { Database, Transaction } from './database.ts';
import type { EventEnvelope } from './events.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { waitFor } from './wait.ts';

const BATCH_SIZE = 100;
const MAX_BACKOFF_MS = 5000;

/** An event as a handler sees it. */
export interface ReceivedEvent<Data> extends Omit<EventEnvelope, 'data'> {
  readonly data: Data;
}

/** Applies one event in the transaction that also records it. Must not await I/O. */
export interface EventHandler {
  apply(tx: Transaction, event: EventEnvelope): Promise<void>;
}

export interface Consumer extends FeedReader {
  /** The newest meaning of events that the handlers know; newer ones are parked. */
  readonly compatibilityVersion: number;
  /** The service is whole without this producer: that there is none is worth no warning. */
  readonly isOptional?: boolean;
  readonly handlers: Readonly<Record<string, EventHandler>>;
  /** Empties what the handlers wrote, for a rebuild from the first event. Absent where that is more than a projection. */
  readonly clear?: (tx: Transaction) => Promise<void>;
}

export function defineConsumer(consumer: Consumer): Consumer {
  return consumer;
}

/** A handler for one event type. The schema names what the consumer needs; a loose `z.object` ignores the rest. */
export function on<Schema extends z.ZodType>(
  schema: Schema,
  apply: (tx: Transaction, event: ReceivedEvent<z.output<Schema>>) => Promise<void>,
): EventHandler {
  return {
    async apply(tx, event) {
      const checked = schema.safeParse(event.data);
      if (!checked.success) {
        throw new Error(
          `The data is not what this consumer reads: ${z.prettifyError(checked.error)}`,
        );
      }
      await apply(tx, { ...event, data: checked.data });
    },
  };
}

export interface ConsumerDeps {
  readonly db: Database;
  readonly now: Clock;
  readonly log: Logger;
  readonly sleep?: Sleep;
  readonly signal?: AbortSignal;
  readonly metrics?: Pick<Metrics, 'setLag' | 'countConsumed'> &
    Partial<Pick<Metrics, 'setUnapplied'>>;
}

export type EventOutcome = 'applied' | 'duplicate' | 'ignored' | 'parked' | 'dead';

/**
 * Applies events in order, each at most once in effect: effect, inbox row and position commit together.
 *
 * A hundred share one transaction; when one of them fails, they are applied again one by one, and that one is tried
 * 8 times in all with growing pauses. Tries are counted in `dead_event`, so a restart does not begin anew.
 */
export async function applyEvents(
  consumer: Consumer,
  events: readonly EventEnvelope[],
  deps: ConsumerDeps & { readonly after?: number },
): Promise<void> {
  const progress = createProgress(consumer, deps.now);
  const place = { after: deps.after };
  for (let start = 0; start < events.length && !deps.signal?.aborted; start += BATCH_SIZE) {
    const batch = events.slice(start, start + BATCH_SIZE);
    const outcomes = await applyBatch(consumer, batch, { ...deps, progress, place });
    for (const [outcome, some] of Map.groupBy(outcomes, (one) => one)) {
      deps.metrics?.countConsumed(consumer.name, outcome, some.length);
    }
  }
}

interface Run extends ConsumerDeps {
  readonly progress: ConsumerProgress;
  /** Behind which event these events are: when the position is another by now, they are not applied. */
  readonly place: { after: number | undefined };
}

/** Whether the events still follow what was applied last: a rebuild, or another process, may have moved the position. */
async function isInPlace(tx: Transaction, consumer: Consumer, { place }: Run): Promise<boolean> {
  return place.after === undefined || place.after === (await findPosition(tx, consumer));
}

async function applyBatch(
  consumer: Consumer,
  batch: readonly EventEnvelope[],
  run: Run,
): Promise<EventOutcome[]> {
  try {
    return await applyTogether(consumer, batch, run);
  } catch {
    const outcomes: EventOutcome[] = [];
    for (const event of batch) {
      outcomes.push(await applyPersistently(consumer, event, run));
    }
    return outcomes;
  }
}

function applyTogether(
  consumer: Consumer,
  batch: readonly EventEnvelope[],
  run: Run,
): Promise<EventOutcome[]> {
  const { db, progress, place } = run;
  return db.transaction(async (tx) => {
    if (!(await isInPlace(tx, consumer, run))) {
      return [];
    }
    const outcomes: EventOutcome[] = [];
    for (const event of batch) {
      outcomes.push(await applyOnce(tx, event, { consumer, progress }));
    }
    const last = batch.at(-1)?.seq ?? 0;
    progress.clearAttempts(tx);
    progress.moveTo(tx, last);
    place.after = place.after === undefined ? undefined : last;
    return outcomes;
  });
}

/** The whole of what one event means to a consumer, in the given transaction; its position is left. */
export async function applyOnce(
  tx: Transaction,
  event: EventEnvelope,
  { consumer, progress }: { readonly consumer: Consumer; readonly progress: ConsumerProgress },
): Promise<EventOutcome> {
  const handler = Object.hasOwn(consumer.handlers, event.type)
    ? consumer.handlers[event.type]
    : undefined;
  if (handler === undefined) {
    return 'ignored';
  }
  if (event.compatibilityVersion > consumer.compatibilityVersion) {
    const versions = `${event.compatibilityVersion}, the consumer knows up to ${consumer.compatibilityVersion}`;
    progress.park(tx, event, `"${event.type}" has compatibility version ${versions}.`);
    return 'parked';
  }
  if (!progress.receive(tx, event)) {
    return 'duplicate';
  }
  await handler.apply(tx, event);
  return 'applied';
}

async function applyPersistently(
  consumer: Consumer,
  event: EventEnvelope,
  run: Run,
): Promise<EventOutcome> {
  const { db, log, progress, sleep, signal } = run;
  for (;;) {
    try {
      const [outcome = 'ignored'] = await applyTogether(consumer, [event], run);
      return outcome;
    } catch (error) {
      const failure = await db.transaction(async (tx) =>
        (await isInPlace(tx, consumer, run)) ? progress.recordFailure(tx, event, error) : undefined,
      );
      if (failure === undefined) {
        return 'ignored';
      }
      const { id, seq, type } = event;
      const { attempts } = failure;
      const facts = { error, consumer: consumer.name, event: { id, seq, type }, attempts };
      if (failure.isDead) {
        run.place.after = run.place.after === undefined ? undefined : seq;
        log.error(facts, 'event is dead and passed over');
        return 'dead';
      }
      log.warn(facts, 'event failed and is tried again');
      await sleep?.(backoffMs(attempts), signal);
      if (signal?.aborted) {
        throw error;
      }
    }
  }
}

/** Whether the consumer has got as far as `seq`, after waiting for it at most so long. */
export async function waitUntilConsumed(
  db: Database,
  consumer: Consumer,
  { seq, timeoutMs }: { readonly seq: number; readonly timeoutMs: number },
): Promise<boolean> {
  const find = async (): Promise<true | undefined> =>
    (await findPosition(db.reader, consumer)) >= seq || undefined;
  return (await waitFor(db, find, { timeoutMs })) ?? false;
}

/** Pauses between tries, which grow up to 5 s. */
export function backoffMs(attempts: number): number {
  return Math.min(MAX_BACKOFF_MS, 100 * 2 ** (attempts - 1));
}
