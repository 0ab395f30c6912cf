import type { TelemetryConfig } from '#src/config/telemetry.ts';

import type { Logger } from './log.ts';
import { type MetricsListener, listenForMetrics } from './metrics-listener.ts';
import { type Metrics, createMetrics } from './metrics.ts';
import type { Tracer } from './tracer.ts';
import { createTracer } from './tracing.ts';

/** What observes a router process, and what of it has to be stopped with it. */
export interface Telemetry {
  readonly metrics: Metrics;
  readonly tracer: Tracer | undefined;
  /** Sends the last spans and closes the port of the metrics. Never rejects. */
  stop(): Promise<void>;
}

/** Starts what the configuration asks for. Rejects when the port of the metrics cannot be had. */
export async function startTelemetry(
  config: TelemetryConfig,
  deps: { readonly log: Logger },
): Promise<Telemetry> {
  const metrics = createMetrics();
  const listener = await listenIfAsked(config, metrics);
  if (listener !== undefined) {
    deps.log.info({ metricsUrl: listener.url }, 'metrics are served');
  }
  const tracer = await createTracer(config.tracing, deps);
  return {
    metrics,
    tracer,
    stop: async () => void (await Promise.all([tracer?.stop(), listener?.close()])),
  };
}

/** Whether the metrics are on the public port. */
export function areMetricsPublic({ metrics }: TelemetryConfig): boolean {
  return metrics.enabled && metrics.port === undefined;
}

function listenIfAsked(
  { metrics: { enabled, host, port } }: TelemetryConfig,
  metrics: Metrics,
): Promise<MetricsListener> | undefined {
  return enabled && port !== undefined ? listenForMetrics(metrics, { host, port }) : undefined;
}
