import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { SpanExporter } from '@opentelemetry/sdk-trace';

import type { TracingConfig } from '#src/config/telemetry.ts';

import type { Logger } from './log.ts';

const QUIET_MS = 60_000;

/** Sends spans by OTLP over HTTP. A collector that fails is said in the log, once a minute, and costs its spans. */
export function createExporter({ endpoint, headers }: TracingConfig, log: Logger): SpanExporter {
  const exporter = new OTLPTraceExporter({ url: endpoint, headers: { ...headers } });
  let quietUntil = 0;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const now = performance.now();
        if (result.error !== undefined && now >= quietUntil) {
          quietUntil = now + QUIET_MS;
          log.warn({ error: result.error, spans: spans.length }, 'trace export failed');
        }
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
