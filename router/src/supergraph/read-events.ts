export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

const LINE_END = /\r\n|\n|\r/u;
const FIELD = /^(?<name>[^:]*)(?:: ?(?<value>.*))?$/su;

/**
 * The events of a stream of server-sent events, as they come; ends with it. `onBytes` hears of everything that arrives,
 * comments too. https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export async function* readEvents(
  body: ReadableStream<Uint8Array>,
  onBytes: () => void,
): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  const event = new EventInProgress();
  let rest = '';
  for await (const bytes of body) {
    onBytes();
    rest += decoder.decode(bytes, { stream: true });
    // A CR at the end may be half of a line end.
    const whole = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
    const lines = whole.split(LINE_END);
    rest = (lines.pop() ?? '') + rest.slice(whole.length);
    for (const line of lines) {
      const ended = event.take(line);
      if (ended !== undefined) {
        yield ended;
      }
    }
  }
}

class EventInProgress {
  #event = '';
  #data: string[] = [];

  /** The event that the line ends, if it does. */
  take(line: string): ServerEvent | undefined {
    const { name, value = '' } = FIELD.exec(line)?.groups ?? {};
    if (line === '') {
      return this.#end();
    }
    if (name === 'data') {
      this.#data.push(value);
    } else if (name === 'event') {
      this.#event = value;
    }
    return undefined;
  }

  #end(): ServerEvent | undefined {
    const [event, data] = [this.#event, this.#data];
    this.#event = '';
    this.#data = [];
    return data.length === 0
      ? undefined
      : { event: event === '' ? 'message' : event, data: data.join('\n') };
  }
}
