import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

let shop: Shop;
let router: TestRouter;

beforeAll(async () => {
  shop = await startShop();
  router = await startRouter(shop.all, {
    config: {
      execution: { shareOperations: true },
      subgraphs: { deduplicate: false },
      headers: { forward: [{ header: 'x-cart-token', to: ['books'] }] },
    },
  });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});
beforeEach(() => {
  shop.books.received.length = 0;
});

const BOOK = 'query($id: ID!) { book(id: $id) { title } }';
const ask = (id: string, headers: Record<string, string> = {}) =>
  router.query(BOOK, { variables: { id }, headers });

it('gives equal queries that run at once one result', async () => {
  shop.books.replyWith(async () => {
    await delay(300);
    return { body: '{"data":{"book":{"title":"Emma"}}}' };
  });
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask('b1')));
  shop.books.replyWith(undefined);

  expect(answers.map(({ text }) => text)).toEqual(
    Array.from({ length: 20 }, () => '{"data":{"book":{"title":"Emma"}}}\n'),
  );
  expect(shop.books.received).toHaveLength(1);
});

it('tells queries with other variables apart', async () => {
  const [one, two] = await Promise.all([ask('b1'), ask('b2')]);

  expect([one.data, two.data]).toEqual([
    { book: { title: 'Emma' } },
    { book: { title: 'Ivanhoe' } },
  ]);
  expect(shop.books.received).toHaveLength(2);
});

it('tells callers apart by what a subgraph of the query is told of them', async () => {
  await Promise.all([
    ask('b1', { 'x-cart-token': 'one' }),
    ask('b1', { 'x-cart-token': 'two' }),
    ask('b1', { 'x-cart-token': 'two' }),
  ]);

  expect(shop.books.received).toHaveLength(2);
});

it('runs every mutation', async () => {
  const rename = 'mutation { bookRename(id: "b1", title: "Emma") { id } }';

  await Promise.all([router.query(rename), router.query(rename), router.query(rename)]);

  expect(shop.books.received).toHaveLength(3);
});

it('tells each client of a shared failure its own request id', async () => {
  shop.books.replyWith(async () => {
    await delay(200);
    return { status: 500, body: '' };
  });
  const lost = await Promise.all([ask('b1'), ask('b1'), ask('b1')]);
  shop.books.replyWith(undefined);

  expect(shop.books.received).toHaveLength(1);
  expect(lost.map(({ errors }) => errors[0]?.extensions['requestId'])).toEqual(
    lost.map(({ headers }) => headers.get('x-request-id')),
  );
});

it('gives cookies to one caller alone: the others ask for themselves', async () => {
  shop.books.cookies = ['session=1; Path=/'];
  const answers = await Promise.all([ask('b1'), ask('b1'), ask('b1')]);
  shop.books.cookies = [];

  expect(shop.books.received).toHaveLength(3);
  expect(answers.map(({ cookies }) => cookies.length)).toEqual([1, 1, 1]);
});

it('goes on when the client of the first one leaves', async () => {
  const gone = new AbortController();
  shop.books.replyWith(async () => {
    await delay(200);
    return { body: '{"data":{"book":{"title":"Emma"}}}' };
  });
  const body = JSON.stringify({ query: BOOK, variables: { id: 'b1' } });
  const first = fetch(`${router.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    signal: gone.signal,
  }).catch(() => 'gone');
  await expect.poll(() => shop.books.received.length).toBe(1);
  const second = ask('b1');
  await delay(50);
  gone.abort();

  expect(await first).toBe('gone');
  expect((await second).data).toEqual({ book: { title: 'Emma' } });
  shop.books.replyWith(undefined);
});

it('shares nothing between one run and the next', async () => {
  await ask('b1');
  await ask('b1');

  expect(shop.books.received).toHaveLength(2);
});
