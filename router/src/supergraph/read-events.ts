import { type EventSourceMessage, createParser } from 'eventsource-parser';

export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** The events of a stream of server-sent events, as they come; ends with it. `onBytes` hears of everything that arrives, comments too. */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  const ended: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (message) => void ended.push(message) });
  for await (const bytes of body) {
    onBytes();
    parser.feed(decoder.decode(bytes, { stream: true }));
    for (const { event = 'message', data } of ended.splice(0)) {
      yield { event, data };
    }
  }
}
