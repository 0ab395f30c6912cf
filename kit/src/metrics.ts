import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Seconds by route and status class; routes are patterns, so that labels stay bounded. */
  observeRequest(route: string, status: number, seconds: number): void;
  /** Events a consumer has yet to apply, and how old the last one is that it applied while there are newer ones. */
  setLag(consumer: string, events: number, seconds: number): void;
  /** Events a consumer has passed over. */
  setUnapplied(consumer: string, counts: { readonly parked: number; readonly dead: number }): void;
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
  return {
    registry,
    observeRequest: (route, status, seconds) =>
      requests.observe({ route, status: `${Math.floor(status / 100)}xx` }, seconds),
    ...createConsumerMetrics(registers),
  };
}

/** How far consumers of events are. */
function createConsumerMetrics(
  registers: Registry[],
): Pick<Metrics, 'setLag' | 'setUnapplied' | 'countConsumed'> {
  const lag = new Gauge({
    name: 'event_consumer_lag',
    help: 'Events a consumer has yet to apply.',
    labelNames: ['consumer'],
    registers,
  });
  const lagSeconds = new Gauge({
    name: 'event_consumer_lag_seconds',
    help: 'Age of the last event that a consumer applied while there are newer ones; 0 when it has all.',
    labelNames: ['consumer'],
    registers,
  });
  const unapplied = new Gauge({
    name: 'event_consumer_unapplied',
    help: 'Events a consumer has passed over: parked, since it cannot read them, or dead, since they failed.',
    labelNames: ['consumer', 'state'],
    registers,
  });
  const consumed = new Counter({
    name: 'events_consumed_total',
    help: 'Events a consumer finished, by outcome.',
    labelNames: ['consumer', 'outcome'],
    registers,
  });
  return {
    setLag(consumer, events, seconds) {
      lag.set({ consumer }, events);
      lagSeconds.set({ consumer }, seconds);
    },
    setUnapplied(consumer, { parked, dead }) {
      unapplied.set({ consumer, state: 'parked' }, parked);
      unapplied.set({ consumer, state: 'dead' }, dead);
    },
    countConsumed: (consumer, outcome, events) => consumed.inc({ consumer, outcome }, events),
  };
}
