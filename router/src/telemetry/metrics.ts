import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface Metrics {
  /** The page Prometheus reads, and its content type. */
  render(): Promise<{ readonly contentType: string; readonly text: string }>;
  observeFetch(
    labels: { readonly subgraph: string; readonly outcome: string },
    seconds: number,
  ): void;
  observeOperation(
    labels: { readonly type: string; readonly outcome: string },
    seconds: number,
  ): void;
  countReload(outcome: 'loaded' | 'refused'): void;
  addInFlight(operations: 1 | -1): void;
}

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** The router's numbers in a registry of their own. Labels are bounded: subgraphs, codes and operation types. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  registry.setDefaultLabels({ service: 'router' });
  collectDefaultMetrics({ register: registry });
  const fetches = new Histogram({
    name: 'router_fetch_duration_seconds',
    help: 'Time a subgraph took to answer, by outcome.',
    labelNames: ['subgraph', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const operations = new Histogram({
    name: 'router_operation_duration_seconds',
    help: 'Time to answer an operation, by type and first error code.',
    labelNames: ['type', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const reloads = new Counter({
    name: 'router_supergraph_loads_total',
    help: 'Supergraphs that were loaded or refused.',
    labelNames: ['outcome'],
    registers,
  });
  const inFlight = new Gauge({
    name: 'router_operations_in_flight',
    help: 'Operations not answered yet.',
    registers,
  });
  return {
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
    observeFetch: (labels, seconds) => fetches.observe(labels, seconds),
    observeOperation: (labels, seconds) => operations.observe(labels, seconds),
    countReload: (outcome) => reloads.inc({ outcome }),
    addInFlight: (count) => inFlight.inc(count),
  };
}
