import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import type { Finding } from './diagnosis.ts';
import type { Place } from './read-place.ts';

/** What runs TypeScript as it is. */
const OLDEST_NODE = [22, 18] as const;
const OTHERS_MAY_READ = 0o077;

/** What can be said without asking anybody: Node, the data folder, and the keys in it. */
export function checkMachine({ dataDir, env }: Place): Finding[] {
  return [checkNode(process.versions.node), checkFolder(dataDir), ...checkKeys(dataDir, env)];
}

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldest, oldestMinor] = OLDEST_NODE;
  return major > oldest || (major === oldest && minor >= oldestMinor)
    ? { status: 'ok', about: 'node', message: `${version} runs the graph.` }
    : {
        status: 'problem',
        about: 'node',
        message: `${version} is too old.`,
        remedy: `Take ${OLDEST_NODE.join('.')} or later; \`npm start\` brings one along.`,
      };
}

function checkFolder(dataDir: string): Finding {
  const about = 'data folder';
  const folder = nearestFolder(dataDir);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    return {
      status: 'problem',
      about,
      message: `${folder} cannot be written.`,
      remedy: 'Make it writable for this user, or set DATA_DIR to another folder.',
    };
  }
  return folder === dataDir
    ? { status: 'ok', about, message: `${dataDir} can be written.` }
    : { status: 'note', about, message: `${dataDir} is not there yet: the first start makes it.` };
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || folder === path.dirname(folder)
    ? folder
    : nearestFolder(path.dirname(folder));
}

const keysShape = z.record(z.string(), z.string().regex(/^[0-9a-f]{64,}$/u));

function checkKeys(dataDir: string, env: Place['env']): Finding[] {
  const about = 'keys';
  const file = path.join(dataDir, 'keys.json');
  if (!existsSync(file)) {
    const isNeeded = env['SIGNING_KEY'] === undefined && env['GRAPH_TOKEN'] === undefined;
    return [
      isNeeded
        ? {
            status: 'problem',
            about,
            message: `There is no ${file}, and neither SIGNING_KEY nor GRAPH_TOKEN is set.`,
            remedy: 'Start the graph with `npm start`, or set DATA_DIR to the folder it runs with.',
          }
        : { status: 'ok', about, message: 'From the environment.' },
    ];
  }
  const keys = readKeys(file);
  if (keys?.['graph'] === undefined) {
    return [
      {
        status: 'problem',
        about,
        message: `${file} ${keys === undefined ? 'holds no keys' : 'has no key for "graph"'}.`,
        remedy: 'Delete it and start again: the runner makes what is missing.',
      },
    ];
  }
  const isOpen = (statSync(file).mode & OTHERS_MAY_READ) !== 0 && process.platform !== 'win32';
  return [
    isOpen
      ? {
          status: 'problem',
          about,
          message: `Other users of this machine may read ${file}.`,
          remedy: `chmod 600 ${file}`,
        }
      : { status: 'ok', about, message: `Present for ${Object.keys(keys).toSorted().join(', ')}.` },
  ];
}

function readKeys(file: string): Readonly<Record<string, string>> | undefined {
  try {
    return keysShape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
