/** What is said of a response before its body. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  /** How the end of the body is known. */
  readonly framing: Framing;
  /** Whether the connection may be used again once the body is whole. */
  readonly isKeptAlive: boolean;
}

export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'until close' };

/** The other side does not speak HTTP/1.1, or not clearly: its connection is not to be used again. */
export class MalformedResponse extends Error {
  override readonly name = 'MalformedResponse';
  readonly code = 'MALFORMED_RESPONSE';
}

const STATUS_LINE = /^HTTP\/1\.(?<minor>[01]) (?<status>\d{3})(?: |$)/u;
const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/u;
const DIGITS = /^\d{1,15}$/u;

/** Reads a status line and headers, without the empty line after them. RFC 9112, sections 4 to 6. */
export function readHead(text: string): ResponseHead {
  const [line = '', ...lines] = text.split('\r\n');
  const found = STATUS_LINE.exec(line)?.groups;
  if (found === undefined) {
    throw new MalformedResponse('The response does not begin with a status line.');
  }
  const status = Number(found['status']);
  const headers = readHeaders(lines);
  const connection = String(headers['connection'] ?? '').toLowerCase();
  const framing = readFraming(status, headers);
  const isOpen = found['minor'] === '1' ? connection !== 'close' : connection === 'keep-alive';
  return { status, headers, framing, isKeptAlive: isOpen && framing.kind !== 'until close' };
}

function readHeaders(lines: readonly string[]): ResponseHead['headers'] {
  const headers: ResponseHead['headers'] = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (!TOKEN.test(name) || name === '__proto__') {
      throw new MalformedResponse('The response has a line that is no header.');
    }
    const value = line.slice(colon + 1).trim();
    const known = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (known === undefined) {
      headers[name] = value;
    } else if (name === 'set-cookie') {
      headers[name] = [known, value].flat();
    } else {
      headers[name] = `${String(known)}, ${value}`;
    }
  }
  return headers;
}

/** RFC 9112, section 6.3. What could be read in two ways is refused: it is how responses are smuggled. */
function readFraming(status: number, headers: ResponseHead['headers']): Framing {
  const encoding = headers['transfer-encoding'];
  const length = headers['content-length'];
  if (status < 200 || status === 204 || status === 304) {
    return { kind: 'none' };
  }
  if (encoding !== undefined) {
    if (length !== undefined || String(encoding).toLowerCase() !== 'chunked') {
      throw new MalformedResponse('The response does not say clearly where its body ends.');
    }
    return { kind: 'chunked' };
  }
  if (length === undefined) {
    return { kind: 'until close' };
  }
  if (typeof length !== 'string' || !DIGITS.test(length)) {
    throw new MalformedResponse('The response has a content-length that is no length.');
  }
  return { kind: 'length', bytes: Number(length) };
}
