import type { GoneSignal } from '#src/fetchers/scope.ts';

/** One HTTP request as the router's core takes it, whatever server it came through. Header names are lower case. */
export interface RouterRequest {
  readonly method: string;
  /** Path and query string, as in the request line. */
  readonly url: string;
  readonly headers: RequestHeaders;
  readonly body: Buffer;
  /** The other end of the socket. */
  readonly remoteAddress: string | null;
  /** Aborted when the client went away. */
  readonly signal?: GoneSignal;
}

export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

export interface RouterResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** Text is sent as UTF-8. Short text is cheaper to send than a Buffer, long text dearer. */
  readonly body: Buffer | string;
}

export type ResponseHeaders = Readonly<Record<string, string | readonly string[]>>;

/** The value of a header that may stand once. Undefined when it is absent, empty or repeated. */
export function readHeader(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The value of a cookie, or undefined. The first one counts when a name is repeated. */
export function readCookie(headers: RequestHeaders, name: string): string | undefined {
  for (const pair of (readHeader(headers, 'cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) {
      const value = pair.slice(at + 1).trim();
      return value === '' ? undefined : value;
    }
  }
  return undefined;
}
