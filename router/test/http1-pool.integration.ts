import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Http1Pool } from '#src/fetchers/http1/http1-pool.ts';

import { OK, type RawHttp, sendThrough, startRawHttp } from './harness/raw-http.ts';

let http: RawHttp;

beforeEach(async () => {
  http = await startRawHttp();
});
afterEach(() => http[Symbol.asyncDispose]());

describe('connections', () => {
  it('are used again, one request at a time', async () => {
    http.answerWith((socket, request) => {
      const text = request.slice(request.indexOf('\r\n\r\n') + 4);
      socket.write(`HTTP/1.1 200 OK\r\ncontent-length: ${text.length}\r\n\r\n${text}`);
    });

    const bodies = Array.from({ length: 20 }, (_, index) => `"${index}"`);
    const together = await Promise.all(bodies.map((body) => http.send({ body })));
    const after = await http.send({ body: '"later"' });

    expect(together.map(({ text }) => text)).toEqual(bodies);
    expect(after.text).toBe('"later"');
    expect(http.connections()).toBe(20);
  });

  it('that the other side closed are not used again', async () => {
    http.answerWith((socket) => socket.end(OK));
    await http.send();
    await delay(20);
    http.answer(OK);

    expect((await http.send()).error).toBeUndefined();
    expect(http.connections()).toBe(2);
  });

  it.each(['close', 'Close', 'close, x', 'x, close'])(
    'that the other side will close are not used again: %s',
    async (value) => {
      http.answer(`HTTP/1.1 200 OK\r\nconnection: ${value}\r\ncontent-length: 2\r\n\r\n{}`);
      await http.send();
      await http.send();

      expect(http.connections()).toBe(2);
    },
  );

  it('are not used again as soon as the other side may close them', async () => {
    http.answer('HTTP/1.1 200 OK\r\nkeep-alive: timeout=1\r\ncontent-length: 2\r\n\r\n{}');
    await http.send();
    await http.send();

    expect(http.connections()).toBe(2);
  });

  it('that cannot be made say why', async () => {
    const options = { connectTimeoutMs: 500, keepAliveMs: 4000 };
    const nowhere = new Http1Pool('http://127.0.0.1:1', options);

    const { error, controller } = await sendThrough(nowhere);

    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
    expect(controller).toBeUndefined();
  });

  it('that are idle do not hold the process', async () => {
    const code = `import { Http1Pool } from '#src/fetchers/http1/http1-pool.ts';
      const pool = new Http1Pool('http://127.0.0.1:${http.port}', { connectTimeoutMs: 500, keepAliveMs: 400 });
      pool.dispatch({ path: '/', headers: [], body: '{}' }, { onResponseEnd() {} });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
      cwd: path.join(import.meta.dirname, '..'),
    });

    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('end when the pool is closed, after the requests on them', async () => {
    http.answerWith((socket) => void setTimeout(() => socket.write(OK), 50));
    const running = http.send();
    await delay(20);

    await Promise.all([http.pool.close(), http.pool.close()]);

    expect((await running).text).toBe('{}');
  });
});

describe('an abort', () => {
  it('ends its request with the reason, and its connection', async () => {
    http.answer('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf');
    const { error } = await http.send({
      onData: (controller) => controller.abort(new Error('enough')),
    });
    http.answer(OK);
    const next = await http.send();

    expect(error?.message).toBe('enough');
    expect(next.text).toBe('{}');
    expect(http.connections()).toBe(2);
  });

  it('that ends a response with its last byte leaves no dead connection behind', async () => {
    await http.send({ onData: (controller) => controller.abort(new Error('enough')) });

    expect(await http.send()).toMatchObject({ text: '{}', error: undefined });
  });

  it('that comes late leaves the next request of the connection alone', async () => {
    const first = await http.send();
    http.answerWith((socket) => void setTimeout(() => socket.write(OK), 60));
    const second = http.send();
    await delay(20);
    first.controller?.abort(new Error('late'));

    expect((await second).error).toBeUndefined();
  });
});

describe('a request', () => {
  it('says its length in bytes', async () => {
    await http.send({ body: '{"a":"Größe 🎈"}' });

    const [received = ''] = http.received;
    expect(received).toContain(`content-length: ${Buffer.byteLength('{"a":"Größe 🎈"}')}\r\n`);
    expect(received.endsWith('{"a":"Größe 🎈"}')).toBe(true);
  });

  it.each([
    ['x-a', 'b\r\nx-evil: 1'],
    ['x-a\r\nx-evil', '1'],
    ['x-a', 'b\0'],
    ['x-a', 'ключ'],
    ['a b', 'c'],
    ['a:b', 'c'],
    ['', 'c'],
    ['host', 'evil'],
    ['Content-Length', '0'],
    ['transfer-encoding', 'chunked'],
  ])('is not sent with a header that would be read as something else: %j', async (name, value) => {
    expect((await http.send({ headers: [name, value] })).error).toBeInstanceOf(Error);
    expect(http.connections()).toBe(0);
  });

  it.each(['/a b', '/a\r\nx: y', '/\u00e9'])('is not sent to a path like %j', async (target) => {
    expect((await http.send({ path: target })).error).toBeInstanceOf(Error);
    expect(http.connections()).toBe(0);
  });
});
