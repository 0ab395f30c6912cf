import type { Sleep } from './clock.ts';
import { createProgress, findPosition } from './consumer-progress.ts';
import { type Consumer, type ConsumerDeps, applyEvents, backoffMs } from './consumer.ts';
import type { FeedPage } from './feed.ts';
import { finishRebuild, isBeingRebuilt } from './rebuild.ts';
import { replayReadable } from './replay.ts';
import { countUnapplied } from './unapplied-events.ts';

const LOUD_AFTER_FAILURES = 10;
/** About three seconds: a producer that only restarts is back by then. */
const ABSENT_AFTER_FAILURES = 5;

export interface FollowOptions extends ConsumerDeps {
  /** Asks the producer for what comes after `seq`; one that waits may take as long as a long poll does. */
  readonly fetchFeed: (after: number, waits?: boolean) => Promise<FeedPage>;
  /** Told once: all that was there when following began is applied, or the producer is away and there is an earlier reading. */
  readonly onCaughtUp?: () => void;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
  readonly random?: () => number;
}

/** Follows a feed until the signal aborts. Faults are logged and tried again, with up to 5 s between. */
export async function followFeed(consumer: Consumer, options: FollowOptions): Promise<void> {
  const { log, sleep, signal, random = Math.random } = options;
  let failures = 0;
  let hasReplayed = false;
  const start = watchStart(consumer, options);
  while (!signal.aborted) {
    try {
      // What an earlier version of this software could not read, this one may.
      hasReplayed ||= await replayReadable(consumer, options);
      start.note(await followOnce(consumer, options, start.isOver()));
      failures = 0;
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      failures++;
      await start.noteFailures(failures);
      // A producer that restarts is no fault yet.
      const level = failures % LOUD_AFTER_FAILURES === 0 ? 'warn' : 'debug';
      log[level]({ error, consumer: consumer.name, failures }, 'feed is not reachable');
      await sleep(backoffMs(failures) * (0.5 + random() / 2), signal);
    }
  }
}

interface Start {
  isOver(): boolean;
  /** Takes what the feed's head was and how far the consumer is, where both are of one file. */
  note(place: Place | undefined): void;
  noteFailures(failures: number): Promise<void>;
}

interface Place {
  readonly position: number;
  readonly head: number;
}

/** Says when a consumer has what its feed had at the start; what comes after that is ordinary lag. */
function watchStart(consumer: Consumer, { db, onCaughtUp }: FollowOptions): Start {
  let goal: number | undefined;
  let isOver = false;
  const end = (): void => {
    if (!isOver && !isBeingRebuilt(db.reader, consumer)) {
      isOver = true;
      onCaughtUp?.();
    }
  };
  return {
    isOver: () => isOver,
    note(place) {
      goal = place && (goal ?? place.head);
      if (place && place.position >= (goal ?? 0)) {
        end();
      }
    },
    async noteFailures(failures) {
      const hasRead = (await findPosition(db.reader, consumer)) > 0;
      if (failures >= ABSENT_AFTER_FAILURES && (hasRead || consumer.isOptional)) {
        end();
      }
    },
  };
}

async function followOnce(
  consumer: Consumer,
  options: FollowOptions,
  waits: boolean,
): Promise<Place | undefined> {
  const { db, now, log, metrics } = options;
  const after = await findPosition(db.reader, consumer);
  const { events, head } = await options.fetchFeed(after, waits);
  if (head < after) {
    log.warn(
      { consumer: consumer.name, after, head },
      'producer has a new file; its feed is read from the start',
    );
    await db.transaction(async (tx) => createProgress(consumer, now).restart(tx));
    return undefined;
  }
  await applyEvents(consumer, events, { ...options, after });
  const last = events.at(-1);
  const position = await findPosition(db.reader, consumer);
  const lag = Math.max(0, head - position);
  await finishRebuild(db, consumer, head);
  const seconds = lag === 0 || last === undefined ? 0 : Math.max(0, now() - last.at) / 1000;
  metrics?.setLag(consumer.name, lag, seconds);
  metrics?.setUnapplied?.(consumer.name, await countUnapplied(db.reader, consumer.name));
  return { position, head };
}
