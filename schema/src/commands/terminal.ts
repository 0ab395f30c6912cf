import { createInterface } from 'node:readline/promises';

/** Where a command is run. */
export interface Terminal {
  /** Whether somebody can be asked. */
  readonly isInteractive: boolean;
  readonly hasColour: boolean;
  /** Whether what is said on stdout is read by a person, not by a program. */
  readonly hasReader: boolean;
  /** A line, or several, on stdout. */
  say(text: string): void;
  /** Likewise on stderr. */
  warn(text: string): void;
  /** Resolves to the answer to a yes-or-no question. */
  confirm(question: string): Promise<boolean>;
  /** Runs and says on stderr what is going on when that takes more than a second. */
  during<T>(what: string, run: () => Promise<T>): Promise<T>;
}

const PATIENCE_MS = 1000;

/** The terminal of a process; the command says its exit code there as well. */
export function openTerminal(
  { stdin, stdout, stderr }: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>,
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  return {
    isInteractive: stdin.isTTY && stderr.isTTY,
    hasColour: stdout.isTTY && stderr.isTTY && (env['NO_COLOR'] ?? '') === '',
    hasReader: stdout.isTTY,
    say: (text) => void stdout.write(`${text}\n`),
    warn: (text) => void stderr.write(`${text}\n`),
    async confirm(question) {
      const reader = createInterface({ input: stdin, output: stderr });
      try {
        return /^y(?:es)?$/iu.test((await reader.question(`${question} [y/N] `)).trim());
      } finally {
        reader.close();
      }
    },
    async during(what, run) {
      const timer = setTimeout(() => stderr.write(`${what} …\n`), PATIENCE_MS);
      try {
        return await run();
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Throws unless somebody says yes, by `--yes` or when asked. */
export async function assertConfirmed(
  terminal: Terminal,
  question: string,
  isConfirmed: boolean,
): Promise<void> {
  if (isConfirmed) {
    return;
  }
  if (!terminal.isInteractive) {
    throw new Error(`${question} Nobody is there to ask: say --yes.`);
  }
  if (!(await terminal.confirm(question))) {
    throw new Error('Nothing was done.');
  }
}
