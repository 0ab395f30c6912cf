import path from 'node:path';

import { findServices } from '#src/import/connection.ts';

import type { Finding, Setting } from './diagnosis.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the graph of this environment is. */
export interface Place {
  readonly root: string;
  readonly env: Env;
  readonly dataDir: string;
  readonly routerUrl: string;
  readonly registryUrl: string;
  /** Base URLs by service. */
  readonly services: Readonly<Record<string, string>>;
}

export interface ReadPlace {
  readonly place: Place;
  readonly settings: readonly Setting[];
  /** Values that cannot be meant; the defaults are taken for them. */
  readonly findings: readonly Finding[];
}

const DEFAULT_PORT = 4000;
const HIGHEST_PORT = 65_000;
const REGISTRY_OFFSET = 100;
const HOST = '127.0.0.1';
const SECRETS = ['SIGNING_KEY', 'GRAPH_TOKEN', 'GRAPH_USER_TOKEN'] as const;

/** Reads the environment as the commands and the runner do, and says of each value where it came from. */
export function readPlace(root: string, given: Env): ReadPlace {
  const findings: Finding[] = [];
  const env = dropEmpty(given);
  const port = readPort(env, findings);
  const registryUrl = readRegistryUrl(env, port, findings);
  const dataDir = path.resolve(root, env['DATA_DIR'] ?? '.data');
  const routerUrl = `http://${HOST}:${port}/graphql`;
  const services = readServices(root, { ...env, GRAPH_PORT: String(port) }, findings);
  const byPort = describePort(env, port);
  const settings: Setting[] = [
    { name: 'node', value: process.version, from: process.execPath },
    { name: 'project', value: root, from: 'where `graph` is' },
    { name: 'graph port', value: String(port), from: byPort },
    { name: 'data folder', value: dataDir, from: describeSource(env, 'DATA_DIR') },
    { name: 'router', value: routerUrl, from: `graph port (${byPort})` },
    {
      name: 'registry',
      value: registryUrl,
      from:
        env['GRAPH_REGISTRY'] === undefined
          ? `graph port + ${REGISTRY_OFFSET} (${byPort})`
          : 'variable GRAPH_REGISTRY',
    },
    ...Object.entries(services).map(([name, value]) => ({
      name,
      value,
      from:
        env['SERVICE_URLS'] === undefined
          ? `subgraphs/${name}/package.json`
          : 'variable SERVICE_URLS',
    })),
    ...SECRETS.map((name) => ({
      name,
      value: env[name] === undefined ? 'absent' : 'present',
      from: env[name] === undefined ? '-' : describeSource(env, name),
    })),
  ];
  return {
    place: { root, env, dataDir, routerUrl, registryUrl, services },
    settings,
    findings,
  };
}

function describePort({ GRAPH_PORT: text }: Env, port: number): string {
  if (text === undefined) {
    return 'default';
  }
  return Number(text) === port ? 'variable GRAPH_PORT' : `default: GRAPH_PORT "${text}" is no port`;
}

function describeSource(env: Env, name: string): string {
  return env[name] === undefined ? 'default' : `variable ${name}`;
}

function dropEmpty(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

function readPort(env: Env, findings: Finding[]): number {
  const text = env['GRAPH_PORT'] ?? String(DEFAULT_PORT);
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= HIGHEST_PORT) {
    return port;
  }
  findings.push({
    status: 'problem',
    about: 'GRAPH_PORT',
    message: `"${text}" is no port.`,
    remedy: `Set a number from 1 to ${HIGHEST_PORT}, or nothing for ${DEFAULT_PORT}.`,
  });
  return DEFAULT_PORT;
}

function readRegistryUrl(env: Env, port: number, findings: Finding[]): string {
  const byPort = `http://${HOST}:${port + REGISTRY_OFFSET}`;
  const text = env['GRAPH_REGISTRY'] ?? byPort;
  if (/^https?:$/u.test(URL.parse(text)?.protocol ?? '')) {
    return text;
  }
  findings.push({
    status: 'problem',
    about: 'GRAPH_REGISTRY',
    message: `"${text}" is no URL.`,
    remedy: `Set it as ${byPort}, or not at all for the registry of this machine.`,
  });
  return byPort;
}

function readServices(
  root: string,
  env: Env,
  findings: Finding[],
): Readonly<Record<string, string>> {
  try {
    return findServices(root, env);
  } catch (error) {
    findings.push({
      status: 'problem',
      about: env['SERVICE_URLS'] === undefined ? 'subgraphs/' : 'SERVICE_URLS',
      message: 'Where the services are cannot be read.',
      remedy: error instanceof Error ? error.message : String(error),
    });
    return {};
  }
}
