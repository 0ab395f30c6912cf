import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import type { ServiceSpec } from './services.ts';

/** What each caller signs its requests with, by name, in hex. */
export type Keys = Readonly<Record<string, string>>;

/** Reads the keys of the data folder, and makes those that are missing. The file is for its owner alone. */
export function readOrCreateKeys(dataDir: string, callers: readonly string[]): Keys {
  const file = path.join(dataDir, 'keys.json');
  const known: Keys = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Keys) : {};
  const missing = callers.filter((caller) => !Object.hasOwn(known, caller));
  if (missing.length === 0) {
    return known;
  }
  const made = missing.map((caller) => [caller, randomBytes(32).toString('hex')]);
  const keys: Keys = { ...known, ...Object.fromEntries(made) };
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
}

/** The callers one service accepts: the router, the command line, and the services that declare to call it. */
export function callersOf(service: ServiceSpec, all: readonly ServiceSpec[]): readonly string[] {
  const declared = all.filter(({ calls }) => calls.includes(service.name)).map(({ name }) => name);
  return ['router', 'graph', ...declared];
}
