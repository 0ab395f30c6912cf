import path from 'node:path';

import { readSettings } from '@supergraph/kit/settings';
import { z } from 'zod';

const NO_PORT = 'a port is a number from 1 to 65000, as GRAPH_PORT=4200';

const shape = {
  /** The router's port; every other port keeps its distance to it. */
  GRAPH_PORT: z.coerce
    .number({ error: NO_PORT })
    .int({ error: NO_PORT })
    .min(1, { error: NO_PORT })
    .max(65_000, { error: NO_PORT })
    .default(4000),
  DATA_DIR: z.string().default('.data'),
  /** How much demo data the first run makes; in production none, unless asked for. */
  DEMO_PROFILE: z.enum(['none', 'tiny', 'demo', 'large']).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** `json` passes the processes' lines on as they are. */
  LOG_FORMAT: z.enum(['text', 'json']).default('text'),
  /** Upstreams of our adapters; the simulator of one that is named is not started. */
  ERP_URL: z.url({ protocol: /^https?$/u }).optional(),
  PAYMENT_PROVIDER_URL: z.url({ protocol: /^https?$/u }).optional(),
  PAYMENT_PROVIDER_SECRET: z.string().min(16).optional(),
  /** Whether the adapter of the ERP keeps its answers. */
  RESULTS_CACHE: z.enum(['on', 'off']).optional(),
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
};

const UPSTREAM_SETTINGS = [
  'ERP_URL',
  'RESULTS_CACHE',
  'PAYMENT_PROVIDER_URL',
  'PAYMENT_PROVIDER_SECRET',
] as const;

export interface RunnerSettings {
  readonly graphPort: number;
  readonly dataDir: string;
  readonly profile: 'none' | 'tiny' | 'demo' | 'large';
  readonly logLevel: string;
  readonly logFormat: 'text' | 'json';
  readonly nodeEnv: string;
  /** Settings of adapters, by name, that were given here. */
  readonly upstreams: Readonly<Record<string, string>>;
}

/** Reads what `npm start` can be told. Throws one error that names every fault. */
export function readRunnerSettings(env: NodeJS.ProcessEnv, root: string): RunnerSettings {
  const settings = readSettings(shape, env);
  return {
    graphPort: settings.GRAPH_PORT,
    dataDir: path.resolve(root, settings.DATA_DIR),
    profile: settings.DEMO_PROFILE ?? (settings.NODE_ENV === 'production' ? 'none' : 'demo'),
    logLevel: settings.LOG_LEVEL,
    logFormat: settings.LOG_FORMAT,
    nodeEnv: settings.NODE_ENV,
    upstreams: Object.fromEntries(
      UPSTREAM_SETTINGS.flatMap((name) => {
        const value = settings[name];
        return value === undefined ? [] : [[name, value]];
      }),
    ),
  };
}
