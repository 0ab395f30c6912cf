import { readFileSync } from 'node:fs';
import path from 'node:path';

import { newId } from '@supergraph/kit/ids';
import { createLogger } from '@supergraph/kit/log';
import { drainOnStop } from '@supergraph/kit/drain';

import { type Flags, USAGE, readFlags } from '#src/config/flags.ts';
import { listMistypedVariables } from '#src/config/overrides.ts';
import { readConfig } from '#src/config/read-config.ts';
import type { Config } from '#src/config/index.ts';
import { countWorkers } from '#src/config/workers.ts';
import { listen } from '#src/http/listen.ts';
import { isRoute } from '#src/http/routes.ts';
import { createStudioPages } from '#src/http/studio.ts';
import { createRouter } from '#src/router.ts';
import { openSource } from '#src/supergraph/open-source.ts';
import type { Logger } from '#src/telemetry/log.ts';
import { openUsageReporter } from '#src/telemetry/open-usage-reporter.ts';
import { startTelemetry } from '#src/telemetry/telemetry.ts';

const DEFAULT_CONFIG = path.join(import.meta.dirname, '../router.yaml');

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const isFolder = (error as NodeJS.ErrnoException).code === 'EISDIR';
    throw new Error(
      `There is no configuration to read at ${file}${isFolder ? ', which is a folder' : ''}.`,
      { cause: error },
    );
  }
}

function readSettings(flags: Flags) {
  const file = path.resolve(flags.config ?? DEFAULT_CONFIG);
  const config = readConfig({
    text: readText(file),
    file,
    env: process.env,
    flags,
    workingDirectory: process.cwd(),
  });
  return { config, isFileAsked: flags.supergraph !== undefined };
}

/** In a worker the numbers are summed with those of the others, and a port of their own is the primary's. */
async function openTelemetry({ telemetry: config }: Config, log: Logger, isWorker: boolean) {
  if (!isWorker) {
    return startTelemetry(config, { log });
  }
  const { shareMetrics } = await import('#src/workers/worker-metrics.ts');
  const metrics = { ...config.metrics, port: undefined };
  const telemetry = await startTelemetry({ ...config, metrics }, { log });
  return { ...telemetry, metrics: shareMetrics(telemetry.metrics) };
}

async function start(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  if (flags === 'help') {
    process.stdout.write(USAGE);
    return;
  }
  const { config, isFileAsked } = readSettings(flags);
  const log = createLogger({ service: 'router', level: config.log.level });
  const isWorker = process.env['ROUTER_WORKER'] === '1';
  const count = countWorkers(config.workers);
  if (!isWorker) {
    for (const { name, nearest } of listMistypedVariables(process.env)) {
      log.warn(
        { name, nearest },
        'a variable that is not known: it may be meant as the nearest one',
      );
    }
  }
  if (isWorker || count === 1) {
    await serve(config, log, { isWorker, isFileAsked });
  } else {
    const { runPrimary } = await import('#src/workers/primary.ts');
    await runPrimary(config, count, log);
  }
}

interface Circumstances {
  readonly isWorker: boolean;
  /** A file that the command line names wins over the registry. */
  readonly isFileAsked: boolean;
}

async function serve(
  config: Config,
  log: Logger,
  { isWorker, isFileAsked }: Circumstances,
): Promise<void> {
  const telemetry = await openTelemetry(config, log, isWorker);
  const router = createRouter(config, { log, ...telemetry, now: Date.now, newId });
  const reporter = openUsageReporter(config, router.usage, { log, metrics: telemetry.metrics });
  const source = await openSource(isFileAsked ? 'file' : 'any', { config, router, log });
  const listener = await listen(config.listen, {
    answer: (request) => router.answer(request),
    isRoute,
    pages: createStudioPages(config.studio.directory),
    log,
  });
  drainOnStop(log, async () => {
    router.startDraining();
    await Promise.all([source.stop(), listener.drain()]);
    await reporter?.stop();
    await router.stop();
    await telemetry.stop();
    log.info('stopped');
  });
  await source.serving;
  const signed = config.signing.key !== undefined;
  log.info({ url: listener.url, signed }, isWorker ? 'worker ready' : 'ready');

  process.send?.({ type: 'ready', url: listener.url });
}

try {
  await start();
} catch (error) {
  const { message } = error as Error;
  process.stderr.write(`The router cannot start. ${message}\n`);
  process.exitCode = 1;
}
