import { configShape } from '#src/config/index.ts';
import { createClient } from '#src/fetchers/client.ts';
import type { SubgraphClient } from '#src/fetchers/subgraph-client.ts';
import { createMetrics } from '#src/telemetry/metrics.ts';

import { createTestLog } from './router.ts';

/** A client with the defaults of the configuration. */
export function createTestClient(): SubgraphClient {
  const { subgraphs, signing } = configShape.parse({});
  return createClient({
    subgraphs,
    signing,
    now: Date.now,
    log: createTestLog([]),
    metrics: createMetrics(),
  });
}
