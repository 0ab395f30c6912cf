import { type CircuitBreaker, createCircuitBreaker } from '@supergraph/kit/circuit-breaker';
import type { Clock } from '@supergraph/kit/clock';
import type { Logger } from '@supergraph/kit/log';

/** Below what a command may take, so that its caller hears of it. */
const ANSWER_WITHIN_MS = 1500;

export interface CallOptions {
  readonly url: string;
  readonly now: Clock;
  readonly log: Logger;
  /** Proves who calls. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface CallRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  readonly key?: string;
}

export type Called =
  | { readonly status: 'answered'; readonly code: number; readonly body: unknown }
  | { readonly status: 'unavailable'; readonly reason: string };

export type Call = (request: CallRequest) => Promise<Called>;

/** Statuses below 500 that say nothing of the payment: who asks is not known, or asks too early or too often. */
const NO_ANSWER: ReadonlySet<number> = new Set([401, 403, 407, 408, 425, 429]);

/** Calls a provider: 1.5 s a call, one circuit breaker for all. A status from 500 up, one of NO_ANSWER, or no JSON, is no answer. */
export function createCall(options: CallOptions): Call {
  const { now, log } = options;
  const breaker = createCircuitBreaker({
    now,
    onChange: (state) => log.warn({ to: 'payment provider', breaker: state }, 'circuit breaker'),
  });
  return (request) => guard(breaker, () => send(request, options));
}

async function guard(breaker: CircuitBreaker, work: () => Promise<Called>): Promise<Called> {
  const permit = breaker.enter();
  if (permit === undefined) {
    return { status: 'unavailable', reason: 'Its circuit breaker is open.' };
  }
  const called = await work();
  if (called.status === 'answered') {
    permit.succeed();
  } else {
    permit.fail();
  }
  return called;
}

async function send(
  { method, path, body, key }: CallRequest,
  { url, headers }: CallOptions,
): Promise<Called> {
  try {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const text = await response.text();
    return response.status >= 500 || NO_ANSWER.has(response.status)
      ? { status: 'unavailable', reason: `It answered ${method} ${path} with ${response.status}.` }
      : { status: 'answered', code: response.status, body: JSON.parse(text) as unknown };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    return { status: 'unavailable', reason: `It does not answer ${method} ${path}: ${reason}` };
  }
}
