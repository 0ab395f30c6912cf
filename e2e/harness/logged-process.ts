import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';

export type LogEntry = Readonly<Record<string, unknown>>;

/** A process in any language that logs JSON lines with a `msg`, the first of them `ready` with its `url`. */
export interface LoggedProcess extends AsyncDisposable {
  readonly url: string;
  /** The `ready` line. */
  readonly ready: LogEntry;
  /** The lines so far. */
  readonly lines: readonly LogEntry[];
  /** Resolves to the first line with that message, when there is one. Rejects when it ends without. */
  until(message: string): Promise<LogEntry>;
  /** Ends it and answers its exit code; null when the signal ended it. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

export interface ProcessCall {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a process and resolves when it says that it is ready. */
export async function startProcess({ command, args, env }: ProcessCall): Promise<LoggedProcess> {
  const child = spawn(command, [...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  const { lines, until } = followLog(child);
  const stop = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  const ready = await until('ready');
  return {
    url: String(ready['url']),
    ready,
    lines,
    until,
    stop,
    async [Symbol.asyncDispose]() {
      await stop('SIGKILL');
    },
  };
}

function followLog(child: ChildProcess): Pick<LoggedProcess, 'lines' | 'until'> {
  const lines: LogEntry[] = [];
  const output = new EventEmitter();
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts.map(parseLine));
      output.emit('more');
    });
  }
  const closed = once(child, 'close');
  const until: LoggedProcess['until'] = async (message) => {
    for (;;) {
      const found = lines.find(({ msg }) => msg === message);
      if (found !== undefined) {
        return found;
      }
      const more = await Promise.race([once(output, 'more'), closed.then(() => undefined)]);
      if (more === undefined && !lines.some(({ msg }) => msg === message)) {
        throw new Error(`It ended without "${message}": ${JSON.stringify(lines)}`);
      }
    }
  };
  return { lines, until };
}

function parseLine(text: string): LogEntry {
  try {
    return JSON.parse(text) as LogEntry;
  } catch {
    return { text };
  }
}
