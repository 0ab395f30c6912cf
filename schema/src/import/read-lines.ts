import { createReadStream } from 'node:fs';

/** One line with its number, or what keeps it from being read. */
export type SourceLine =
  | { readonly line: number; readonly text: string }
  | { readonly line: number; readonly fault: string };

/** Opens the lines from the beginning, as often as it is asked. */
export type LineSource = (onBytes?: (bytes: number) => void) => AsyncIterable<SourceLine>;

const NEWLINE = 0x0a;
// Two such lines and their envelope still fit into the 2 MB that a service accepts.
const MAX_LINE_BYTES = 900_000;

/** The lines of a file, without holding more of it than one line. Blank lines are passed over, but counted. */
export function fileSource(file: string): LineSource {
  return async function* (onBytes) {
    const assemble = createLineAssembler();
    for await (const chunk of createReadStream(file)) {
      yield* assemble.take(chunk as Buffer);
      onBytes?.((chunk as Buffer).length);
    }
    yield* assemble.end();
  };
}

/** Lines that somebody makes, such as the demo generator. Each call of `open` starts over. */
export function lineSource(open: () => Iterable<string> | AsyncIterable<string>): LineSource {
  return async function* (onBytes) {
    let line = 0;
    for await (const text of open()) {
      line += 1;
      const bytes = Buffer.byteLength(text);
      onBytes?.(bytes);
      if (bytes > MAX_LINE_BYTES) {
        yield { line, fault: TOO_LONG };
      } else if (text.trim() !== '') {
        yield { line, text };
      }
    }
  };
}

const TOO_LONG = `The line is longer than ${MAX_LINE_BYTES} bytes.`;

interface LineAssembler {
  take(chunk: Buffer): Generator<SourceLine>;
  end(): Generator<SourceLine>;
}

/** Cuts at line ends before decoding, so that a character on the border of two chunks stays whole. */
function createLineAssembler(): LineAssembler {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let parts: Buffer[] = [];
  let bytes = 0;
  let line = 0;
  const keep = (part: Buffer): void => {
    bytes += part.length;
    // Of a line that is refused for its length nothing needs to be kept.
    parts = bytes > MAX_LINE_BYTES ? [] : [...parts, part];
  };
  const finish = (): SourceLine | undefined => {
    line += 1;
    const read = bytes > MAX_LINE_BYTES ? { fault: TOO_LONG } : decode(decoder, parts);
    parts = [];
    bytes = 0;
    return 'text' in read && read.text.trim() === '' ? undefined : { line, ...read };
  };
  return {
    *take(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        keep(chunk.subarray(start, end));
        start = end + 1;
        const finished = finish();
        if (finished) {
          yield finished;
        }
      }
      keep(chunk.subarray(start));
    },
    *end() {
      const finished = bytes > 0 ? finish() : undefined;
      if (finished) {
        yield finished;
      }
    },
  };
}

function decode(
  decoder: TextDecoder,
  parts: readonly Buffer[],
): { readonly text: string } | { readonly fault: string } {
  try {
    return { text: decoder.decode(parts.length === 1 ? parts[0] : Buffer.concat(parts)) };
  } catch {
    return { fault: 'The line is not UTF-8.' };
  }
}
