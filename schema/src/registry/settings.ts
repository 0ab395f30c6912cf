import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { type BaseSettings, readServiceSettings } from '@supergraph/kit/settings';
import { keyFor } from '@supergraph/kit/signing';
import { z } from 'zod';

import type { UsagePolicy } from '#src/registry/collaborators.ts';

const AUDIENCE = 'registry';
const PORT_OFFSET = 100;

const shape = {
  /** Else GRAPH_PORT + 100. */
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  GRAPH_PORT: z.coerce.number().int().min(1).max(65_000).default(4000),
  /** What becomes of a change of which nobody knows whether clients feel it. */
  UNKNOWN_CHANGES: z.enum(['pass', 'fail']).default('pass'),
  /** So many days of reports without a call make a removal safe. */
  UNUSED_AFTER_DAYS: z.coerce.number().int().min(1).max(400).default(30),
  /** How long checks and refused publishes are kept. */
  KEEP_CHECKS_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  /** What takes longer to compose is refused: whoever publishes meanwhile waits for it. */
  COMPOSE_WITHIN_MS: z.coerce.number().int().min(500).max(120_000).default(10_000),
  /** How long an instance is live without renewing. */
  LEASE_MS: z.coerce.number().int().min(500).max(600_000).default(10_000),
};

export interface RegistrySettings {
  readonly base: BaseSettings;
  readonly port: number;
  readonly policy: UsagePolicy;
  readonly leaseMs: number;
  readonly composeWithinMs: number;
  readonly keepChecksDays: number;
  /** Hex, by caller, as derived for the registry. */
  readonly callerKeys: Readonly<Record<string, string>>;
}

/** Reads the environment. Without CALLER_KEYS it knows the callers of `keys.json` in the data folder. */
export function readRegistrySettings(env: NodeJS.ProcessEnv): RegistrySettings {
  const base = readServiceSettings(shape, env);
  return {
    base: { ...base, PORT: base.PORT ?? 0 },
    port: base.PORT ?? base.GRAPH_PORT + PORT_OFFSET,
    policy: { unusedAfterDays: base.UNUSED_AFTER_DAYS, unknown: base.UNKNOWN_CHANGES },
    leaseMs: base.LEASE_MS,
    composeWithinMs: base.COMPOSE_WITHIN_MS,
    keepChecksDays: base.KEEP_CHECKS_DAYS,
    callerKeys: (env['CALLER_KEYS'] ?? '') === '' ? readLocalKeys(base.DATA_DIR) : base.CALLER_KEYS,
  };
}

function readLocalKeys(dataDir: string): Record<string, string> {
  const file = path.join(dataDir, 'keys.json');
  if (!existsSync(file)) {
    return {};
  }
  const keys = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
  return Object.fromEntries(
    Object.entries(keys).map(([caller, key]) => [caller, keyFor(key, AUDIENCE)]),
  );
}
