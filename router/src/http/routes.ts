import type { CorsConfig } from '#src/config/cors.ts';
import {
  type RouterErrorCode,
  PipelineError,
  ROUTER_ERROR_CODES,
  toPipelineError,
} from '#src/pipeline/errors.ts';
import { type RouterRequest, type RouterResponse, readHeader } from '#src/pipeline/http-message.ts';
import type { OperationAnswer } from '#src/pipeline/run-operation.ts';

import { respondPreflight, writeCors } from './cors.ts';
import { negotiate } from './negotiate.ts';
import { respondEmpty, respondJson, respondResult, respondText } from './respond.ts';

export type RunOperation = (request: RouterRequest) => Promise<OperationAnswer>;

export interface RouteDeps {
  readonly cors: CorsConfig;
  /** By path: one for each public schema. */
  readonly operations: ReadonlyMap<string, RunOperation>;
  readonly isReady: () => boolean;
  /** Undefined when they are not served here. */
  readonly renderMetrics: (() => Promise<{ contentType: string; text: string }>) | undefined;
}

type Route = (request: RouterRequest, deps: RouteDeps) => RouterResponse | Promise<RouterResponse>;

const ROUTES: Readonly<Record<string, Route>> = {
  '/health/live': () => respondJson({ status: 'live' }, { status: 200 }),
  '/health/ready': (_request, { isReady }) =>
    isReady()
      ? respondJson({ status: 'ready' }, { status: 200 })
      : respondJson({ status: 'not ready' }, { status: 503 }),
  '/metrics': async (_request, { renderMetrics }) => {
    if (renderMetrics === undefined) {
      throw createNotFound();
    }
    const { contentType, text } = await renderMetrics();
    return respondText(text, { status: 200, type: contentType });
  },
};

/** Whether the core answers this path; the studio has every other one. */
export function isRoute(url: string): boolean {
  const path = pathOf(url);
  return isGraphql(path) || Object.hasOwn(ROUTES, path);
}

/** Answers one request. Never throws. */
export async function answerRequest(
  request: RouterRequest,
  deps: RouteDeps,
): Promise<RouterResponse> {
  try {
    const path = pathOf(request.url);
    if (isGraphql(path)) {
      return await answerGraphql(request, path, deps);
    }
    const route = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
    if (route === undefined) {
      throw createNotFound();
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new PipelineError('METHOD_NOT_ALLOWED', 'Read this path by GET.', {
        headers: { allow: 'GET, HEAD' },
      });
    }
    return await route(request, deps);
  } catch (error) {
    const { code, headers } = toPipelineError(error);
    return respondError(code, {
      message: code === 'INTERNAL_SERVER_ERROR' ? undefined : (error as Error).message,
      headers,
    });
  }
}

function createNotFound(): PipelineError {
  return new PipelineError('NOT_FOUND', 'There is no such path. GraphQL is at /graphql.');
}

/** `/graphql` and all below it: a mistyped endpoint is told those that there are. */
function isGraphql(path: string): boolean {
  return path.startsWith('/graphql') && (path.length === 8 || path.charAt(8) === '/');
}

async function answerGraphql(
  request: RouterRequest,
  path: string,
  deps: RouteDeps,
): Promise<RouterResponse> {
  const run = deps.operations.get(path);
  if (run === undefined) {
    const known = [...deps.operations.keys()].join(', ');
    throw new PipelineError('NOT_FOUND', `There is no such endpoint. GraphQL is at ${known}.`);
  }
  if (request.method === 'OPTIONS') {
    return respondPreflight(request, deps.cors);
  }
  if (isPageVisit(request)) {
    const location = path === '/graphql' ? '/' : `/?endpoint=${path}`;
    return respondEmpty(303, { location });
  }
  const type = negotiate(readHeader(request.headers, 'accept'));
  return respondResult(type, await run(request), writeCors(request, deps.cors));
}

/** Somebody opened the endpoint in a browser: the studio is what they look for. */
function isPageVisit({ method, url, headers }: RouterRequest): boolean {
  return (
    method === 'GET' &&
    !url.includes('?') &&
    (readHeader(headers, 'accept') ?? '').startsWith('text/html')
  );
}

export interface ErrorOptions {
  readonly message?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal from outside the pipeline, in the same form as those from inside. */
export function respondError(
  code: RouterErrorCode,
  { message = 'Internal server error', headers = {} }: ErrorOptions,
) {
  return respondJson(
    { errors: [{ message, extensions: { code } }] },
    { status: ROUTER_ERROR_CODES[code].status, headers },
  );
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}
