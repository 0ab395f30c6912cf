import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

import type { Consumer } from './consumer.ts';
import { findPosition } from './consumer-progress.ts';
import { ClientError } from './errors.ts';
import type { EventTransport } from './event-transport.ts';
import { describeFaults } from './faults.ts';
import type { Interrupts } from './following.ts';
import { beginRebuild, isRebuildable } from './rebuild.ts';
import { replayUnapplied } from './replay.ts';
import type { ServiceDeps } from './service-definition.ts';
import { countUnapplied, listUnapplied } from './unapplied-events.ts';

const MAX_LISTED = 500;

export interface EventRouteOptions {
  readonly deps: ServiceDeps<object>;
  readonly consumers: readonly Consumer[];
  readonly transport: EventTransport;
  readonly interrupts: Interrupts;
  readonly stopping: AbortSignal;
}

const replayBody = z.strictObject({
  consumer: z.string().optional(),
  eventId: z.string().optional(),
});
const rebuildBody = z.strictObject({ consumer: z.string().optional() });

/** How far consumers are and what they passed over, replaying it, and rebuilding: for the `graph` command. */
export function addEventRoutes(app: FastifyInstance, options: EventRouteOptions): void {
  const { deps, consumers, transport, interrupts, stopping } = options;
  const config = { callers: ['graph'] };
  app.get('/internal/v1/consumers', { config }, async () => ({
    consumers: await Promise.all(consumers.map((consumer) => describe(consumer, deps))),
  }));

  app.post('/internal/v1/consumers/replay', { config }, async (request) => {
    const { consumer: name, eventId } = read(replayBody, request.body);
    const chosen = choose(consumers, name);
    const outcomes = await Promise.all(
      chosen.map(async (consumer) => {
        const fetchFeed = (after: number) =>
          transport.read(consumer, { after, waits: false, signal: stopping });
        const replayed = await replayUnapplied(consumer, { eventId }, { ...deps, fetchFeed });
        return replayed.map((one) => ({ consumer: consumer.name, ...one }));
      }),
    );
    return { events: outcomes.flat() };
  });

  app.post('/internal/v1/consumers/rebuild', { config }, async (request) => {
    const { consumer: name } = read(rebuildBody, request.body);
    const chosen = choose(consumers, name).filter(isRebuildable);
    if (chosen.length === 0) {
      throw new ClientError(
        'CONFLICT',
        `${name ?? 'This service'} keeps nothing that can be made again from events alone.`,
      );
    }
    assertReachable(chosen, transport);
    await beginRebuild(deps.db, chosen, deps.now);
    interrupts.interrupt();
    deps.log.warn({ consumers: chosen.map((one) => one.name) }, 'projections are rebuilt');
    return { consumers: chosen.map((consumer) => consumer.name) };
  });
}

/** What cannot be read again must not be thrown away. */
function assertReachable(consumers: readonly Consumer[], transport: EventTransport): void {
  const away = consumers.find(({ producer }) => !transport.reaches(producer));
  if (away !== undefined) {
    throw new ClientError(
      'CONFLICT',
      `${away.name} follows ${away.producer}, which this process does not know: SERVICE_URLS has no entry, or SIGNING_KEY is not set. Nothing was emptied.`,
    );
  }
}

async function describe(consumer: Consumer, { db }: EventRouteOptions['deps']) {
  const { name, producer, topic } = consumer;
  return {
    name,
    producer,
    topic,
    position: await findPosition(db.reader, consumer),
    canRebuild: isRebuildable(consumer),
    ...(await countUnapplied(db.reader, name)),
    unapplied: await listUnapplied(db.reader, name, MAX_LISTED),
  };
}

function choose(consumers: readonly Consumer[], name: string | undefined): readonly Consumer[] {
  const chosen = consumers.filter((consumer) => name === undefined || consumer.name === name);
  if (chosen.length === 0) {
    const known = consumers.map((consumer) => consumer.name).join(', ');
    throw new ClientError(
      'NOT_FOUND',
      name === undefined
        ? 'This service follows no events.'
        : `There is no consumer "${name}" here; known are ${known || 'none'}.`,
    );
  }
  return chosen;
}

function read<Shape extends z.ZodType>(shape: Shape, body: unknown): z.output<Shape> {
  const checked = shape.safeParse(body ?? {});
  if (!checked.success) {
    throw new ClientError('VALIDATION', describeFaults(checked.error));
  }
  return checked.data;
}
