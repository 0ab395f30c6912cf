import { connect } from 'node:net';

import type { Random } from './random.ts';

const HEADERS = ['Host: x', 'Host: x\r\nHost: y', 'Content-Length: 5', 'Content-Length: -1', 'X'];
const MORE_HEADERS = [
  'Content-Length: 5\r\nContent-Length: 6',
  'Transfer-Encoding: chunked',
  ': x',
];
const REST_HEADERS = [
  'Transfer-Encoding: chunked\r\nContent-Length: 3',
  'A\u0000: b',
  'Expect: x',
  '',
];
const LINES = [
  'GET /graphql HTTP/1.1',
  'POST /graphql HTTP/1.1',
  'GET / HTTP/9.9',
  'GET /',
  'G\u0000T / x',
];
const MORE_LINES = [
  'PRI * HTTP/2.0',
  'CONNECT x:1 HTTP/1.1',
  'GET http://x:y/ HTTP/1.0',
  '\r\n\r\n',
  '',
];
const BODIES = ['', '{}', '5\r\nhello\r\n0\r\n\r\n', 'zz\r\n', 'ffffffffffffffff\r\nx', '0\r\n'];

/** What goes over a connection instead of HTTP. */
export function makeRaw(random: Random): Buffer {
  if (random.is(0.2)) {
    return random.bytes(1 + random.below(500));
  }
  if (random.is(0.1)) {
    return Buffer.from(`GET / HTTP/1.1\r\nX: ${'x'.repeat(random.below(40_000))}`);
  }
  const lines = [
    random.pick([...LINES, ...MORE_LINES]),
    ...Array.from({ length: random.below(5) }, () =>
      random.pick([...HEADERS, ...MORE_HEADERS, ...REST_HEADERS]),
    ),
  ];
  const text = `${lines.join('\r\n')}\r\n\r\n${random.pick(BODIES)}`;
  return Buffer.from(random.is(0.2) ? text.slice(0, random.below(text.length)) : text, 'latin1');
}

/** Sends bytes and nothing after them. Resolves with all that comes back until the connection ends. */
export function sendRaw(port: number, bytes: Buffer, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    const timer = setTimeout(() => {
      socket.destroy();
      reject(
        new Error(`The connection was left open for ${timeoutMs} ms: ${bytes.toString('latin1')}`),
      );
    }, timeoutMs);
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    // A reset is an answer to garbage too.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
  });
}
