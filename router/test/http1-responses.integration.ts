import { afterEach, beforeEach, expect, it } from 'vitest';

import { OK, type RawHttp, startRawHttp } from './harness/raw-http.ts';

let http: RawHttp;

beforeEach(async () => {
  http = await startRawHttp();
});
afterEach(() => http[Symbol.asyncDispose]());

const CHUNKED =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;ext=1\r\nhello\r\n6\r\n w\u00c3\u00b6rl\r\n0\r\nx-trailer: 1\r\n\r\n';

it.each([
  ['of a known length', OK, '{}'],
  ['in chunks with extensions and trailers', CHUNKED, 'hello wörl'],
  ['after interim ones', `HTTP/1.1 103 Early Hints\r\nlink: a\r\n\r\n${OK}`, '{}'],
  ['without a body', 'HTTP/1.1 204 No Content\r\n\r\n', ''],
])('a response %s is read wherever its bytes are cut', async (_name, whole, text) => {
  const bytes = Buffer.from(whole, 'latin1');
  for (let at = 1; at < bytes.length; at++) {
    http.answerWith((socket) => {
      socket.write(bytes.subarray(0, at));
      setImmediate(() => socket.write(bytes.subarray(at)));
    });
    expect(await http.send()).toMatchObject({ text, error: undefined });
  }
  expect(http.connections()).toBe(1);
});

it('a response that ends with its connection is whole', async () => {
  http.answerWith((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'));

  expect(await http.send()).toMatchObject({ status: 200, text: 'all of it', error: undefined });
});

it('cookies are kept apart and other repeated headers joined', async () => {
  http.answer(
    'HTTP/1.1 200 OK\r\nset-cookie: a=1\r\nX-B: 1\r\nset-cookie: b=2\r\nx-b: 2\r\ncontent-length: 0\r\n\r\n',
  );

  expect((await http.send()).headers).toMatchObject({
    'set-cookie': ['a=1', 'b=2'],
    'x-b': '1, 2',
  });
});

const withHeader = (line: string): string => `HTTP/1.1 200 OK\r\n${line}\r\n\r\n{}`;

it.each([
  ['no HTTP', 'hello there\r\n\r\n'],
  ['two lengths', withHeader('content-length: 2\r\ncontent-length: 3')],
  ['a negative length', withHeader('content-length: -2')],
  ['a huge length', withHeader('content-length: 99999999999999999999')],
  ['a length and chunks', withHeader('content-length: 2\r\ntransfer-encoding: chunked')],
  ['an encoding besides chunks', withHeader('transfer-encoding: gzip, chunked')],
  ['a length after a no-break space', withHeader('content-length: \u00a02')],
  ['an encoding after a vertical tab', withHeader('transfer-encoding: \u000bchunked')],
  ['a space before a colon', withHeader('content-length : 2')],
  ['a line feed in a header', withHeader('set-cookie: a\nb\r\ncontent-length: 2')],
  ['a carriage return in a header', withHeader('set-cookie: a\rb\r\ncontent-length: 2')],
  ['a NUL in a header', withHeader('set-cookie: a\0b\r\ncontent-length: 2')],
  ['a folded header', withHeader('x-a: 1\r\n 2\r\ncontent-length: 0')],
  ['a chunk without size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
  ['a huge chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nfffffffffffff\r\n'],
  ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\n\r\nfoo'],
  ['status 000', `HTTP/1.1 000 x\r\n\r\n${OK}`],
  ['status 999', 'HTTP/1.1 999 x\r\ncontent-length: 2\r\n\r\n{}'],
  ['headers without end', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(70_000)}`],
  ['interim responses without end', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100)],
  [
    'trailers without end',
    `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n${'a: b\r\n'.repeat(20_000)}`,
  ],
])('a response of %s is an error, and its connection is not used again', async (_name, text) => {
  http.answer(text);
  const broken = await http.send();
  http.answer(OK);
  const good = await http.send();

  expect(broken.error).toBeInstanceOf(Error);
  expect(good).toMatchObject({ status: 200, text: '{}', error: undefined });
  expect(http.connections()).toBe(2);
});

it('bytes behind a response come to no other request', async () => {
  let next: ReturnType<RawHttp['send']> | undefined;
  http.answer(`${OK}HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong`);
  const first = await http.send({
    onEnd: () => {
      http.answer(OK);
      next = http.send();
    },
  });

  expect(first.text).toBe('{}');
  expect(await next).toMatchObject({ text: '{}', error: undefined });
  expect(http.connections()).toBe(2);
});

it('a response that is cut off is an error', async () => {
  http.answerWith((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'));

  expect((await http.send()).error).toMatchObject({ code: 'ECONNRESET' });
});
