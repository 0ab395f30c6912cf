import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { RunningGraph } from './start-graph.ts';

/** What an instance says when it listens. */
const READY = /"url":"([^"]+)"[^\n]*"msg":"ready"/u;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A further instance of a service of a running graph, as somebody starts it by hand. */
export interface SecondInstance extends AsyncDisposable {
  /** Base URL. */
  readonly url: string;
  readonly pid: number;
  /** How many operations it was sent. */
  countOperations(): number;
  /** SIGTERM, unless told otherwise. Answers its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface InstancePlace {
  /** Else a free one. */
  readonly port?: number;
  /** Else it shares that of the first one. */
  readonly databaseFile?: string;
  /** Else it is waited for until it has caught up and is registered. */
  readonly isAwaited?: boolean;
}

/** Starts one and resolves when it is registered, or as soon as it listens. */
export async function startSecondInstance(
  { graphPort, dataDir }: RunningGraph,
  name: string,
  { port = 0, databaseFile, isAwaited = true }: InstancePlace,
): Promise<SecondInstance> {
  const child = spawn(process.execPath, ['runner/src/instance/cli.ts', name, String(port)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      GRAPH_PORT: String(graphPort),
      DATA_DIR: dataDir,
      ...(databaseFile !== undefined && { DATABASE_FILE: databaseFile }),
    },
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const registered = Promise.withResolvers<string>();
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    const url = READY.exec(output)?.[1];
    if (url !== undefined && (!isAwaited || output.includes('"msg":"registered"'))) {
      registered.resolve(url);
    }
  });
  void ended.then((code) =>
    registered.reject(new Error(`It ended with ${code} before it was registered.\n${output}`)),
  );
  const url = await registered.promise;
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return {
    url,
    pid: child.pid ?? 0,
    countOperations: () => countOperations(output),
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

/** Lines of requests in a log of a service that the router sent. */
function countOperations(log: string): number {
  return log.split('"route":"/graphql"').length - 1;
}
