import { sleep } from '@supergraph/kit/clock';

import type { Config } from '#src/config/index.ts';
import type { Router } from '#src/router.ts';
import type { Logger } from '#src/telemetry/log.ts';

import { createRegistryGet } from './registry-client.ts';
import { readSupergraph, watchSupergraph } from './source-file.ts';
import { RegistrySource } from './source-registry.ts';

/** Where supergraphs come from, from the first one on. */
export interface SupergraphSource {
  /** Resolves when one is served. */
  readonly serving: Promise<void>;
  stop(): Promise<void>;
}

export interface SourceOptions {
  readonly config: Pick<Config, 'registry' | 'signing' | 'supergraph'>;
  readonly router: Router;
  readonly log: Logger;
}

/** Follows the registry of the configuration if any will do and there is one, else the file. Rejects when the file has nothing to serve. */
export async function openSource(
  wanted: 'file' | 'any',
  options: SourceOptions,
): Promise<SupergraphSource> {
  const { config, router, log } = options;
  const { registry, signing } = config;
  if (wanted === 'file' || registry.url === undefined) {
    return followFile(options);
  }
  return new RegistrySource({
    get: createRegistryGet(registry.url, registry, signing),
    load: (sdl) => router.load(sdl),
    loadLastGood: () => router.loadLastGood(),
    route: (instances) => router.route(instances),
    override: (shares) => router.override(shares),
    log,
    sleep,
    random: Math.random,
  });
}

async function followFile({ config, router, log }: SourceOptions): Promise<SupergraphSource> {
  const { file, pollMs } = config.supergraph;
  const current = await loadFirst(router, file, log);
  const stopWatching = watchSupergraph(file, {
    pollMs,
    current,
    onChange: (changed) => {
      router
        .load(changed)
        .catch((error: unknown) => log.error({ error }, 'supergraph refused, the last one stays'));
    },
  });
  return {
    serving: Promise.resolve(),
    stop() {
      stopWatching();
      return Promise.resolve();
    },
  };
}

/** Loads the file; when that cannot be served, what was served last. Gives the file's text, to be watched from. */
async function loadFirst(router: Router, file: string, log: Logger): Promise<string> {
  let sdl = '';
  try {
    sdl = await readSupergraph(file);
    await loadFrom(router, file, sdl);
  } catch (error) {
    if (!(await router.loadLastGood())) {
      throw error;
    }
    log.error({ error }, 'supergraph refused, the one served last is served again');
  }
  return sdl;
}

async function loadFrom(router: Router, file: string, sdl: string): Promise<void> {
  try {
    await router.load(sdl);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`The supergraph file ${file} cannot be served. ${message}`, { cause: error });
  }
}
