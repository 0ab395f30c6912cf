import { keyFor, signRequest } from '@supergraph/kit/signing';
import { type Dispatcher, request as send } from 'undici';

import type { SigningConfig, SubgraphsConfig } from '#src/config/subgraphs.ts';
import type { Logger } from '#src/telemetry/log.ts';
import type { Metrics } from '#src/telemetry/metrics.ts';

import { type HeaderSource, flatten } from './flat-headers.ts';
import { readAnswer } from './read-answer.ts';
import type { FetchOutcome, LostFetch, OperationScope } from './scope.ts';

export interface SubgraphFetch {
  readonly subgraph: string;
  /** The whole URL of the subgraph's GraphQL endpoint. */
  readonly url: string;
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Sends one operation to one subgraph. Never throws: a fetch that fails is an outcome. */
export type FetchFromSubgraph = (
  fetch: SubgraphFetch,
  scope: OperationScope,
) => Promise<FetchOutcome>;

export interface SubgraphClientOptions {
  readonly subgraphs: SubgraphsConfig;
  readonly signing: SigningConfig;
  readonly dispatcher: Dispatcher;
  readonly now: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** The one way requests leave for subgraphs: signed, in time, logged and measured. */
export function createSubgraphClient(options: SubgraphClientOptions): FetchFromSubgraph {
  return async (fetch, scope) => {
    const started = performance.now();
    const { status, outcome } = await attempt(fetch, scope, options);
    const ms = Math.round((performance.now() - started) * 10) / 10;
    const lost = outcome.kind === 'lost' ? outcome.code : undefined;
    scope.fetches.push({ subgraph: fetch.subgraph, ms, status, lost });
    options.metrics.observeFetch(
      { subgraph: fetch.subgraph, outcome: lost ?? 'answered' },
      ms / 1000,
    );
    reportFetch({ fetch, scope, status, outcome, ms }, options.log);
    return outcome;
  };
}

interface Attempt {
  /** HTTP status, or 0 when no answer came. */
  readonly status: number;
  readonly outcome: FetchOutcome;
}

async function attempt(
  fetch: SubgraphFetch,
  scope: OperationScope,
  options: SubgraphClientOptions,
): Promise<Attempt> {
  const isMutation = /^\s*mutation\b/u.test(fetch.query);
  const time = AbortSignal.timeout(readTimeout(fetch.subgraph, scope, options));
  const signal = scope.signal && !isMutation ? AbortSignal.any([time, scope.signal]) : time;
  try {
    const { url, headers, body } = writeRequest(fetch, scope, options);
    const response = await send(url, {
      method: 'POST',
      headers,
      body,
      signal,
      dispatcher: options.dispatcher,
    });
    const text = await response.body.text();
    scope.cookies.push(...[response.headers['set-cookie'] ?? []].flat());
    const { subgraph, variables } = fetch;
    const { representations } = variables;
    const entityCount = Array.isArray(representations) ? representations.length : undefined;
    const status = response.statusCode;
    return { status, outcome: readAnswer({ subgraph, status, text, isMutation, entityCount }) };
  } catch (error) {
    return {
      status: 0,
      outcome: describeLoss(error, { subgraph: fetch.subgraph, isMutation, isLate: time.aborted }),
    };
  }
}

function readTimeout(
  subgraph: string,
  { deadlineAt }: OperationScope,
  options: SubgraphClientOptions,
): number {
  const { timeoutMs, timeoutMsOf } = options.subgraphs;
  const own = Object.hasOwn(timeoutMsOf, subgraph) ? timeoutMsOf[subgraph] : undefined;
  return Math.max(0, Math.min(own ?? timeoutMs, deadlineAt - options.now()));
}

function writeRequest(
  fetch: SubgraphFetch,
  scope: OperationScope,
  { signing, now }: SubgraphClientOptions,
) {
  const { query, operationName, variables } = fetch;
  const url = new URL(fetch.url);
  const body = JSON.stringify({ query, variables, operationName });
  const headers = {
    ...byName(scope.headersFor(fetch.subgraph)),
    'content-type': 'application/json',
    accept: 'application/json',
    'x-deadline': String(scope.deadlineAt),
  };
  const toSign = { method: 'POST', path: url.pathname + url.search, headers, body };
  const signature =
    signing.key === undefined
      ? {}
      : signRequest(toSign, {
          caller: signing.caller,
          key: keyFor(signing.key, fetch.subgraph),
          now,
        });
  return { url, body, headers: { ...headers, ...signature } };
}

function byName(source: HeaderSource): Record<string, string> {
  const headers = flatten(source);
  return Object.fromEntries(
    headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] ?? '']] : [])),
  );
}

/** Failures before anything was sent: even a mutation may be sent again. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

interface Loss {
  readonly subgraph: string;
  readonly isMutation: boolean;
  readonly isLate: boolean;
}

function describeLoss(error: unknown, { subgraph, isMutation, isLate }: Loss): LostFetch {
  const cause = error;
  const code = (error as { code?: string } | null)?.code ?? '';
  if (isLate) {
    const message = `The subgraph "${subgraph}" did not answer in time.`;
    return { kind: 'lost', code: 'SUBGRAPH_TIMEOUT', message, retryable: !isMutation, cause };
  }
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') {
    const message = `The subgraph "${subgraph}" sent an answer that is too large.`;
    return { kind: 'lost', code: 'SUBGRAPH_INVALID_RESPONSE', message, retryable: false, cause };
  }
  const message = `The subgraph "${subgraph}" is not available.`;
  const retryable = !isMutation || NEVER_SENT.has(code);
  return { kind: 'lost', code: 'SUBGRAPH_UNAVAILABLE', message, retryable, cause };
}

interface FetchLine {
  readonly fetch: SubgraphFetch;
  readonly scope: OperationScope;
  readonly status: number;
  readonly outcome: FetchOutcome;
  readonly ms: number;
}

function reportFetch({ fetch, scope, status, outcome, ms }: FetchLine, log: Logger): void {
  const line = {
    subgraph: fetch.subgraph,
    operation: fetch.operationName ?? null,
    ms,
    status,
    requestId: scope.requestId,
    correlationId: scope.correlationId,
  };
  if (outcome.kind === 'lost') {
    log.warn({ ...line, code: outcome.code, error: outcome.cause }, 'fetch');
  } else {
    log.info({ ...line, errors: outcome.errors.length }, 'fetch');
  }
}

export interface SubgraphRequest {
  readonly body: string;
  readonly operationName: string | undefined;
  readonly isMutation: boolean;
  readonly entityCount: number;
  readonly isReadOnly: boolean;
}
export type SendToSubgraph = (
  request: SubgraphRequest,
  scope: OperationScope,
) => Promise<FetchOutcome>;
export interface SubgraphClient {
  open(name: string, routingUrl: string): SendToSubgraph;
  keepOnly(names: readonly string[]): void;
  close(): Promise<void>;
}
