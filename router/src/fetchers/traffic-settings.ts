import type { SigningConfig } from '#src/config/subgraphs.ts';
import type { Logger } from '#src/telemetry/log.ts';
import type { Metrics } from '#src/telemetry/metrics.ts';

import type { BreakerOptions } from './breaker.ts';
import type { Deadlines } from './deadlines.ts';

/** How one subgraph is called. */
export interface TrafficSettings {
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly connectTimeoutMs: number;
  readonly http2: boolean;
  readonly deduplicate: boolean;
  readonly retries: number;
  readonly retryBudgetPercent: number;
  readonly backoffMs: number;
  readonly concurrency: number;
  readonly queue: number;
  readonly breaker: BreakerOptions;
}

export interface TrafficDeps {
  readonly signing: SigningConfig;
  readonly now: () => number;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly deadlines: Deadlines;
}
