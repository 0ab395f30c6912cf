import { randomUUID } from 'node:crypto';

import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
} from 'fastify';
import { GraphQLError } from 'graphql';

import type { Clock } from './clock.ts';
import { ClientError } from './errors.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { type RequestContext, readRequestContext } from './request-context.ts';
import { SIGNATURE_HEADER, createVerifier } from './signing.ts';

const MAX_BODY_BYTES = 2_000_000;
/** Asked again and again by machines, which would drown what people look for. */
const CHATTY_ROUTES = new Set(['/events', '/internal/v1/import']);
const MEASURED_ROUTES = /^\/(?:graphql|events|internal\/)/u;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once the signature was verified; null on open routes. */
    signed: RequestContext | null;
  }
  interface FastifyContextConfig {
    /** Who may call the route: names, any known caller, or anyone without a signature. */
    callers?: readonly string[] | 'known' | 'anyone';
  }
}

export interface HttpOptions {
  readonly callerKeys: Readonly<Record<string, string>>;
  readonly now: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly isReady: () => boolean;
  /** Says who sends a request that carries a token instead of a signature. Rejects with what is wrong with the token. */
  readonly readToken?: (token: string, request: FastifyRequest) => Promise<string>;
}

/** The HTTP side of a service: signatures, health, metrics, a log line a request. Routes come from the caller. */
export function createHttpApp(options: HttpOptions): FastifyInstance {
  const { log, metrics } = options;
  const app: FastifyInstance = fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: 'idle',
    loggerInstance: log.child({}, { level: 'silent' }) as FastifyBaseLogger,
    return503OnClosing: true,
  });
  app.decorateRequest('signed', null);
  // The signature covers the bytes, so a body is parsed only after it was verified.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  endConnectionsOnClose(app);
  const guard = createGuard(options);
  app.addHook('onRequest', guard.meet);
  app.addHook('preValidation', guard.admit);
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    if (MEASURED_ROUTES.test(route)) {
      metrics.observeRequest(route, reply.statusCode, reply.elapsedTime / 1000);
      const level = CHATTY_ROUTES.has(route) ? 'debug' : 'info';
      log[level](describeRequest(request, reply), 'request');
    }
    done();
  });
  app.setErrorHandler((error, request, reply) => sendError(error, { request, reply, log }));
  app.setNotFoundHandler((request, reply) =>
    sendError(new ClientError('NOT_FOUND', 'There is no such route.'), { request, reply, log }),
  );
  addOpenRoutes(app, options);
  return app;
}

/** Closing ends idle connections only: one with a request in flight would idle on, and keep the process, for a minute. */
function endConnectionsOnClose(app: FastifyInstance): void {
  const inFlight = new Set<FastifyReply['raw']>();
  app.addHook('onRequest', (_request, reply, done) => {
    inFlight.add(reply.raw);
    reply.raw.once('close', () => inFlight.delete(reply.raw));
    done();
  });
  app.addHook('preClose', (done) => {
    for (const response of inFlight) {
      response.shouldKeepAlive = false;
    }
    done();
  });
}

