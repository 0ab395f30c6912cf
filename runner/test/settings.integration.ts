import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

it.each(['abc', '0', '65001', '4000.5'])(
  'ends with 2 and one sentence when GRAPH_PORT is "%s"',
  (port) => {
    const { status, stderr } = spawnSync(process.execPath, [CLI], {
      env: { GRAPH_PORT: port },
      encoding: 'utf8',
    });

    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'Invalid environment.\n  GRAPH_PORT: a port is a number from 1 to 65000, as GRAPH_PORT=4200\n',
    });
  },
);
