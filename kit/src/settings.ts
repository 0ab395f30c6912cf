import path from 'node:path';

import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** A JSON object in one environment variable. */
export function jsonSetting<Shape extends z.ZodType>(shape: Shape) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(shape);
}

const signingKey = z.string().regex(/^[0-9a-f]{64,}$/u, 'must be at least 32 bytes in hex');

const BASE_SETTINGS = {
  PORT: port.default(0),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('.data'),
  DATABASE_FILE: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** Signs this service's own calls. */
  SIGNING_KEY: signingKey.optional(),
  /** Who may call this service, and the key each signs with. Nobody, when it is not set. */
  CALLER_KEYS: jsonSetting(z.record(z.string(), signingKey)).default({}),
  /** Where the other services are, by name. */
  SERVICE_URLS: jsonSetting(z.record(z.string(), z.url())).default({}),
  /** Where to register this instance. Nowhere, when it or SIGNING_KEY is not set. */
  REGISTRY_URL: z.url({ protocol: /^https?$/u }).optional(),
  /** Where routers reach this instance; else the URL it listens on, with /graphql. */
  INSTANCE_URL: z.url({ protocol: /^https?$/u }).optional(),
  /** Of the software, for people who look at the registry. */
  SERVICE_VERSION: z.string().max(200).default(''),
  /** From the withdrawal until no more requests are taken: routers have heard of it within milliseconds. */
  WITHDRAWAL_MS: z.coerce.number().int().min(0).max(60_000).default(300),
};

const baseShape = z.object(BASE_SETTINGS);
export type BaseSettings = z.infer<typeof baseShape>;
export type SettingsShape = z.core.$ZodLooseShape;
export type SettingsOf<Shape extends SettingsShape> = z.infer<z.ZodObject<Shape>>;

/** Checks the environment against the shape. Throws one error that names every fault. */
export function readSettings<Shape extends SettingsShape>(
  shape: Shape,
  env: NodeJS.ProcessEnv,
): SettingsOf<Shape> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = z.object(shape).safeParse(set);
  if (!result.success) {
    const faults = result.error.issues.map(
      ({ path: at, message }) => `${at.join('.')}: ${message}`,
    );
    throw new Error(`Invalid environment.\n  ${faults.join('\n  ')}`);
  }
  return result.data;
}

/** The settings every service has, with those of its own. */
export function readServiceSettings<Shape extends SettingsShape>(
  shape: Shape,
  env: NodeJS.ProcessEnv,
): BaseSettings & SettingsOf<Shape> {
  return readSettings({ ...BASE_SETTINGS, ...shape }, env) as BaseSettings & SettingsOf<Shape>;
}

/** One file per service under the data folder, unless a file is named. */
export function databaseFileOf(name: string, settings: BaseSettings): string {
  return settings.DATABASE_FILE ?? path.join(settings.DATA_DIR, `${name}.db`);
}
