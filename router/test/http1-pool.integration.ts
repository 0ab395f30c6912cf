import { type Server, type Socket, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Http1Pool } from '#src/fetchers/http1/http1-pool.ts';

type Answerer = (socket: Socket, request: string) => void;

let server: Server;
let pool: Http1Pool;
let connections: number;
let answerer: Answerer;

beforeEach(async () => {
  connections = 0;
  server = createServer((socket) => {
    connections += 1;
    socket.on('error', () => undefined);
    socket.on('data', (data) => answerer(socket, data.toString('utf8')));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  pool = new Http1Pool(`http://127.0.0.1:${port}`, { connectTimeoutMs: 500, keepAliveMs: 4000 });
});
afterEach(async () => {
  await pool.destroy();
  server.close();
});

interface Result {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
  readonly error: Error | undefined;
}

function send(body = '{}', headers: readonly string[] = ['x-a', 'b']): Promise<Result> {
  return new Promise((resolve) => {
    let status = 0;
    let head: Record<string, unknown> = {};
    const chunks: Buffer[] = [];
    const end = (error?: Error): void =>
      resolve({ status, headers: head, text: Buffer.concat(chunks).toString('utf8'), error });
    pool.dispatch(
      { path: '/graphql', headers, body },
      {
        onRequestStart: () => undefined,
        onResponseStart(_controller, code, given) {
          status = code;
          head = given;
        },
        onResponseData: (_controller, chunk) => void chunks.push(chunk),
        onResponseEnd: () => end(),
        onResponseError: (_controller, error) => end(error),
      },
    );
  });
}

const OK = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}';
const CHUNKED =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;ext=1\r\nhello\r\n6\r\n w\u00c3\u00b6rl\r\n0\r\nx-trailer: 1\r\n\r\n';
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('a response', () => {
  it.each([
    ['of a known length', bytes(OK), '{}'],
    ['in chunks with extensions and trailers', bytes(CHUNKED), 'hello wörl'],
    ['after interim ones', bytes(`HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n${OK}`), '{}'],
    ['without a body', bytes('HTTP/1.1 204 No Content\r\n\r\n'), ''],
  ])('%s is read wherever its bytes are cut', async (_name, whole, text) => {
    for (let at = 1; at < whole.length; at++) {
      answerer = (socket) => {
        socket.write(whole.subarray(0, at));
        setImmediate(() => socket.write(whole.subarray(at)));
      };
      expect(await send()).toMatchObject({ text, error: undefined });
    }
    expect(connections).toBe(1);
  });

  it('that ends with its connection is whole', async () => {
    answerer = (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it');

    expect(await send()).toMatchObject({ status: 200, text: 'all of it', error: undefined });
  });

  it('keeps cookies apart and joins other repeated headers', async () => {
    answerer = (socket) =>
      socket.write(
        'HTTP/1.1 200 OK\r\nset-cookie: a=1\r\nX-B: 1\r\nset-cookie: b=2\r\nx-b: 2\r\ncontent-length: 0\r\n\r\n',
      );

    const { headers } = await send();

    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(headers['x-b']).toBe('1, 2');
  });

  it.each([
    ['no HTTP', 'hello there\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'],
    ['a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\n{}'],
    [
      'a length and chunks',
      'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a chunk without size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['a folded header', 'HTTP/1.1 200 OK\r\nx-a: 1\r\n 2\r\ncontent-length: 0\r\n\r\n'],
    ['headers without end', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(70_000)}`],
  ])('of %s is an error, and its connection is not used again', async (_name, text) => {
    answerer = (socket) => socket.write(text);
    const broken = await send();
    answerer = (socket) => socket.write(OK);
    const good = await send();

    expect(broken.error).toBeInstanceOf(Error);
    expect(good).toMatchObject({ status: 200, text: '{}', error: undefined });
    expect(connections).toBe(2);
  });

  it('with bytes behind it answers its own request and no other one', async () => {
    answerer = (socket) => socket.write(`${OK}HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong`);
    const first = await send();
    answerer = (socket) => socket.write(OK);
    const second = await send();

    expect([first.text, second.text]).toEqual(['{}', '{}']);
    expect(connections).toBe(2);
  });

  it('that is cut off is an error', async () => {
    answerer = (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf');

    expect((await send()).error).toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('connections', () => {
  it('are used again, one request at a time', async () => {
    answerer = (socket, request) => {
      const text = request.slice(request.indexOf('\r\n\r\n') + 4);
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`);
    };

    const together = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send(`"${index}"`)),
    );
    const after = await send('"later"');

    expect(together.map(({ text }) => text)).toEqual(
      Array.from({ length: 20 }, (_, index) => `"${index}"`),
    );
    expect(after.text).toBe('"later"');
    expect(connections).toBe(20);
  });

  it('that the other side closed are not used again', async () => {
    answerer = (socket) => socket.end(OK);
    await send();
    await delay(20);
    answerer = (socket) => socket.write(OK);

    expect((await send()).error).toBeUndefined();
    expect(connections).toBe(2);
  });

  it('that the other side will close are not used again', async () => {
    answerer = (socket) =>
      socket.write('HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}');
    await send();
    answerer = (socket) => socket.write(OK);
    await send();

    expect(connections).toBe(2);
  });

  it('that cannot be made say why', async () => {
    const nowhere = new Http1Pool('http://127.0.0.1:1', {
      connectTimeoutMs: 500,
      keepAliveMs: 4000,
    });
    pool = nowhere;

    expect((await send()).error).toMatchObject({ code: 'ECONNREFUSED' });
  });
});

describe('a request', () => {
  it('says its length in bytes', async () => {
    let received = '';
    answerer = (socket, request) => {
      received = request;
      socket.write(OK);
    };
    await send('{"a":"Größe 🎈"}');

    expect(received).toContain(`content-length: ${Buffer.byteLength('{"a":"Größe 🎈"}')}\r\n`);
    expect(received.endsWith('{"a":"Größe 🎈"}')).toBe(true);
  });

  it.each([
    [['x-a', 'b\r\nx-evil: 1']],
    [['x-a\r\nx-evil', '1']],
    [['x-a', 'b\0']],
    [['x-a', 'ключ']],
  ])('with a header that could end its line is not sent: %j', async (headers) => {
    answerer = (socket) => socket.write(OK);

    expect((await send('{}', headers)).error).toBeInstanceOf(Error);
    expect(connections).toBe(0);
  });
});
