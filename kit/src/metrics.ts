import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Seconds by route and status class; routes are patterns, so that labels stay bounded. */
  observeRequest(route: string, status: number, seconds: number): void;
  /** Events a consumer has yet to apply. */
  setLag(consumer: string, events: number): void;
  countConsumed(consumer: string, outcome: string, events: number): void;
}

/** The numbers of one process, in a registry of its own. */
export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route and status class.',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers,
  });
  const lag = new Gauge({
    name: 'event_consumer_lag',
    help: 'Events a consumer has yet to apply.',
    labelNames: ['consumer'],
    registers,
  });
  const consumed = new Counter({
    name: 'events_consumed_total',
    help: 'Events a consumer finished, by outcome.',
    labelNames: ['consumer', 'outcome'],
    registers,
  });
  return {
    registry,
    observeRequest: (route, status, seconds) =>
      requests.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds),
    setLag: (consumer, events) => lag.set({ consumer }, events),
    countConsumed: (consumer, outcome, events) => consumed.inc({ consumer, outcome }, events),
  };
}
