import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { DECLARED_ROUTER_PORT } from './services.ts';
import type { RunnerSettings } from './settings.ts';

/** A process that stands for somebody else's software, beside the one service that talks to it. */
export interface SimulatorSpec {
  /** Of its folder. */
  readonly name: string;
  readonly entry: string;
  readonly port: number;
  /** Where tests and people say how it behaves, if it has a port for that. */
  readonly controlPort?: number | undefined;
  /** The service that it is an upstream of. */
  readonly serves: string;
  /** False when the service was told another upstream, and in production. */
  readonly isStarted: boolean;
  /** The settings of that service for its address and, where they share one, its secret. */
  readonly settings: {
    readonly url: string;
    readonly secret?: string | undefined;
    /** Others of that service, which are handed on. */
    readonly more?: readonly string[] | undefined;
  };
}

const declaration = z.object({
  supergraph: z.object({
    port: z.int(),
    controlPort: z.int().optional(),
    serves: z.string(),
    settings: z.object({
      url: z.string(),
      secret: z.string().optional(),
      more: z.array(z.string()).optional(),
    }),
  }),
});

/** Every folder in simulators/, moved with the block of ports. */
export function readSimulators(
  root: string,
  { graphPort, nodeEnv, upstreams }: RunnerSettings,
): SimulatorSpec[] {
  const folder = path.join(root, 'simulators');
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder)
    .toSorted()
    .filter((name) => existsSync(path.join(folder, name, 'package.json')))
    .map((name) => {
      const text = readFileSync(path.join(folder, name, 'package.json'), 'utf8');
      const { port, controlPort, ...rest } = declaration.parse(JSON.parse(text)).supergraph;
      return {
        name,
        entry: path.join(folder, name, 'src', 'server.ts'),
        port: graphPort + port - DECLARED_ROUTER_PORT,
        controlPort: controlPort && graphPort + controlPort - DECLARED_ROUTER_PORT,
        ...rest,
        isStarted: nodeEnv !== 'production' && upstreams[rest.settings.url] === undefined,
      };
    });
}
