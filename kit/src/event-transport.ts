import type { Clock } from './clock.ts';
import type { FeedReader } from './consumer-progress.ts';
import { type FeedPage, readFeedPage } from './feed.ts';
import type { BaseSettings } from './settings.ts';
import { createSignedFetch } from './signed-fetch.ts';
import { keyFor } from './signing.ts';

const WAIT_SECONDS = 20;
const ANSWER_WITHIN_MS = 30_000;

export interface FeedRead {
  /** The `seq` of the last event that the reader has. */
  readonly after: number;
  /** Whether to wait for a while where there is nothing new. */
  readonly waits: boolean;
  readonly signal: AbortSignal;
}

/**
 * How events come from their producers: all that following, replaying and rebuilding need. Order by `seq`, from any place, as often
 * as one likes; the position is the reader's. docs/decisions/044 says what another transport must do.
 */
export interface EventTransport {
  /** Whether this process knows how to reach the producer. */
  reaches(producer: string): boolean;
  /** Events of a topic in `seq` order, with the last `seq` there is. Rejects when the producer does not answer. */
  read(from: Pick<FeedReader, 'producer' | 'topic'>, read: FeedRead): Promise<FeedPage>;
}

export interface TransportOptions {
  /** The service that reads. */
  readonly name: string;
  readonly settings: Pick<BaseSettings, 'SIGNING_KEY' | 'SERVICE_URLS'>;
  readonly now: Clock;
}

/** Feeds over signed HTTP, long-polled: needs nothing beside the services. */
export function createFeedTransport({ name, settings, now }: TransportOptions): EventTransport {
  const { SIGNING_KEY: key, SERVICE_URLS: urls } = settings;
  return {
    reaches: (producer) => key !== undefined && urls[producer] !== undefined,
    async read({ producer, topic }, { after, waits, signal }) {
      const base = urls[producer];
      if (key === undefined || base === undefined) {
        throw new Error(`There is no SERVICE_URLS entry of ${producer}, or no SIGNING_KEY.`);
      }
      const signedFetch = createSignedFetch({ caller: name, key: keyFor(key, producer), now });
      const wait = waits ? WAIT_SECONDS : 0;
      const url = new URL(`/events?topic=${topic}&after=${after}&wait=${wait}s`, base);
      const response = await signedFetch(url, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      if (!response.ok) {
        throw new Error(`The feed of ${producer} answered ${response.status}.`);
      }
      return readFeedPage(await response.json());
    },
  };
}
