import { afterEach, describe, expect, it } from 'vitest';

import { type Answer, open, sendData, serve, stopTraffic } from './harness/traffic.ts';

afterEach(stopTraffic);

describe('equal queries at once', () => {
  const slowly: Answer = (...args) => void setTimeout(() => sendData(...args), 50);

  it('make one call', async () => {
    const server = await serve(slowly);
    const { ask } = open(server.url);

    await Promise.all(Array.from({ length: 50 }, () => ask()));

    expect(server.calls).toBe(1);
  });

  it('of two authorizations make two calls', async () => {
    const server = await serve(slowly);
    const { ask } = open(server.url);

    await Promise.all(
      Array.from({ length: 50 }, (_, at) =>
        ask({ headersFor: () => ['authorization', String(at % 2)] }),
      ),
    );

    expect(server.calls).toBe(2);
  });

  it('each get data of their own', async () => {
    const { url } = await serve(slowly);
    const { ask } = open(url);

    const [a, b] = await Promise.all([ask(), ask()]);

    expect(a).not.toBe(b);
    expect(a).toEqual(b);
  });

  it('do not hand on the cookies of one', async () => {
    const server = await serve((_message, response, call) => {
      response.setHeader('set-cookie', [`s=${call}`, 't=1']);
      setTimeout(() => sendData(_message, response, call), 30);
    });
    const { ask } = open(server.url);
    const jars: string[][] = [[], []];

    await Promise.all(jars.map((cookies) => ask({ cookies })));

    expect(jars).toEqual([
      ['s=1', 't=1'],
      ['s=2', 't=1'],
    ]);
  });

  it('go on when one of them leaves', async () => {
    const { url } = await serve(slowly);
    const { ask } = open(url);
    const gone = new AbortController();
    const [first, second] = [ask({ signal: gone.signal }), ask()];
    gone.abort();

    expect([(await first).kind, (await second).kind]).toEqual(['lost', 'answered']);
  });

  it('are not shared when they are mutations', async () => {
    const server = await serve(slowly);
    const { ask } = open(server.url);

    await Promise.all([ask({}, true), ask({}, true)]);

    expect(server.calls).toBe(2);
  });
});
