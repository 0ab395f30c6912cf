import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { RunningGraph } from './start-graph.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A further instance of a service of a running graph, as somebody starts it by hand. */
export interface SecondInstance extends AsyncDisposable {
  /** How many operations it was sent. */
  countOperations(): number;
  /** SIGTERM. Answers its exit code. */
  stop(): Promise<number | null>;
}

/** Starts one and resolves when it is registered. */
export async function startSecondInstance(
  { graphPort, dataDir }: RunningGraph,
  name: string,
  port: number,
): Promise<SecondInstance> {
  const child = spawn(process.execPath, ['runner/src/instance/cli.ts', name, String(port)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], GRAPH_PORT: String(graphPort), DATA_DIR: dataDir },
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const registered = Promise.withResolvers<void>();
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    if (output.includes('"msg":"registered"')) {
      registered.resolve();
    }
  });
  void ended.then((code) =>
    registered.reject(new Error(`It ended with ${code} before it was registered.\n${output}`)),
  );
  await registered.promise;
  const stop = (): Promise<number | null> => {
    child.kill('SIGTERM');
    return ended;
  };
  return {
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
