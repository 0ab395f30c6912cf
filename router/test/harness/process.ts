import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const SERVER = path.join(import.meta.dirname, '../../src/server.ts');

/** A router in a process of its own. */
export interface RouterProcess extends AsyncDisposable {
  /** Standard output and standard error, as far as they came. */
  output(): string;
  /** The URL of the line that says it is ready. */
  ready(): Promise<string>;
  /** Resolves when the output has the text, and fails when the process ends before. */
  said(text: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly exit: Promise<number | null>;
}

export function spawnRouter(
  flags: readonly string[],
  env: Record<string, string> = {},
): RouterProcess {
  const child = spawn(process.execPath, [SERVER, ...flags], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collect(child);
  const exit = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const said = async (text: string): Promise<void> => {
    while (!output.text.includes(text)) {
      const ended = await Promise.race([output.next().then(() => false), exit.then(() => true)]);
      if (ended && !output.text.includes(text)) {
        throw new Error(`The router ended before it said "${text}":\n${output.text}`);
      }
    }
  };
  return {
    output: () => output.text,
    said,
    async ready() {
      await said('"msg":"ready"');
      return /"url":"(?<url>[^"]+)"/u.exec(output.text)?.groups?.['url'] ?? '';
    },
    kill: (signal) => void child.kill(signal),
    exit,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

function collect(child: ChildProcess): { text: string; next(): Promise<void> } {
  let wake: (() => void) | undefined;
  const output = {
    text: '',
    next: () =>
      new Promise<void>((resolve) => {
        wake = resolve;
      }),
  };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output.text += chunk.toString();
      wake?.();
    });
  }
  return output;
}
