import type { TracingConfig } from '#src/config/telemetry.ts';

import type { Logger } from './log.ts';
import type { Tracer } from './tracer.ts';

/** The tracer of the configuration, or undefined when tracing is off: then nothing of OpenTelemetry is loaded. */
export async function createTracer(
  config: TracingConfig,
  deps: { readonly log: Logger },
): Promise<Tracer | undefined> {
  if (!config.enabled) {
    return undefined;
  }
  const { createOtelTracer } = await import('./otel-tracer.ts');
  return createOtelTracer(config, deps);
}
