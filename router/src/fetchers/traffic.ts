import { keyFor, signRequest } from '@supergraph/kit/signing';

import { Breaker } from './breaker.ts';
import { fingerprintOf } from './flat-headers.ts';
import { Flight, type FlightTraffic } from './flight.ts';
import { Gate } from './gate.ts';
import type { Instance } from './instance.ts';
import { Instances } from './instances.ts';
import { RetryBudget } from './retry-budget.ts';
import type { FetchOutcome, OperationScope } from './scope.ts';
import type { SubgraphRequest } from './subgraph-client.ts';
import type { TrafficDeps, TrafficSettings } from './traffic-settings.ts';
import { type FetchEnd, Waiter } from './waiter.ts';

const CONSTANT_HEADERS = ['content-type', 'application/json', 'accept', 'application/json'];

/** All that goes to one subgraph, and what is known of how it fares. Lives on when the supergraph is replaced. */
export class Traffic implements FlightTraffic {
  readonly name: string;
  readonly settings: TrafficSettings;
  readonly deps: TrafficDeps;
  readonly breaker: Breaker;
  readonly gate: Gate;
  readonly budget: RetryBudget;
  readonly #instances: Instances;
  readonly #flights = new Map<string, Flight>();
  readonly #key: string | undefined;

  constructor(
    { name, urls }: { readonly name: string; readonly urls: readonly string[] },
    settings: TrafficSettings,
    deps: TrafficDeps,
  ) {
    const { metrics, signing } = deps;
    this.name = name;
    this.settings = settings;
    this.deps = deps;
    this.#instances = new Instances(urls, settings);
    this.breaker = new Breaker(settings.breaker, (state) => metrics.setBreaker(name, state));
    this.gate = new Gate(settings.concurrency, settings.queue, (depth) =>
      metrics.setQueueDepth(name, depth),
    );
    this.budget = new RetryBudget(settings.retryBudgetPercent);
    this.#key = signing.key === undefined ? undefined : keyFor(signing.key, name);
  }

  get instances(): readonly Instance[] {
    return this.#instances.current;
  }

  /** What comes from here on goes to these; at least one. */
  moveTo(urls: readonly string[]): void {
    this.#instances.replace(urls);
  }

  send(request: SubgraphRequest, scope: OperationScope): Promise<FetchOutcome> {
    return new Promise((resolve) => {
      const waiter = new Waiter(this, { request, scope }, resolve);
      if (scope.signal?.aborted === true && !request.isMutation) {
        waiter.onTime();
      } else {
        this.#board(waiter);
      }
    });
  }

  /** For a fetch that must not take part in the call of others. */
  sendAlone(waiter: Waiter): void {
    new Flight(this, waiter, undefined).start();
  }

  /** No further fetch joins the flight. */
  forget(flight: Flight): void {
    if (flight.key !== undefined && this.#flights.get(flight.key) === flight) {
      this.#flights.delete(flight.key);
    }
  }

  writeHeaders({ request, scope, span }: Waiter, path: string): string[] {
    const headers = CONSTANT_HEADERS.concat(scope.headersFor(this.name));
    headers.push('x-deadline', String(scope.deadlineAt));
    if (span !== undefined) {
      const at = headers.indexOf('traceparent');
      headers.splice(at === -1 ? headers.length : at, 2, 'traceparent', span.traceparent);
    }
    this.#sign(headers, path, request.body);
    return headers;
  }

  #sign(headers: string[], path: string, body: string): void {
    if (this.#key === undefined) {
      return;
    }
    const byName: Record<string, string> = {};
    for (let at = 0; at < headers.length; at += 2) {
      byName[headers[at] ?? ''] = headers[at + 1] ?? '';
    }
    const { caller } = this.deps.signing;
    const signer = { caller, key: this.#key, now: this.deps.now };
    const signature = signRequest({ method: 'POST', path, headers: byName, body }, signer);
    headers.push(...Object.entries(signature).flat());
  }

  report({ request, scope }: Waiter, { outcome, status, ms }: FetchEnd): void {
    const { log, metrics } = this.deps;
    const isLost = outcome.kind === 'lost';
    const label = { subgraph: this.name, outcome: isLost ? outcome.code : 'answered' };
    metrics.observeFetch(label, ms / 1000);
    if (!isLost && !log.isLevelEnabled('debug')) {
      return;
    }
    const { requestId, correlationId } = scope;
    const operation = request.operationName ?? null;
    const line = { subgraph: this.name, operation, ms, status, requestId, correlationId };
    if (isLost) {
      log.warn({ ...line, code: outcome.code, error: outcome.cause }, 'fetch');
    } else {
      log.debug({ ...line, errors: outcome.errors.length }, 'fetch');
    }
  }

  async close(): Promise<void> {
    await this.#instances.close();
  }

  #board(waiter: Waiter): void {
    const { request, scope } = waiter;
    this.budget.deposit();
    if (request.isMutation || !this.settings.deduplicate) {
      this.sendAlone(waiter);
      return;
    }
    const key = `${fingerprintOf(scope.headersFor(this.name))}\n${request.body}`;
    const known = this.#flights.get(key);
    if (known !== undefined && known.admits(waiter)) {
      this.deps.metrics.countDeduplicated(this.name);
      known.join(waiter);
      return;
    }
    const flight = new Flight(this, waiter, key);
    this.#flights.set(key, flight);
    flight.start();
  }
}
