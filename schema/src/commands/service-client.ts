import type { SignedFetch } from '@supergraph/kit/signed-fetch';
import { z } from 'zod';

import { type Connection, readConnection } from '#src/import/connection.ts';

import type { Env } from './registry-client.ts';

const ASK_TIMEOUT_MS = 30_000;
/** Behind the end of every feed: it answers at once, with its head. */
const BEHIND_ALL = 999_999_999_999_999;

const consumerShape = z.object({
  name: z.string(),
  producer: z.string(),
  topic: z.string(),
  position: z.int(),
  canRebuild: z.boolean(),
  parked: z.int(),
  dead: z.int(),
  unapplied: z.array(
    z.object({
      eventId: z.string(),
      seq: z.int(),
      type: z.string(),
      state: z.enum(['PARKED', 'DEAD']),
      reason: z.string(),
      at: z.int(),
    }),
  ),
});
const consumersShape = z.object({ consumers: z.array(consumerShape) });
const headShape = z.object({ head: z.int() });
const problemShape = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) });

/** A consumer of a service as it describes itself. `lag`: events that it has yet to apply; null when the producer does not answer. */
export type ConsumerState = z.infer<typeof consumerShape> & { readonly lag: number | null };

export interface ServiceClient {
  readonly names: readonly string[];
  /** Null when the service does not answer. */
  listConsumers(service: string): Promise<readonly ConsumerState[] | null>;
  /** Rejects with what the service says. */
  post(service: string, path: string, body: object): Promise<unknown>;
}

/** Talks to the services of the graph that runs from this folder, signed as `graph`. */
export function openServiceClient(root: string, env: Env): ServiceClient {
  const connection = readConnection(root, env);
  const ask = createAsk(connection);
  const readHead = async (producer: string, topic: string): Promise<number | null> => {
    try {
      const query = `/events?topic=${topic}&after=${BEHIND_ALL}&limit=1`;
      return headShape.parse(await ask(producer, query)).head;
    } catch {
      return null;
    }
  };
  return {
    names: Object.keys(connection.services),
    async listConsumers(service) {
      const answer = await ask(service, '/internal/v1/consumers').catch(ifSilent);
      if (answer === null) {
        return null;
      }
      const { consumers } = consumersShape.parse(answer);
      return Promise.all(
        consumers.map(async (consumer) => {
          const head = await readHead(consumer.producer, consumer.topic);
          return { ...consumer, lag: head === null ? null : Math.max(0, head - consumer.position) };
        }),
      );
    },
    post: (service, path, body) => ask(service, path, { method: 'POST', body }),
  };
}

class SilentService extends Error {}

function ifSilent(error: unknown): null {
  if (error instanceof SilentService) {
    return null;
  }
  throw error;
}

function createAsk({ services, callerFor }: Connection) {
  return async (
    service: string,
    path: string,
    request: Parameters<SignedFetch>[1] = {},
  ): Promise<unknown> => {
    const base = services[service];
    if (base === undefined) {
      const known = Object.keys(services).join(', ');
      throw new Error(`There is no service "${service}"; known are ${known}.`);
    }
    const url = new URL(path, base);
    const signal = AbortSignal.timeout(ASK_TIMEOUT_MS);
    const response = await callerFor(service)(url, { ...request, signal }).catch(
      (cause: unknown) => {
        throw new SilentService(`${service} does not answer at ${url.origin}.`, { cause });
      },
    );
    const answer: unknown = await response.json();
    if (!response.ok) {
      const problem = problemShape.safeParse(answer);
      throw new Error(
        problem.success
          ? problem.data.errors.map(({ message }) => message).join('\n')
          : `${service} answered ${response.status}.`,
      );
    }
    return answer;
  };
}
