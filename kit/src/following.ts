import { sleep } from './clock.ts';
import type { Consumer } from './consumer.ts';
import type { EventTransport } from './event-transport.ts';
import { followFeed } from './follow-feed.ts';
import type { ServiceDeps } from './service-definition.ts';

/** Ends the waiting of consumers for news, so that they look at their position again. */
export interface Interrupts {
  readonly signal: () => AbortSignal;
  readonly interrupt: () => void;
}

export function createInterrupts(): Interrupts {
  let waiting = new AbortController();
  return {
    signal: () => waiting.signal,
    interrupt() {
      waiting.abort();
      waiting = new AbortController();
    },
  };
}

export interface FollowingOptions {
  readonly deps: ServiceDeps<object>;
  readonly transport: EventTransport;
  readonly interrupts: Interrupts;
  readonly signal: AbortSignal;
  /** Told once, when every consumer that can reach its producer has applied what was there at the start. */
  readonly onCaughtUp?: () => void;
}

/** Follows the feeds of all consumers until the signal aborts. */
export async function startFollowing(
  consumers: readonly Consumer[],
  { deps, transport, interrupts, signal, onCaughtUp }: FollowingOptions,
): Promise<void> {
  const behind = new Set(consumers);
  const leave = (consumer: Consumer): void => {
    if (behind.delete(consumer) && behind.size === 0) {
      onCaughtUp?.();
    }
  };
  if (behind.size === 0) {
    onCaughtUp?.();
  }
  await Promise.all(
    consumers.map(async (consumer) => {
      const { name, producer, isOptional = false } = consumer;
      if (!transport.reaches(producer)) {
        deps.log[isOptional ? 'info' : 'warn'](
          { consumer: name, producer },
          'not followed: no SERVICE_URLS entry or SIGNING_KEY',
        );
        leave(consumer);
        return;
      }
      await followFeed(consumer, {
        ...deps,
        sleep,
        signal,
        onCaughtUp: () => leave(consumer),
        fetchFeed: (after, waits = false) =>
          transport.read(consumer, {
            after,
            waits,
            signal: AbortSignal.any([signal, interrupts.signal()]),
          }),
      });
    }),
  );
}
