import type { ServerResponse } from 'node:http';

export interface StreamEvent {
  readonly event: string;
  readonly id?: string;
  readonly data: object;
}

/** Connections that take server-sent events. */
export interface EventStreams {
  /** Opens one and sends it what is current. */
  open(response: ServerResponse, current: readonly StreamEvent[]): void;
  readonly send: (event: StreamEvent) => void;
  /** Ends all of them: their clients connect again, elsewhere or later. */
  close(): void;
}

const BEAT_MS = 10_000;
/** Who is that far behind will not catch up: it begins anew with what is current. */
const MAX_UNSENT_BYTES = 1_000_000;

export function createEventStreams(): EventStreams {
  const open = new Set<ServerResponse>();
  const write = (response: ServerResponse, text: string): void => {
    if (response.writableLength > MAX_UNSENT_BYTES) {
      open.delete(response);
      response.destroy();
    } else {
      response.write(text);
    }
  };
  const writeAll = (text: string): void => open.forEach((response) => write(response, text));
  // Says that the line is alive, to both ends and to what is between them.
  const beat = setInterval(() => writeAll(':\n\n'), BEAT_MS).unref();
  return {
    open(response, current) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.once('close', () => open.delete(response));
      open.add(response);
      response.flushHeaders();
      write(response, current.map(toText).join(''));
    },
    send: (event) => writeAll(toText(event)),
    close() {
      clearInterval(beat);
      open.forEach((response) => response.end());
      open.clear();
    },
  };
}

function toText({ event, id, data }: StreamEvent): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`;
  return `event: ${event}\n${idLine}data: ${JSON.stringify(data)}\n\n`;
}
