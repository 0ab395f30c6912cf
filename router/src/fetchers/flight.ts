import { Timed } from './deadlines.ts';
import { type CallOutcome, type CallOwner, HttpCall, TooLargeError } from './http-call.ts';
import { type Instance, chooseInstance } from './instance.ts';
import { loseCall, loseContentType, loseUnavailable } from './losses.ts';
import { readAnswer } from './read-answer.ts';
import type { AnswerHeaders, FetchOutcome, LostFetch } from './scope.ts';
import type { Breaker } from './breaker.ts';
import type { Gate } from './gate.ts';
import type { RetryBudget } from './retry-budget.ts';
import type { Boarded, Waiter, WaiterTraffic } from './waiter.ts';

const NOTHING_GIVEN: Given = { headers: {} };
const GATEWAY_STATUSES = new Set([502, 503, 504]);

/** What a call knows of the subgraph that it goes to. */
export interface FlightTraffic extends WaiterTraffic {
  readonly instances: readonly Instance[];
  readonly breaker: Breaker;
  readonly gate: Gate;
  readonly budget: RetryBudget;
  writeHeaders(waiter: Waiter, path: string): string[];
  /** No further fetch joins the flight. */
  forget(flight: Flight): void;
  /** For a fetch that must not take part in the call of others. */
  sendAlone(waiter: Waiter): void;
}

/** What is sent for one fetch, or for several that ask the same: one call, and its repetitions. */
export class Flight extends Timed implements CallOwner, Boarded {
  readonly waiters: Waiter[];
  readonly key: string | undefined;
  readonly #traffic: FlightTraffic;
  readonly #first: Waiter;
  /** How the try before failed: what to say of a repetition that comes too late. */
  lastLoss: LostFetch | undefined;
  #call: HttpCall | undefined;
  #instance: Instance | undefined;
  #attempts = 0;
  #isQueued = false;

  constructor(traffic: FlightTraffic, first: Waiter, key: string | undefined) {
    super();
    this.#traffic = traffic;
    this.#first = first;
    this.waiters = [first];
    this.key = key;
    first.flight = this;
  }

  get isOver(): boolean {
    return this.waiters.length === 0;
  }

  /** Whether the subgraph will not give up, nor the call hang on for ever, before this one does. */
  admits({ expiresAt, startedAt, scope }: Waiter): boolean {
    const { scope: own, startedAt: since } = this.#first;
    const ownDeadline = startedAt + own.deadlineAt - scope.deadlineAt + (expiresAt - startedAt);
    return (
      startedAt - since < this.#traffic.settings.timeoutMs &&
      (own.deadlineAt >= scope.deadlineAt || ownDeadline >= expiresAt - 1000)
    );
  }

  join(waiter: Waiter): void {
    waiter.flight = this;
    this.waiters.push(waiter);
  }

  /** Ends the call when nobody is left that waits for it. */
  leave(waiter: Waiter, isLate: boolean): void {
    this.waiters.splice(this.waiters.indexOf(waiter), 1);
    if (!this.isOver) {
      return;
    }
    const { breaker, deps, gate } = this.#traffic;
    this.#traffic.forget(this);
    deps.deadlines.remove(this);
    if (this.#call !== undefined) {
      this.#call.abort();
      this.#land(isLate ? true : undefined);
    } else if (this.#isQueued) {
      gate.cancel(this);
      breaker.forget();
    }
  }

  start(): void {
    const { gate, breaker, name } = this.#traffic;
    if (!breaker.tryPass(performance.now())) {
      this.#end(loseUnavailable(name, true, 'the circuit breaker is open'), 0);
      return;
    }
    if (gate.tryEnter()) {
      this.send();
      return;
    }
    this.#isQueued = gate.tryQueue(this);
    if (!this.#isQueued) {
      breaker.forget();
      this.#end(loseUnavailable(name, true, 'too many fetches wait already'), 0);
    }
  }

