import { type Socket, connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

const MAX_BYTES = 2000;
const BODY = '{"query":"{ books { title } }"}';

let shop: Shop;
let router: TestRouter;

beforeAll(async () => {
  shop = await startShop();
  router = await startRouter(shop.all, { config: { listen: { maxBodyBytes: MAX_BYTES } } });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});

const head = (length: number): string =>
  `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;

async function open(): Promise<{ socket: Socket; received: () => string }> {
  const { hostname, port } = new URL(router.url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString()));
  // What is sent to a server that has closed is refused by the system.
  socket.on('error', () => undefined);
  await new Promise((resolve) => {
    socket.once('connect', resolve);
  });
  return { socket, received: () => text };
}

const countAnswers = (text: string): number => text.split('HTTP/1.1 200').length - 1;

describe('a request', () => {
  it('may come in many pieces', async () => {
    const { socket, received } = await open();
    socket.write(head(BODY.length));
    for (const byte of BODY) {
      socket.write(byte);
      await delay(1);
    }

    await expect.poll(received).toContain('"data":{"books"');
    socket.destroy();
  });

  it('shares its connection with the next one', async () => {
    const { socket, received } = await open();
    socket.write(head(BODY.length) + BODY + head(BODY.length) + BODY);

    await expect.poll(() => countAnswers(received())).toBe(2);
    socket.destroy();
  });

  it('without an end is refused once, and its connection is closed', async () => {
    const { socket, received } = await open();
    const closed = new Promise((resolve) => {
      socket.once('close', resolve);
    });
    socket.write(head(MAX_BYTES * 1000) + 'x'.repeat(MAX_BYTES * 20));

    await expect.poll(received).toContain('PAYLOAD_TOO_LARGE');
    socket.end('x'.repeat(MAX_BYTES * 20));
    await closed;

    expect(received().split('HTTP/1.1 ')).toHaveLength(2);
  });

  it('whose client leaves in the middle of its body leaves the router serving', async () => {
    const { socket } = await open();
    socket.write(head(BODY.length) + BODY.slice(0, 5));
    await delay(20);
    socket.destroy();
    await delay(20);

    const answer = await router.fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: BODY,
    });

    expect(answer.status).toBe(200);
    expect(router.lines.filter(({ msg }) => msg === 'request failed')).toEqual([]);
  });
});
