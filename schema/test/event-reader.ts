import type { TestRegistry } from './registry-fixture.ts';

export interface ReceivedEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Record<string, unknown>;
}

export interface EventReader extends AsyncDisposable {
  /** The next event of that name that it is about; earlier ones are passed over. */
  next(event: string, isWanted?: (data: ReceivedEvent['data']) => boolean): Promise<ReceivedEvent>;
  /** Resolves when the server has ended the stream. */
  ended(): Promise<void>;
}

/** Follows `GET /supergraph/events` as the router does. */
export async function readEvents(registry: Pick<TestRegistry, 'fetch'>): Promise<EventReader> {
  const stop = new AbortController();
  const response = await registry.fetch('/supergraph/events', {
    as: 'router',
    signal: stop.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async (): Promise<ReceivedEvent | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n');
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        return parseEvent(block);
      }
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) {
        return undefined;
      }
      text += chunk.value;
    }
  };
  return {
    async next(event, isWanted = () => true) {
      for (;;) {
        const received = await read();
        if (received === undefined) {
          throw new Error(`The stream ended before an event "${event}".`);
        }
        if (received.event === event && isWanted(received.data)) {
          return received;
        }
      }
    },
    async ended() {
      while ((await read()) !== undefined);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await reader?.cancel().catch(() => undefined);
    },
  };
}

function parseEvent(block: string): ReceivedEvent {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  return {
    event: fields.get('event') ?? '',
    id: fields.get('id'),
    data: JSON.parse(fields.get('data') ?? '{}') as Record<string, unknown>,
  };
}
