import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { DevProject } from './dev-project.ts';
import { findFreeBlock } from './ports.ts';
import { type Answer, query } from './query.ts';

const GRAPH = fileURLToPath(new URL('../../bin/graph.mjs', import.meta.url));

export interface DevSession extends AsyncDisposable {
  readonly url: string;
  readonly graphPort: number;
  /** Its exit code, once it has ended by itself or was stopped. */
  readonly ended: Promise<number | null>;
  /** Everything it has printed. */
  output(): string;
  /** Resolves when it printed that, from a place of its output on. Rejects with the output when that takes too long. */
  until(pattern: RegExp, from?: number): Promise<void>;
  ask(text: string): Promise<Answer>;
  /** Asks until the answer is as wanted. */
  askUntil(text: string, isWanted: (answer: Answer) => boolean): Promise<Answer>;
  /** As Ctrl-C does. Answers the exit code. */
  stop(): Promise<number | null>;
}

const WITHIN_MS = 60_000;
const PAUSE_MS = 10;

/** Runs `graph dev` on a project, on ports of its own, and resolves when it says that it is ready. */
export async function startDevSession(
  project: Pick<DevProject, 'root' | 'dataDir'>,
  args: readonly string[] = [],
): Promise<DevSession> {
  const session = await spawnDevSession(project, args);
  await session.until(/ready in/u);
  return session;
}

/** The same, without waiting. */
export async function spawnDevSession(
  { root, dataDir }: Pick<DevProject, 'root' | 'dataDir'>,
  args: readonly string[] = [],
): Promise<DevSession> {
  const graphPort = await findFreeBlock();
  const child = spawn(process.execPath, [GRAPH, 'dev', '--root', root, ...args], {
    env: { ...process.env, GRAPH_PORT: String(graphPort), DATA_DIR: dataDir, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString('utf8'));
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const url = `http://127.0.0.1:${graphPort}`;
  const ask = (text: string): Promise<Answer> => query(url, { query: text });
  const stop = (): Promise<number | null> => {
    child.kill('SIGINT');
    return ended;
  };
  return {
    url,
    graphPort,
    ended,
    output: () => output,
    until: (pattern, from = 0) =>
      waitUntil(
        () => pattern.test(output.slice(from)),
        () => `"${pattern.source}" was not said:\n${output}`,
      ),
    ask,
    askUntil: (text, isWanted) =>
      askUntil(
        () => ask(text),
        isWanted,
        () => output,
      ),
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}

async function askUntil(
  ask: () => Promise<Answer>,
  isWanted: (answer: Answer) => boolean,
  output: () => string,
): Promise<Answer> {
  let last: Answer | undefined;
  await waitUntil(
    async () => {
      last = await ask().catch(() => undefined);
      return last !== undefined && isWanted(last);
    },
    () => `The last answer was ${JSON.stringify(last)}\n${output()}`,
  );
  return last as Answer;
}

async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  describe: () => string,
): Promise<void> {
  const until = Date.now() + WITHIN_MS;
  while (!(await isTrue())) {
    if (Date.now() > until) {
      throw new Error(describe());
    }
    await new Promise((resolve) => {
      setTimeout(resolve, PAUSE_MS);
    });
  }
}
