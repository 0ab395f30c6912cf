import { sleep } from './clock.ts';
import { type Consumer, followFeed } from './consumer.ts';
import { readFeedPage } from './feed.ts';
import type { ServiceDeps } from './service-definition.ts';
import { createSignedFetch } from './signed-fetch.ts';
import { keyFor } from './signing.ts';

const WAIT_SECONDS = 20;
const ANSWER_WITHIN_MS = 30_000;

export interface FollowingOptions {
  readonly name: string;
  readonly deps: ServiceDeps<object>;
  readonly signal: AbortSignal;
}

/** Follows the feeds of all consumers over signed HTTP until the signal aborts. */
export async function startFollowing(
  consumers: readonly Consumer[],
  { name, deps, signal }: FollowingOptions,
): Promise<void> {
  const { SIGNING_KEY: key, SERVICE_URLS: urls } = deps.settings;
  await Promise.all(
    consumers.map(async (consumer) => {
      const base = urls[consumer.producer];
      if (key === undefined || base === undefined) {
        const { name: reader, producer, isOptional = false } = consumer;
        deps.log[isOptional ? 'info' : 'warn'](
          { consumer: reader, producer },
          'not followed: no SERVICE_URLS entry or SIGNING_KEY',
        );
        return;
      }
      const signedFetch = createSignedFetch({
        caller: name,
        key: keyFor(key, consumer.producer),
        now: deps.now,
      });
      await followFeed(consumer, {
        ...deps,
        sleep,
        signal,
        fetchFeed: async (after) => {
          const url = new URL(
            `/events?topic=${consumer.topic}&after=${after}&wait=${WAIT_SECONDS}s`,
            base,
          );
          const response = await signedFetch(url, {
            signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
          });
          if (!response.ok) {
            throw new Error(`The feed of ${consumer.producer} answered ${response.status}.`);
          }
          return readFeedPage(await response.json());
        },
      });
    }),
  );
}
