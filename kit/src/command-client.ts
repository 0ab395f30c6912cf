import { ExponentialBackoff, handleWhenResult, retry } from 'cockatiel';
import type { z } from 'zod';

import { type BreakerState, type CircuitBreaker, createCircuitBreaker } from './circuit-breaker.ts';
import type { Clock } from './clock.ts';
import type { Logger } from './log.ts';
import { CONTEXT_HEADERS } from './request-context.ts';
import { createRetryBudget } from './retry-budget.ts';
import type { BaseSettings } from './settings.ts';
import { createSignedFetch } from './signed-fetch.ts';
import { keyFor } from './signing.ts';

export interface CommandClientOptions {
  /** The service that calls. */
  readonly name: string;
  readonly settings: Pick<BaseSettings, 'SIGNING_KEY' | 'SERVICE_URLS'>;
  readonly now: Clock;
  readonly log: Logger;
}

export interface CommandRequest<Answer extends z.ZodType> {
  readonly service: string;
  readonly command: string;
  readonly input: unknown;
  /** What it answers; members that are not named are left out. */
  readonly answer: Answer;
  /** The same for every try of one step: the participant then has one effect. */
  readonly idempotencyKey: string;
  readonly correlationId: string;
  /** Epoch ms after which nobody waits; tries end there. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

/** What came of a command: its answer, refusals included, or that nobody can say whether it had its effect. */
export type CommandResult<Answer> =
  | { readonly status: 'answered'; readonly answer: Answer }
  | {
      readonly status: 'unavailable';
      readonly reason: string;
      /** False when it certainly had no effect: nothing of it was sent. */
      readonly mayHaveHappened: boolean;
    };

export interface CommandClient {
  /** Throws only what is a fault in a program: an input, key or answer the other side does not agree about. */
  call<Answer extends z.ZodType>(
    request: CommandRequest<Answer>,
  ): Promise<CommandResult<z.output<Answer>>>;
  breakerOf(service: string): BreakerState;
}

const ANSWER_WITHIN_MS = 2000;
const RETRIES = 2;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 1000;
/** Statuses of a request that was not at fault: the same one may do better in a moment. */
const PASSING_STATUSES = new Set([408, 425, 429]);

type Try =
  | { readonly status: 'answered'; readonly body: unknown }
  | {
      readonly status: 'unavailable';
      readonly reason: string;
      readonly mayRetry: boolean;
      readonly mayHaveHappened: boolean;
    };

/**
 * Calls commands of other services: 2 s a try, three tries with jitter within a budget, and a circuit breaker by service. The deadline
 * and the correlation travel along.
 */
export function createCommandClient(options: CommandClientOptions): CommandClient {
  const { log, now } = options;
  const breakers = new Map<string, CircuitBreaker>();
  const budget = createRetryBudget();
  const breakerFor = (service: string): CircuitBreaker => {
    const breaker =
      breakers.get(service) ??
      createCircuitBreaker({
        now,
        onChange: (state) => log.warn({ to: service, breaker: state }, 'circuit breaker'),
      });
    breakers.set(service, breaker);
    return breaker;
  };
  const again = retry(
    handleWhenResult((result) => {
      const { status, mayRetry } = result as { status: string; mayRetry?: boolean };
      return status === 'unavailable' && mayRetry === true && budget.take();
    }),
    {
      maxAttempts: RETRIES,
      backoff: new ExponentialBackoff({ initialDelay: FIRST_DELAY_MS, maxDelay: LONGEST_DELAY_MS }),
    },
  );
  return {
    async call(request) {
      budget.earn();
      const breaker = breakerFor(request.service);
      let mayHaveHappened = false;
      const result = await again.execute(async ({ attempt }) => {
        const one = await guard(
          breaker,
          () => send(request, options),
          () => isLate(request, now),
        );
        mayHaveHappened ||= one.status === 'unavailable' && one.mayHaveHappened;
        // The last try must not take from the budget for one that does not come.
        return attempt < RETRIES ? one : { ...one, mayRetry: false };
      }, request.signal);
      return result.status === 'answered'
        ? { status: 'answered', answer: request.answer.parse(result.body) }
        : { status: 'unavailable', reason: result.reason, mayHaveHappened };
    },
    breakerOf: (service) => breakers.get(service)?.state ?? 'CLOSED',
  };
}

async function guard(
  breaker: CircuitBreaker,
  work: () => Promise<Try>,
  isTooLate: () => boolean,
): Promise<Try> {
  if (isTooLate()) {
    return unsent('The deadline has passed.');
  }
  const permit = breaker.enter();
  if (permit === undefined) {
    return unsent('Its circuit breaker is open.');
  }
  try {
    const outcome = await work();
    if (outcome.status === 'answered') {
      permit.succeed();
    } else {
      permit.fail();
    }
    return outcome;
  } catch (error) {
    // It answers, if only that the call was wrong.
    permit.succeed();
    throw error;
  }
}

async function send(
  { service, command, input, ...request }: CommandRequest<z.ZodType>,
  { name, settings, now }: CommandClientOptions,
): Promise<Try> {
  const { SIGNING_KEY: key, SERVICE_URLS: urls } = settings;
  const base = urls[service];
  if (key === undefined || base === undefined) {
    return unsent(`There is no SERVICE_URLS entry of ${service}, or no SIGNING_KEY.`);
  }
  const signedFetch = createSignedFetch({ caller: name, key: keyFor(key, service), now });
  const deadline = Math.min(now() + ANSWER_WITHIN_MS, request.deadline ?? Infinity);
  const timeout = AbortSignal.timeout(Math.max(1, deadline - now()));
  let response: Response;
  let text: string;
  try {
    response = await signedFetch(urlOf(base, command), {
      method: 'POST',
      headers: {
        'idempotency-key': request.idempotencyKey,
        [CONTEXT_HEADERS.correlationId]: request.correlationId,
        'x-deadline': String(deadline),
      },
      body: input,
      signal: request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]),
    });
    text = await response.text();
  } catch (error) {
    const reason = `${service} does not answer ${command}: ${describe(error)}`;
    return {
      status: 'unavailable',
      reason,
      mayRetry: request.signal?.aborted !== true,
      mayHaveHappened: !isRefusedConnection(error),
    };
  }
  if (response.ok) {
    return { status: 'answered', body: JSON.parse(text) as unknown };
  }
  const reason = `${service} answered ${command} with ${response.status}: ${text.slice(0, 300)}`;
  if (response.status >= 500 || PASSING_STATUSES.has(response.status)) {
    return { status: 'unavailable', reason, mayRetry: true, mayHaveHappened: true };
  }
  throw new Error(reason);
}

/** Below the base, whether it ends in a slash or not. */
function urlOf(base: string, command: string): URL {
  return new URL(`internal/v1/${command}`, base.endsWith('/') ? base : `${base}/`);
}

function unsent(reason: string): Try {
  return { status: 'unavailable', reason, mayRetry: false, mayHaveHappened: false };
}

/** Nobody listens, so nobody has read it. */
function isRefusedConnection(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function isLate({ deadline }: CommandRequest<z.ZodType>, now: Clock): boolean {
  return deadline !== undefined && now() >= deadline;
}
