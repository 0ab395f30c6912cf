/** What is said of a response before its body. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** How the end of the body is known. */
  readonly framing: Framing;
  /** How long the connection may be used again once the body is whole: 0 is not at all. */
  readonly keepAliveMs: number;
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

const STATUS_LINE = /^HTTP\/1\.(?<minor>[01]) (?<status>[1-5]\d{2})(?: |$)/u;
const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/u;
const DIGITS = /^\d{1,15}$/u;
/** No control character is part of a line. One that ends as lines do not would be taken for two by others. */
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\0-\u0008\n-\u001f\u007f]/u;
const SPACE_AROUND = /^[\t ]+|[\t ]+$/gu;
const CLOSE = /(?:^|,)[\t ]*close[\t ]*(?:,|$)/u;
const KEEP_ALIVE = /(?:^|,)[\t ]*keep-alive[\t ]*(?:,|$)/u;
const TIMEOUT = /(?:^|,)[\t ]*timeout[\t ]*=[\t ]*"?(?<seconds>\d{1,6})/iu;
/** The other side closes its end on time: a request just before would be lost. */
const KEEP_ALIVE_MARGIN_MS = 1000;
const SPACE = 32;

/** Reads a status line and headers, without the empty line after them. RFC 9112, sections 4 to 6. */
export function readHead(text: string): ResponseHead {
  const [line = '', ...lines] = text.split('\r\n');
  const found = STATUS_LINE.exec(line)?.groups;
  // What follows a switch of protocols is no HTTP, and none was asked for.
  if (found === undefined || found['status'] === '101' || FORBIDDEN.test(line)) {
    throw new MalformedResponse('The response does not begin with a status line.');
  }
  const status = Number(found['status']);
  const headers = readHeaders(lines);
  const framing = readFraming(status, headers);
  const isKeptAlive =
    framing.kind !== 'until close' && isOpen(found['minor'] === '1', headers['connection']);
  return { status, headers, framing, keepAliveMs: isKeptAlive ? readKeepAlive(headers) : 0 };
}

function isOpen(isByDefault: boolean, connection: string | string[] = ''): boolean {
  if (connection === '' || connection === 'keep-alive') {
    return isByDefault || connection !== '';
  }
  const tokens = String(connection).toLowerCase();
  return !CLOSE.test(tokens) && (isByDefault || KEEP_ALIVE.test(tokens));
}

function readKeepAlive({ 'keep-alive': told }: ResponseHead['headers']): number {
  const seconds = told === undefined ? undefined : TIMEOUT.exec(String(told))?.groups?.['seconds'];
  return seconds === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(0, Number(seconds) * 1000 - KEEP_ALIVE_MARGIN_MS);
}

/** Spaces and tabs only: what else String.trim takes away is part of a value. */
function stripSpace(text: string): string {
  const from = text.startsWith(' ') ? 1 : 0;
  const isPlain =
    text.length > from && text.charCodeAt(from) > SPACE && text.charCodeAt(text.length - 1) > SPACE;
  return isPlain ? text.slice(from) : text.replace(SPACE_AROUND, '');
}

function readHeaders(lines: readonly string[]): ResponseHead['headers'] {
  const headers: Record<string, string | string[]> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (!TOKEN.test(name) || name === '__proto__' || FORBIDDEN.test(line)) {
      throw new MalformedResponse('The response has a line that is no header.');
    }
    const value = stripSpace(line.slice(colon + 1));
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
