import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, describe, expect, it } from 'vitest';

import { type Answer, open, sendData, serve, stopTraffic, unusedUrl } from './harness/traffic.ts';

afterEach(stopTraffic);

const resetMidBody: Answer = (_message, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"data"');
  setImmediate(() => response.destroy());
};

const reply =
  (status: number, type: string, body: string): Answer =>
  (_message, response) => {
    response.writeHead(status, { 'content-type': type }).end(body);
  };

describe('a fetch', () => {
  it.each<[string, Answer, string]>([
    ['hangs', () => undefined, 'SUBGRAPH_TIMEOUT'],
    ['resets in the middle', resetMidBody, 'SUBGRAPH_UNAVAILABLE'],
    ['answers 500', reply(500, 'text/html', '<h1>at 10.0.0.3</h1>'), 'SUBGRAPH_ERROR'],
    ['answers 502', reply(502, 'text/html', '<h1>no</h1>'), 'SUBGRAPH_UNAVAILABLE'],
    ['answers HTML', reply(200, 'text/html', '<h1>no</h1>'), 'SUBGRAPH_INVALID_RESPONSE'],
    ['calls JSON text', reply(200, 'text/plain', '{"data":{}}'), 'SUBGRAPH_INVALID_RESPONSE'],
    ['sends half', reply(200, 'application/json', '{"data":{'), 'SUBGRAPH_INVALID_RESPONSE'],
    [
      'sends too much',
      reply(200, 'application/json', 'x'.repeat(50_000_000)),
      'SUBGRAPH_INVALID_RESPONSE',
    ],
    ['sends a list', reply(200, 'application/json', '{"data":[1]}'), 'SUBGRAPH_INVALID_RESPONSE'],
  ])('of a subgraph that %s is lost', async (_name, answer, code) => {
    const { url } = await serve(answer);

    const { ask, lines } = open(url, {
      timeoutMs: code === 'SUBGRAPH_TIMEOUT' ? 200 : 5000,
      maxResponseBytes: 100_000,
    });

    expect(await ask()).toMatchObject({ kind: 'lost', code });
    expect(lines.filter((line) => line.includes('"error"') && line.includes('req_1'))).toHaveLength(
      1,
    );
  });

  it('is really aborted when its time is over', async () => {
    const server = await serve(() => undefined);

    await open(server.url, { timeoutMs: 100 }).ask();

    await expect.poll(() => server.aborted).toBe(1);
  });

  it('reads an answer that begins with a byte order mark', async () => {
    const { url } = await serve(reply(200, 'application/json', '\uFEFF{"data":{"a":1}}'));

    expect(await open(url).ask()).toMatchObject({ data: { a: 1 } });
  });

  it('goes through a unix socket', async () => {
    const socket = path.join(tmpdir(), `traffic-${process.pid}.sock`);
    await serve(sendData, socket);

    expect(await open(`unix:${socket}:/graphql`).ask()).toMatchObject({ data: { a: 1 } });
  });

  it('is answered while one of two URLs is dead', async () => {
    const { url } = await serve(sendData);
    const { ask } = open([await unusedUrl(), url]);

    const kinds = await Promise.all(Array.from({ length: 10 }, async () => (await ask()).kind));

    expect(new Set(kinds)).toEqual(new Set(['answered']));
  });

  it('is cancelled upstream when its client leaves', async () => {
    const server = await serve(() => undefined);
    const gone = new AbortController();
    const fetch = open(server.url).ask({ signal: gone.signal });
    await expect.poll(() => server.calls).toBe(1);

    gone.abort();
    await fetch;

    await expect.poll(() => server.aborted).toBe(1);
  });
});

describe('a retry', () => {
  it('is made twice for a query', async () => {
    const server = await serve(reply(503, 'text/plain', 'busy'));

    await open(server.url).ask();

    expect(server.calls).toBe(3);
  });

  it('answers a query whose first call failed', async () => {
    const server = await serve((...args) => (args[2] === 1 ? resetMidBody : sendData)(...args));

    expect(await open(server.url).ask()).toMatchObject({ data: { a: 1 } });
  });

  it.each([
    ['a reset', resetMidBody],
    ['503', reply(503, 'text/plain', 'busy')],
  ])('is never made of a mutation, after %s', async (_name, answer) => {
    const server = await serve(answer);

    const outcome = await open(server.url).ask({}, true);
    await delay(100);

    expect(outcome).toMatchObject({ kind: 'lost', retryable: false });
    expect(server.calls).toBe(1);
  });

  it('of a mutation that was never sent is left to the client', async () => {
    expect(await open(await unusedUrl()).ask({}, true)).toMatchObject({ retryable: true });
  });
});

describe('the breaker', () => {
  const breaker = { minCalls: 4, openMs: 200, probes: 1, rampMs: 1 };

  it('lets no call through once it is open', async () => {
    const server = await serve(reply(500, 'text/plain', 'no'));
    const { ask } = open(server.url, { breaker });
    for (let at = 0; at < 10; at += 1) {
      await ask();
    }

    expect(server.calls).toBe(4);
  });

  it('closes when a probe succeeds', async () => {
    const server = await serve((...args) =>
      (args[2] <= 4 ? reply(500, 'text/plain', 'no') : sendData)(...args),
    );
    const { ask } = open(server.url, { breaker });
    for (let at = 0; at < 5; at += 1) {
      await ask();
    }
    await delay(250);
    await ask();
    await delay(20);

    expect(await ask()).toMatchObject({ kind: 'answered' });
  });
});

it('refuses fetches beyond the queue at once', async () => {
  const { url } = await serve(() => undefined);
  const { ask } = open(url, { concurrency: 1, queue: 0, deduplicate: false, timeoutMs: 100 });
  const first = ask();

  expect(await ask()).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', retryable: true });
  await first;
});
