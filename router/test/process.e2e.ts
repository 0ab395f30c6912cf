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
    ['a flag that is not there', ['--prot', '1'], {}, /no flag "--prot". Did you mean "--port"/u],
    ['a folder', ['--supergraph', '/'], {}, /no supergraph to read at \/, which is a folder/u],
    [
      'no configuration',
      ['--config', '/nowhere.yaml'],
      {},
      /no configuration to read at \/nowhere/u,
    ],
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
    expect(router.output()).toContain(`The port "${port}" of "127.0.0.1" is taken.`);
    expect(router.output()).not.toContain('    at ');
  });

  it.each([
    ['an empty file', '', /empty\.graphql cannot be served. The supergraph is empty/u],
    ['half a file', 'type Query { a: ', /not valid GraphQL in line 1, column 17: Expected Name/u],
    ['the schema of an API', 'type Query { a: Int }', /The SDL is no supergraph/u],
  ])('ends with 1 and one sentence for %s', async (_name, sdl, message) => {
    await using router = spawnRouter(['--supergraph', write('empty.graphql', sdl), '--port', '0']);

    expect(await router.exit).toBe(1);
    expect(router.output()).toMatch(message);
    expect(router.output().trim().split('\n')).toHaveLength(1);
  });

  it('ends with 1 when the host is none of this machine', async () => {
    const file = write('shop.graphql', compose(shop.all));
    await using router = spawnRouter(['--supergraph', file, '--port', '0'], { HOST: '192.0.2.1' });

    expect(await router.exit).toBe(1);
    expect(router.output()).toContain('The host "192.0.2.1" is no address of this machine.');
  });

  it('says of a variable that is almost known which one may be meant', async () => {
    const file = write('shop.graphql', compose(shop.all));
    await using router = spawnRouter(['--supergraph', file, '--port', '0'], { LOG_LEVL: 'debug' });
    await router.ready();

    expect(router.output()).toContain('"name":"LOG_LEVL","nearest":"LOG_LEVEL"');
  });

  it('ends with 0 and tells the flags when it is asked for help', async () => {
    await using router = spawnRouter(['--help']);

    expect(await router.exit).toBe(0);
    expect(router.output()).toContain('--supergraph FILE');
  });
});
