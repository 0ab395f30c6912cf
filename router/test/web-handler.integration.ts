import { afterAll, beforeAll, expect, it } from 'vitest';

import { createWebHandler } from '#src/embedding/web-handler.ts';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

let shop: Shop;
let router: TestRouter;
let handle: (request: Request) => Promise<Response>;

beforeAll(async () => {
  shop = await startShop();
  router = await startRouter(shop.all);
  handle = createWebHandler(router.router, { maxBodyBytes: 1000 });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});

const post = (query: string): Request =>
  new Request('http://shop.example/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });

it('answers a web Request with a web Response', async () => {
  const response = await handle(post('{ me { name } }'));

  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/json');
  expect(await response.json()).toEqual({ data: { me: { name: 'Ada' } } });
});

it('keeps cookies of several subgraphs apart', async () => {
  shop.readers.cookies = ['a=1; Path=/', 'b=2; Path=/'];
  const response = await handle(post('mutation { bookRename(id: "b1", title: "x") { id } }'));
  const read = await handle(post('{ me { name } }'));
  shop.readers.cookies = [];

  expect(response.headers.getSetCookie()).toEqual([]);
  expect(read.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/']);
});

it('answers a preflight without a body', async () => {
  const response = await handle(new Request('http://shop.example/graphql', { method: 'OPTIONS' }));

  expect(response.status).toBe(204);
  expect(await response.text()).toBe('');
});

it('refuses a body that is too large', async () => {
  expect((await handle(post(`{ me { name } } # ${'x'.repeat(1000)}`))).status).toBe(413);
});
