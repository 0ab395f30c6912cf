import type { LogStream } from '#src/log-stream.ts';

export interface LastLines extends LogStream {
  /** What a process said last. */
  of(name: string): readonly string[];
}

const KEPT = 8;

/** A log stream that keeps the last lines of each process. */
export function keepLastLines(logs: LogStream): LastLines {
  const kept = new Map<string, string[]>();
  return {
    say: (name, text) => logs.say(name, text),
    attach(name, stream) {
      logs.attach(name, stream);
      stream.on('data', (chunk: string) => {
        const lines = [...(kept.get(name) ?? []), ...chunk.split('\n').filter(Boolean)];
        kept.set(name, lines.slice(-KEPT));
      });
    },
    of: (name) => kept.get(name) ?? [],
  };
}
