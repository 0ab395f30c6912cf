import { Registry, collectDefaultMetrics } from 'prom-client';

import { DurationFamily, NumberFamily } from './meters.ts';

/** What the parts of the router tell of themselves. Every method is cheap enough for every request and fetch. */
export interface Metrics {
  /** For summing over processes; its metrics answer to prom-client's aggregation. */
  readonly registry: Registry;
  /** The page Prometheus reads, and its content type. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
  observeOperation(
    labels: { readonly type: string; readonly outcome: string },
    seconds: number,
  ): void;
  addInFlight(operations: 1 | -1): void;
  /** An error that a client got. The code must be one of the router's own or "other". */
  countError(code: string): void;
  observeFetch(
    labels: { readonly subgraph: string; readonly outcome: string },
    seconds: number,
  ): void;
  /** A fetch that was answered by the call of an identical one. */
  countDeduplicated(subgraph: string): void;
  countRetry(subgraph: string): void;
  setBreaker(subgraph: string, state: BreakerState): void;
  /** Fetches that wait for a free connection of the subgraph. */
  setQueueDepth(subgraph: string, fetches: number): void;
  planCacheHit(): void;
  planCacheMiss(): void;
  setPlanCacheSize(entries: number): void;
  observePlan(ms: number): void;
  countDocument(kind: DocumentKind, result: DocumentResult): void;
  countReload(outcome: 'loaded' | 'refused'): void;
  /** Calls that the registry will not hear of. */
  countLostUsage(calls: number): void;
}

export type BreakerState = 'closed' | 'half-open' | 'open';
export type DocumentKind = 'apq' | 'persisted';
export type DocumentResult = 'hit' | 'miss' | 'registered' | 'refused';

const BREAKER_STATES: Readonly<Record<BreakerState, number>> = {
  closed: 0,
  'half-open': 1,
  open: 2,
};

/** The router's numbers in a registry of their own. Labels are bounded: subgraphs, codes and operation types. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service: 'router' });
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    ...meterOperations(registry),
    ...meterFetches(registry),
    ...meterPlans(registry),
    ...meterTraffic(registry),
  };
}

function meterOperations(registry: Registry) {
  const durations = new DurationFamily(registry, {
    name: 'router_operation_duration_seconds',
    help: 'Time to answer an operation, by type and outcome.',
    labels: ['type', 'outcome'],
  });
  const errors = counter(registry, {
    name: 'router_errors_total',
    help: 'Errors in answers, by code of the router; "other" are those of subgraphs.',
    labels: ['code'],
  });
  const inFlight = gauge(registry, {
    name: 'router_operations_in_flight',
    help: 'Operations not answered yet.',
  }).of();
  return {
    observeOperation: ({ type, outcome }, seconds) => durations.of(type, outcome).observe(seconds),
    countError: (code) => void (errors.of(code).value += 1),
    addInFlight: (operations) => void (inFlight.value += operations),
  } satisfies Partial<Metrics>;
}

function meterFetches(registry: Registry) {
  const durations = new DurationFamily(registry, {
    name: 'router_fetch_duration_seconds',
    help: 'Time a subgraph took to answer, by outcome.',
    labels: ['subgraph', 'outcome'],
  });
  const deduplicated = counter(registry, {
    name: 'router_fetches_deduplicated_total',
    help: 'Fetches answered by the call of an identical one that was on its way.',
    labels: ['subgraph'],
  });
  const retries = counter(registry, {
    name: 'router_fetch_retries_total',
    help: 'Calls that repeat one that failed.',
    labels: ['subgraph'],
  });
  return {
    observeFetch: ({ subgraph, outcome }, seconds) =>
      durations.of(subgraph, outcome).observe(seconds),
    countDeduplicated: (subgraph) => void (deduplicated.of(subgraph).value += 1),
    countRetry: (subgraph) => void (retries.of(subgraph).value += 1),
  } satisfies Partial<Metrics>;
}

function meterTraffic(registry: Registry) {
  const breakers = gauge(registry, {
    name: 'router_breaker_state',
    help: 'Circuit breaker of a subgraph: 0 closed, 1 half-open, 2 open.',
    labels: ['subgraph'],
  });
  const queues = gauge(registry, {
    name: 'router_fetch_queue_depth',
    help: 'Fetches that wait until the subgraph has fewer at once.',
    labels: ['subgraph'],
  });
  const reloads = counter(registry, {
    name: 'router_supergraph_loads_total',
    help: 'Supergraphs that were loaded or refused.',
    labels: ['outcome'],
  });
  const lostUsage = counter(registry, {
    name: 'router_usage_lost_calls_total',
    help: 'Calls whose usage was dropped before the registry had it.',
  }).of();
  return {
    setBreaker: (subgraph, state) => void (breakers.of(subgraph).value = BREAKER_STATES[state]),
    setQueueDepth: (subgraph, fetches) => void (queues.of(subgraph).value = fetches),
    countReload: (outcome) => void (reloads.of(outcome).value += 1),
    countLostUsage: (calls) => void (lostUsage.value += calls),
  } satisfies Partial<Metrics>;
}

function meterPlans(registry: Registry) {
  const lookups = counter(registry, {
    name: 'router_plan_cache_lookups_total',
    help: 'Operations whose plan was in the cache (hit) or had to be made (miss).',
    labels: ['result'],
  });
  const entries = gauge(registry, {
    name: 'router_plan_cache_entries',
    help: 'Plans in the cache.',
  }).of();
  const durations = new DurationFamily(registry, {
    name: 'router_plan_duration_seconds',
    help: 'Time to plan and compile an operation that was not in the cache.',
  }).of();
  const documents = counter(registry, {
    name: 'router_documents_total',
    help: 'Documents asked for by hash (apq) or id (persisted), by result.',
    labels: ['kind', 'result'],
  });
  const [hits, misses] = [lookups.of('hit'), lookups.of('miss')];
  return {
    planCacheHit: () => void (hits.value += 1),
    planCacheMiss: () => void (misses.value += 1),
    setPlanCacheSize: (plans) => void (entries.value = plans),
    observePlan: (ms) => durations.observe(ms / 1000),
    countDocument: (kind, result) => void (documents.of(kind, result).value += 1),
  } satisfies Partial<Metrics>;
}

interface NumberOptions {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

function counter(registry: Registry, options: NumberOptions): NumberFamily {
  return new NumberFamily(registry, { ...options, type: 'counter' });
}

function gauge(registry: Registry, options: NumberOptions): NumberFamily {
  return new NumberFamily(registry, { ...options, type: 'gauge' });
}