function addOpenRoutes(app: FastifyInstance, { isReady, metrics }: HttpOptions): void {
  const config = { callers: 'anyone' } as const;
  app.get('/health/live', { config }, () => ({ status: 'live' }));
  app.get('/health/ready', { config }, (_request, reply) =>
    reply.code(isReady() ? 200 : 503).send({ status: isReady() ? 'ready' : 'not ready' }),
  );
  app.get('/metrics', { config }, async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}

type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;

/** Who proves nothing, or by a wrong token, is refused before the body is read; a signature is of that body. */
function createGuard({ callerKeys, now, readToken }: HttpOptions): Record<'meet' | 'admit', Hook> {
  const verifier = createVerifier(callerKeys, { now });
  const holders = new WeakMap<FastifyRequest, string>();
  const meet: Hook = (request, _reply, done) => {
    const token = isOpen(request) ? undefined : readToken && findToken(request);
    if (token === undefined) {
      done(isOpen(request) ? undefined : findUnsigned(request));
      return;
    }
    void settle(done, async () => {
      holders.set(request, (await readToken?.(token, request)) ?? '');
    });
  };
  const admitCaller = (caller: string, request: FastifyRequest, reply: FastifyReply): void => {
    const { headers, routeOptions } = request;
    assertCaller(caller, routeOptions.config.callers);
    request.signed = readRequestContext(headers, {
      caller,
      newRequestId: randomUUID,
      addCookie: (cookie) => void reply.header('set-cookie', cookie),
    });
    assertInTime(headers['x-deadline'], now());
    readBody(request);
  };
  const admit: Hook = (request, reply, done) => {
    try {
      if (isOpen(request)) {
        readBody(request);
      } else {
        const { method, url: path, headers } = request;
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const holder = holders.get(request);
        admitCaller(holder ?? verifier.verify({ method, path, headers, body }), request, reply);
      }
      done();
    } catch (error) {
      done(error as Error);
    }
  };
  return { meet, admit };
}

function isOpen({ routeOptions, is404 }: FastifyRequest): boolean {
  return routeOptions.config.callers === 'anyone' || is404;
}

function findUnsigned({ headers }: FastifyRequest): ClientError | undefined {
  return headers[SIGNATURE_HEADER] === undefined
    ? new ClientError('SIGNATURE_INVALID', 'The request is not signed.')
    : undefined;
}

async function settle(done: (error?: Error) => void, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    done(error as Error);
    return;
  }
  done();
}

/** A signature says more than a token: a request with both is judged by it. */
function findToken({ headers }: FastifyRequest): string | undefined {
  return headers[SIGNATURE_HEADER] === undefined
    ? /^bearer (?<token>\S+)$/iu.exec(headers.authorization ?? '')?.groups?.['token']
    : undefined;
}

function readBody(request: FastifyRequest): void {
  if (Buffer.isBuffer(request.body)) {
    request.body = parseJson(request.body);
  }
}

function assertCaller(
  caller: string,
  allowed: FastifyRequest['routeOptions']['config']['callers'] = [],
): void {
  if (allowed !== 'known' && !allowed.includes(caller)) {
    throw new ClientError('CALLER_NOT_ALLOWED', `The caller "${caller}" may not call this.`);
  }
}

/** x-deadline is epoch milliseconds: work that nobody waits for any more is not begun. */
function assertInTime(deadline: string | string[] | undefined, at: number): void {
  if (typeof deadline === 'string' && Number(deadline) < at) {
    throw new ClientError('DEADLINE_EXCEEDED', 'The deadline of this request has passed.');
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ClientError('VALIDATION', 'The body is not JSON.');
  }
}

function describeRequest(request: FastifyRequest, reply: FastifyReply): object {
  const { signed, body } = request;
  const operation = (body as { operationName?: unknown } | undefined)?.operationName;
  return {
    route: request.routeOptions.url,
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime * 10) / 10,
    ...(typeof operation === 'string' && { operation: operation.slice(0, 200) }),
    ...(signed && {
      caller: signed.caller,
      requestId: signed.requestId,
      correlationId: signed.correlationId,
    }),
  };
}

interface Failure {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly log: Logger;
}

function sendError(error: unknown, { request, reply, log }: Failure): FastifyReply {
  const known = toClientError(error, request.routeOptions.bodyLimit);
  if (known) {
    return reply.code(known.status).send({ errors: [known.toJSON()] });
  }
  log.error({ error, correlationId: request.signed?.correlationId }, 'request failed');
  const masked = new GraphQLError('Internal server error', {
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
  return reply.code(500).send({ errors: [masked.toJSON()] });
}

function toClientError(error: unknown, bodyLimit = MAX_BODY_BYTES): ClientError | undefined {
  if (error instanceof ClientError) {
    return error;
  }
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === 413) {
    return new ClientError('PAYLOAD_TOO_LARGE', `The body is larger than ${bodyLimit} bytes.`);
  }
  return statusCode !== undefined && statusCode < 500
    ? new ClientError('VALIDATION', 'Send the body as application/json.')
    : undefined;
}
