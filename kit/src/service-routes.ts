import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { runCommand } from './commands.ts';
import { waitUntilConsumed } from './consumer.ts';
import { ClientError } from './errors.ts';
import { addEventRoutes } from './event-routes.ts';
import type { EventTransport } from './event-transport.ts';
import { readFeedQuery, readHead, waitForEvents } from './feed.ts';
import type { Interrupts } from './following.ts';
import { type Imports, applyImport } from './import.ts';
import type { RequestContext } from './request-context.ts';
import type { ServiceDeps, ServiceParts } from './service-definition.ts';
import type { SubgraphContext } from './subgraph.ts';

const CATCH_UP_MS = 30_000;
const MAX_IMPORT_LINES = 2000;

export interface RouteOptions<Context extends SubgraphContext> {
  readonly name: string;
  readonly deps: ServiceDeps<object>;
  readonly parts: ServiceParts<Context>;
  readonly server: ApolloServer<Context>;
  readonly stopping: AbortSignal;
  readonly transport: EventTransport;
  readonly interrupts: Interrupts;
}

/** The routes every service has, and the callers of each; then the service's own. */
export function addServiceRoutes<Context extends SubgraphContext>(
  app: FastifyInstance,
  options: RouteOptions<Context>,
): void {
  const { parts, server } = options;
  app.post(
    '/graphql',
    { config: { callers: ['router'] } },
    fastifyApolloHandler(server, {
      context: (request) => Promise.resolve(parts.createContext(contextOf(request))),
    }),
  );
  addFeedRoute(app, options);
  addCommandRoutes(app, options);
  addEventRoutes(app, { ...options, consumers: parts.consumers ?? [] });
  if (parts.imports) {
    addImportRoutes(app, { ...options, imports: parts.imports });
  }
  parts.routes?.(app);
}

function addFeedRoute<Context extends SubgraphContext>(
  app: FastifyInstance,
  { deps, stopping }: RouteOptions<Context>,
): void {
  // Any service may follow a feed: a new consumer needs no change in a producer.
  app.get('/events', { config: { callers: 'known' } }, async (request) => {
    const gone = new AbortController();
    request.raw.once('close', () => gone.abort());
    const signal = AbortSignal.any([stopping, gone.signal]);
    return waitForEvents(deps.db, { ...readFeedQuery(request.query), signal });
  });
}

function addCommandRoutes<Context extends SubgraphContext>(
  app: FastifyInstance,
  { deps, parts }: RouteOptions<Context>,
): void {
  for (const [name, command] of Object.entries(parts.commands ?? {})) {
    app.post(`/internal/v1/${name}`, { config: { callers: command.callers } }, async (request) => {
      const { caller, correlationId } = contextOf(request);
      const key = request.headers['idempotency-key'];
      return runCommand(deps.db, command, {
        name,
        input: request.body,
        caller,
        correlationId,
        idempotencyKey: typeof key === 'string' ? key : undefined,
        deadline: readDeadline(request.headers['x-deadline']),
        now: deps.now,
      });
    });
  }
}

function readDeadline(header: string | string[] | undefined): number | null {
  const at = typeof header === 'string' && header !== '' ? Number(header) : Number.NaN;
  return Number.isFinite(at) ? at : null;
}

const importBody = z.object({
  lines: z.array(z.object({ line: z.int(), value: z.unknown() })).max(MAX_IMPORT_LINES),
  after: z.array(z.object({ producer: z.string(), topic: z.string(), seq: z.int() })).default([]),
});

function addImportRoutes<Context extends SubgraphContext>(
  app: FastifyInstance,
  { name, deps, parts, imports }: RouteOptions<Context> & { readonly imports: Imports },
): void {
  const config = { callers: ['graph'] };
  app.get('/internal/v1/import', { config }, () => ({
    service: name,
    types: Object.keys(imports.types),
    after: imports.after ?? [],
  }));
  app.post('/internal/v1/import', { config }, async (request) => {
    const body = importBody.safeParse(request.body);
    if (!body.success) {
      throw new ClientError('VALIDATION', z.prettifyError(body.error));
    }
    await catchUp({ deps, parts }, body.data.after);
    const { correlationId } = contextOf(request);
    const result = await applyImport(deps.db, imports, { lines: body.data.lines, correlationId });
    const topic = parts.events?.topic;
    return {
      ...result,
      seq: topic === undefined ? {} : { [topic]: await readHead(deps.db.reader, topic) },
    };
  });
}

type Position = z.infer<typeof importBody>['after'][number];

/** Waits until this service's consumers have applied what the imported lines may refer to. */
async function catchUp<Context extends SubgraphContext>(
  { deps, parts }: Pick<RouteOptions<Context>, 'deps' | 'parts'>,
  after: readonly Position[],
): Promise<void> {
  await Promise.all(
    (parts.consumers ?? []).flatMap((consumer) =>
      after
        .filter(({ producer, topic }) => consumer.producer === producer && consumer.topic === topic)
        .map(async ({ seq, topic }) => {
          if (!(await waitUntilConsumed(deps.db, consumer, { seq, timeoutMs: CATCH_UP_MS }))) {
            throw new ClientError(
              'CONFLICT',
              `The consumer "${consumer.name}" has not caught up with ${topic} ${seq} in ${CATCH_UP_MS} ms.`,
            );
          }
        }),
    ),
  );
}

function contextOf(request: FastifyRequest): RequestContext {
  if (request.signed === null) {
    throw new ClientError('SIGNATURE_INVALID', 'The request is not signed.');
  }
  return request.signed;
}
