import { drainOnStop } from '@supergraph/kit/drain';
import { Registry } from 'prom-client';

import type { Config } from '#src/config/index.ts';
import type { Logger } from '#src/telemetry/log.ts';
import { listenForMetrics } from '#src/telemetry/metrics-listener.ts';

import { startWorkers } from './supervise.ts';

function giveUp(): void {
  process.stderr.write('The router gives up: its workers die before they are ready.\n');
  process.exit(1);
}

/** Serves by that many processes, and itself only their metrics where these have a port of their own. */
export async function runPrimary(config: Config, count: number, log: Logger): Promise<void> {
  const workers = await startWorkers(count, { log, giveUp });
  const { enabled, host, port } = config.telemetry.metrics;
  const render = async () => ({
    contentType: Registry.PROMETHEUS_CONTENT_TYPE,
    text: await workers.renderMetrics(),
  });
  const metrics =
    enabled && port !== undefined ? await listenForMetrics({ render }, { host, port }) : undefined;
  if (metrics !== undefined) {
    log.info({ metricsUrl: metrics.url }, 'metrics are served');
  }
  const { url } = workers;
  log.info({ url, workers: count, signed: config.signing.key !== undefined }, 'ready');
  process.send?.({ type: 'ready', url });
  drainOnStop(log, async () => {
    await workers.stop();
    await metrics?.close();
    log.info('stopped');
  });
}
