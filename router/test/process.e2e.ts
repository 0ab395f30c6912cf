import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { compose } from './harness/compose.ts';
import { spawnRouter } from './harness/process.ts';
import { type Shop, startShop } from './harness/shop.ts';

let shop: Shop;
let folder: string;

beforeAll(async () => {
  shop = await startShop();
  folder = mkdtempSync(path.join(tmpdir(), 'router-'));
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const write = (name: string, text: string): string => {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
};
const ask = async (url: string, query: string): Promise<unknown> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
};

describe('the router process', () => {
  it('serves any supergraph file and ends with 0 on SIGTERM', async () => {
    await using router = spawnRouter([
      '--supergraph',
      write('shop.graphql', compose(shop.all)),
      '--port',
      '0',
    ]);
    const url = await router.ready();

    const answer = await ask(url, '{ books { title price } }');
    router.kill('SIGTERM');

    expect(answer).toEqual({
      data: {
        books: [
          { title: 'Emma', price: 490 },
          { title: 'Ivanhoe', price: 500 },
        ],
      },
    });
    expect(await router.exit).toBe(0);
  });

  it('prefers the service URLs of the environment to those of the supergraph', async () => {
    const sdl = compose(shop.all).replaceAll(shop.readers.url, 'http://127.0.0.1:9');
    const env = { PORT: '0', SERVICE_URLS: JSON.stringify({ readers: shop.readers.url }) };
    await using router = spawnRouter(['--supergraph', write('moved.graphql', sdl)], env);

    expect(await ask(await router.ready(), '{ me { name } }')).toEqual({
      data: { me: { name: 'Ada' } },
    });
  });

  it('follows its supergraph file, and stays with the last good one', async () => {
    const file = write('changing.graphql', compose([shop.readers]));
    const config = write('router.yaml', 'supergraph: { pollMs: 50 }');
    await using router = spawnRouter(['--config', config, '--supergraph', file, '--port', '0']);
    const url = await router.ready();

    write('changing.graphql', compose(shop.all));
    await router.said('"msg":"supergraph loaded"');
    await expect
      .poll(() => ask(url, '{ book(id: "b1") { title } }'))
      .toEqual({ data: { book: { title: 'Emma' } } });
    write('changing.graphql', 'type Query { not: Int } # a supergraph');
    await router.said('supergraph refused');

    expect(await ask(url, '{ book(id: "b1") { title } }')).toEqual({
      data: { book: { title: 'Emma' } },
    });
  });

  it.each<[string, string[], Record<string, string>, RegExp]>([
    [
      'a supergraph that is not there',
      ['--supergraph', '/nowhere.graphql'],
      {},
      /no supergraph to read at \/nowhere/u,
    ],
    ['a flag that is not there', ['--prot', '1'], {}, /--prot/u],
    [
      'bad settings, all of them',
      [],
      { PORT: 'x', LOG_LEVEL: 'loud' },
      /PORT: .*\n.*LOG_LEVEL: /su,
    ],
  ])('ends with 1 and one message for %s', async (...[, flags, env, message]) => {
    await using router = spawnRouter(flags, env);

    expect(await router.exit).toBe(1);
    expect(router.output()).toMatch(message);
    expect(router.output()).not.toContain('    at ');
  });

  it('ends with 1 when the port is taken', async () => {
    const { port } = new URL(shop.books.url);
    await using router = spawnRouter([
      '--supergraph',
      write('taken.graphql', compose(shop.all)),
      '--port',
      port,
    ]);

    expect(await router.exit).toBe(1);
    expect(router.output()).toContain('EADDRINUSE');
  });
});
