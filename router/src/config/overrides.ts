import path from 'node:path';

import { nearestName } from './nearest-name.ts';

/** A value that did not come from the file, with the name to blame when it is wrong. */
export interface Override {
  readonly at: readonly [section: string, key?: string];
  readonly source: string;
  readonly value: unknown;
}

interface OverrideSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly workingDirectory: string;
}

type Kind = 'text' | 'number' | 'count' | 'json' | 'path';
type Slot = readonly [kind: Kind, section: string, key?: string];

const BY_VARIABLE: Readonly<Record<string, Slot>> = {
  NODE_ENV: ['text', 'environment'],
  HOST: ['text', 'listen', 'host'],
  PORT: ['number', 'listen', 'port'],
  WORKERS: ['count', 'workers'],
  SUPERGRAPH_FILE: ['path', 'supergraph', 'file'],
  GRAPH_REGISTRY: ['text', 'registry', 'url'],
  GRAPH_TOKEN: ['text', 'registry', 'token'],
  SERVICE_URLS: ['json', 'subgraphs', 'urls'],
  SIGNING_KEY: ['text', 'signing', 'key'],
  JWKS_URL: ['text', 'auth', 'jwksUrl'],
  JWT_ISSUER: ['text', 'auth', 'issuer'],
  JWT_AUDIENCE: ['text', 'auth', 'audience'],
  STUDIO_DIR: ['path', 'studio', 'directory'],
  STATE_DIR: ['path', 'plans', 'directory'],
  LOG_LEVEL: ['text', 'log', 'level'],
};

const BY_FLAG: Readonly<Record<string, Slot>> = {
  supergraph: ['path', 'supergraph', 'file'],
  port: ['number', 'listen', 'port'],
};

/** What the environment and the flags say, flags last. Empty variables count as not set. */
export function readOverrides({ env, flags, workingDirectory }: OverrideSources): {
  overrides: Override[];
  faults: string[];
} {
  const overrides: Override[] = [];
  const faults: string[] = [];
  const read = (
    slots: Readonly<Record<string, Slot>>,
    values: OverrideSources['env'],
    prefix: string,
  ): void => {
    for (const [name, [kind, section, key]] of Object.entries(slots)) {
      const text = values[name];
      if (text === undefined || text === '') {
        continue;
      }
      const value = readValue(kind, text, workingDirectory);
      if (value === undefined) {
        faults.push(`${prefix}${name}: must be JSON.`);
      } else {
        overrides.push({
          at: key === undefined ? [section] : [section, key],
          source: `${prefix}${name}`,
          value,
        });
      }
    }
  };
  read(BY_VARIABLE, env, '');
  read(BY_FLAG, flags, '--');
  return { overrides, faults };
}

/** What is no number stays text, which the check of the whole quotes. */
function readNumber(text: string): number | string {
  const value = Number(text);
  return Number.isNaN(value) ? text : value;
}

function readValue(kind: Kind, text: string, workingDirectory: string): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'number':
    case 'count':
      return readNumber(text);
    case 'path':
      return path.resolve(workingDirectory, text);
    case 'json':
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return undefined;
      }
  }
}

/** Below that, words that mean something else are near as well. */
const MIN_LETTERS = 6;

/** Variables that do nothing and are named almost like one that does. */
export function listMistypedVariables(
  env: OverrideSources['env'],
): readonly { readonly name: string; readonly nearest: string }[] {
  const known = Object.keys(BY_VARIABLE).filter((name) => name.length >= MIN_LETTERS);
  return Object.keys(env).flatMap((name) => {
    const nearest = name in BY_VARIABLE ? undefined : nearestName(name, known);
    const isNear = nearest !== undefined && Math.abs(nearest.length - name.length) <= 2;
    return isNear && name.length >= MIN_LETTERS ? [{ name, nearest }] : [];
  });
}
