import type { Sleep } from './clock.ts';
import { createProgress, findPosition } from './consumer-progress.ts';
import { type Consumer, type ConsumerDeps, applyEvents, backoffMs } from './consumer.ts';
import type { FeedPage } from './feed.ts';
import { finishRebuild } from './rebuild.ts';
import { replayReadable } from './replay.ts';
import { countUnapplied } from './unapplied-events.ts';

const LOUD_AFTER_FAILURES = 10;

export interface FollowOptions extends ConsumerDeps {
  /** Asks the producer for what comes after `seq`; may take as long as a long poll does. */
  readonly fetchFeed: (after: number) => Promise<FeedPage>;
  readonly sleep: Sleep;
  readonly signal: AbortSignal;
  readonly random?: () => number;
}

/** Follows a feed until the signal aborts. Faults are logged and tried again, with up to 5 s between. */
export async function followFeed(consumer: Consumer, options: FollowOptions): Promise<void> {
  const { log, sleep, signal, random = Math.random } = options;
  let failures = 0;
  let hasReplayed = false;
  while (!signal.aborted) {
    try {
      // What an earlier version of this software could not read, this one may.
      hasReplayed ||= await replayReadable(consumer, options);
      await followOnce(consumer, options);
      failures = 0;
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      failures++;
      // A producer that restarts is no fault yet.
      const level = failures % LOUD_AFTER_FAILURES === 0 ? 'warn' : 'debug';
      log[level]({ error, consumer: consumer.name, failures }, 'feed is not reachable');
      await sleep(backoffMs(failures) * (0.5 + random() / 2), signal);
    }
  }
}

async function followOnce(consumer: Consumer, options: FollowOptions): Promise<void> {
  const { db, now, log, metrics } = options;
  const after = await findPosition(db.reader, consumer);
  const { events, head } = await options.fetchFeed(after);
  if (head < after) {
    log.warn(
      { consumer: consumer.name, after, head },
      'producer has a new file; its feed is read from the start',
    );
    await db.transaction(async (tx) => createProgress(consumer, now).restart(tx));
    return;
  }
  await applyEvents(consumer, events, { ...options, after });
  const last = events.at(-1);
  const lag = Math.max(0, head - (last?.seq ?? after));
  if (lag === 0) {
    await finishRebuild(db, consumer);
  }
  const seconds = lag === 0 || last === undefined ? 0 : Math.max(0, now() - last.at) / 1000;
  metrics?.setLag(consumer.name, lag, seconds);
  metrics?.setUnapplied?.(consumer.name, await countUnapplied(db.reader, consumer.name));
}
