const COLOURS = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];
const RESET = '\u001B[0m';

export interface LogStream {
  /** Takes the raw output of one process, line by line behind its name. */
  attach(name: string, stream: NodeJS.ReadableStream): void;
  say(name: string, text: string): void;
}

export interface LogStreamOptions {
  readonly write: (text: string) => void;
  readonly colour: boolean;
  /** As the processes write them, instead of shortened for people. */
  readonly json: boolean;
  /** The widest name, so that the columns align. */
  readonly width: number;
}

/** All processes in one stream, each line with the name of its process in front. */
export function createLogStream({ write, colour, json, width }: LogStreamOptions): LogStream {
  const names: string[] = [];
  const prefixOf = (name: string): string => {
    if (!names.includes(name)) {
      names.push(name);
    }
    const padded = name.padEnd(width);
    const code = COLOURS[names.indexOf(name) % COLOURS.length] ?? 0;
    return colour ? `\u001B[${code}m${padded}${RESET} | ` : `${padded} | `;
  };
  const say = (name: string, text: string): void => write(`${prefixOf(name)}${text}\n`);
  return {
    say,
    attach(name, stream) {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          say(name, json ? line : shorten(line));
        }
      });
      stream.on('end', () => {
        if (rest !== '') {
          say(name, rest);
        }
      });
    },
  };
}

const HIDDEN = new Set(['level', 'time', 'service', 'pid', 'msg', 'error']);

/** One JSON line for people: level where it matters, message, the rest as key=value. */
export function shorten(line: string): string {
  const entry = readJson(line);
  if (entry === undefined) {
    return line;
  }
  const { level, msg, error } = entry;
  const rest = Object.entries(entry)
    .filter(([key]) => !HIDDEN.has(key) || (key === 'pid' && msg === 'ready'))
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const stack = (error as { stack?: string } | undefined)?.stack;
  return [
    ...(typeof level === 'string' && level !== 'info' ? [level.toUpperCase()] : []),
    typeof msg === 'string' ? msg : '',
    ...rest,
    ...(stack === undefined ? [] : [`\n${stack}`]),
  ].join(' ');
}

function readJson(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) {
    return undefined;
  }
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