  /** Called with a place among the concurrent calls. */
  send(): void {
    this.#isQueued = false;
    const { instances, settings } = this.#traffic;
    const instance = chooseInstance(instances, this.#instance, performance.now());
    this.#instance = instance;
    this.#attempts += 1;
    instance.inFlight += 1;
    this.#call = new HttpCall(this, settings.maxResponseBytes);
    const { path } = instance;
    const { body } = this.#first.request;
    const headers = this.#traffic.writeHeaders(this.#first, path);
    instance.pool.dispatch({ path, method: 'POST', headers, body, idempotent: false }, this.#call);
  }

  onCallEnd(call: CallOutcome): void {
    this.#land(call.status === 0 || call.status >= 500);
    if (this.#mayGoElsewhere(call)) {
      // Nothing can have reached the instance: another one is asked at once, also for a mutation.
      this.#traffic.deps.metrics.countRetry(this.#traffic.name);
      this.lastLoss = loseUnavailable(this.#traffic.name, true, call.error);
      this.start();
    } else if (!this.#retry(call)) {
      this.#answer(call);
    }
  }

  /** The wait before a repetition is over. */
  onTime(): void {
    this.start();
  }

  #land(isFailure: boolean | undefined): void {
    const { breaker, gate } = this.#traffic;
    const now = performance.now();
    this.#call = undefined;
    if (this.#instance !== undefined) {
      this.#instance.inFlight -= 1;
    }
    if (isFailure === undefined) {
      breaker.forget();
    } else {
      breaker.record(isFailure, now);
      this.#instance?.record(isFailure, now);
    }
    gate.leave();
  }

  #mayGoElsewhere({ status, wasSent }: CallOutcome): boolean {
    const { instances, settings } = this.#traffic;
    return (
      status === 0 &&
      !wasSent &&
      this.#attempts <= settings.retries &&
      instances.some((instance) => instance !== this.#instance)
    );
  }

  #retry({ status, error, headers }: CallOutcome): boolean {
    const { settings, budget, deps, name } = this.#traffic;
    const isTransient = error !== undefined || GATEWAY_STATUSES.has(status);
    const isTooLarge = error instanceof TooLargeError;
    if (
      !isTransient ||
      isTooLarge ||
      this.#first.request.isMutation ||
      this.#attempts > settings.retries
    ) {
      return false;
    }
    const now = performance.now();
    const jittered = settings.backoffMs * 2 ** (this.#attempts - 1) * (0.5 + Math.random());
    const delay = Math.max(jittered, readRetryAfter(headers['retry-after'], deps.now));
    const last = Math.max(...this.waiters.map(({ expiresAt }) => expiresAt));
    if (now + delay >= last || !budget.tryTake(now)) {
      return false;
    }
    this.lastLoss = loseUnavailable(name, true, error ?? `HTTP status ${status}`);
    deps.metrics.countRetry(name);
    deps.deadlines.add(this, delay);
    return true;
  }

  #answer(call: CallOutcome): void {
    const { name } = this.#traffic;
    const { isMutation, entityCount } = this.#first.request;
    if (call.status === 0) {
      this.#end(loseCall(name, call, isMutation), 0);
      return;
    }
    const contentType = call.headers['content-type'];
    if (call.status < 300 && !isJson(contentType)) {
      this.#end(loseContentType(name, contentType), call.status);
      return;
    }
    const raw = {
      subgraph: name,
      status: call.status,
      text: call.text.startsWith('\uFEFF') ? call.text.slice(1) : call.text,
      isMutation,
      entityCount: entityCount < 0 ? undefined : entityCount,
    };
    this.#end(readAnswer(raw), call.status, { raw, headers: call.headers });
  }

  #end(outcome: FetchOutcome, status: number, given: Given = NOTHING_GIVEN): void {
    this.#traffic.forget(this);
    const [first, ...others] = this.waiters.splice(0);
    const { raw, headers } = given;
    const cookies = headers['set-cookie'];
    if (first !== undefined) {
      first.scope.cookies.push(...(cookies === undefined ? [] : [cookies].flat()));
      this.#hand(first, { outcome, status, headers });
    }
    const mayShare = this.#first.request.isReadOnly && others.every(isReadOnly);
    for (const waiter of others) {
      if (cookies === undefined) {
        const own = mayShare || raw === undefined ? outcome : readAnswer(raw);
        this.#hand(waiter, { outcome: own, status, headers });
      } else {
        // A cookie is for one client: the others ask for themselves.
        this.#traffic.sendAlone(waiter);
      }
    }
  }

  #hand(waiter: Waiter, { outcome, status, headers }: Handed): void {
    waiter.scope.takeHeaders?.(this.#traffic.name, headers);
    waiter.finish(outcome, status);
  }
}

interface Handed {
  readonly outcome: FetchOutcome;
  readonly status: number;
  readonly headers: AnswerHeaders;
}

interface Given {
  readonly raw?: Parameters<typeof readAnswer>[0];
  readonly headers: AnswerHeaders;
}

function isReadOnly({ request }: Waiter): boolean {
  return request.isReadOnly;
}

function isJson(contentType: unknown): boolean {
  return (
    typeof contentType === 'string' &&
    /^application\/(?:graphql-response\+)?json\s*(?:;|$)/iu.test(contentType)
  );
}

/** Milliseconds that the subgraph asks for, in seconds or as a date; 0 when it asks for none. */
function readRetryAfter(value: unknown, now: () => number): number {
  if (typeof value !== 'string') {
    return 0;
  }
  const ms = /^\d+$/u.test(value) ? Number(value) * 1000 : Date.parse(value) - now();
  return Number.isNaN(ms) ? 0 : ms;
}
