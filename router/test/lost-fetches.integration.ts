import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';
import type { Reply } from './harness/subgraphs.ts';

const QUERY = '{ books { title price } me { name } }';

describe('a fetch that is lost', () => {
  let shop: Shop;
  let router: TestRouter;

  beforeAll(async () => {
    shop = await startShop();
    router = await startRouter(shop.all, {
      config: {
        subgraphs: { timeoutMs: 2000, timeoutMsOf: { prices: 100 }, maxResponseBytes: 10_000 },
      },
    });
  });
  afterAll(async () => {
    await router[Symbol.asyncDispose]();
    await shop[Symbol.asyncDispose]();
  });
  afterEach(() => {
    shop.prices.replyWith(undefined);
    shop.books.replyWith(undefined);
  });

  it.each<[string, Reply, { code: string; retryable: boolean }]>([
    [
      'an answer that is not JSON',
      { body: '<html>nginx/1.2 at 10.0.0.3</html>' },
      { code: 'SUBGRAPH_INVALID_RESPONSE', retryable: false },
    ],
    [
      'JSON that is not GraphQL',
      { body: '[1]' },
      { code: 'SUBGRAPH_INVALID_RESPONSE', retryable: false },
    ],
    ['an empty object', { body: '{}' }, { code: 'SUBGRAPH_INVALID_RESPONSE', retryable: false }],
    [
      'too few entities',
      { body: '{"data":{"_entities":[]}}' },
      { code: 'SUBGRAPH_INVALID_RESPONSE', retryable: false },
    ],
    [
      'an answer that is too large',
      { body: JSON.stringify({ data: 'x'.repeat(20_000) }) },
      { code: 'SUBGRAPH_INVALID_RESPONSE', retryable: false },
    ],
    [
      'status 503',
      { status: 503, body: 'busy at 10.0.0.3' },
      { code: 'SUBGRAPH_UNAVAILABLE', retryable: true },
    ],
    [
      'status 500',
      { status: 500, body: '{"stack":"at /srv"}' },
      { code: 'SUBGRAPH_ERROR', retryable: false },
    ],
    [
      'a refusal of the router’s signature',
      {
        status: 401,
        body: '{"errors":[{"message":"bad mac","extensions":{"code":"SIGNATURE_INVALID"}}]}',
      },
      { code: 'SUBGRAPH_ERROR', retryable: false },
    ],
  ])('to %s nulls its own fields alone', async (_name, reply, { code, retryable }) => {
    shop.prices.replyWith(() => Promise.resolve(reply));

    const { status, data, errors, headers, text } = await router.query(QUERY);

    expect({ status, data }).toEqual({
      status: 200,
      data: {
        books: [
          { title: 'Emma', price: null },
          { title: 'Ivanhoe', price: null },
        ],
        me: { name: 'Ada' },
      },
    });
    expect(errors).toEqual([
      {
        message: expect.stringContaining('"prices"'),
        path: ['books'],
        extensions: {
          code,
          subgraph: 'prices',
          requestId: headers.get('x-request-id'),
          correlationId: headers.get('x-correlation-id'),
          retryable,
        },
      },
    ]);
    expect(text).not.toMatch(/127\.0\.0\.1|10\.0\.0\.3|stack|bad mac|at \//u);
  });

  it('to a timeout says so, and does not hold up the rest', async () => {
    shop.prices.replyWith(async () => {
      await delay(400);
      return { body: '{"data":{"_entities":[]}}' };
    });

    const { data, errors } = await router.query(QUERY);

    expect(data).toMatchObject({ me: { name: 'Ada' } });
    expect(errors).toMatchObject([
      { extensions: { code: 'SUBGRAPH_TIMEOUT', subgraph: 'prices', retryable: true } },
    ]);
  });

  it('keeps data and errors that a subgraph answers with an error status', async () => {
    shop.prices.replyWith(() =>
      Promise.resolve({
        status: 500,
        body: JSON.stringify({
          data: { _entities: [{ price: 1 }, { price: null }] },
          errors: [
            {
              message: 'No price.',
              path: ['_entities', 1, 'price'],
              extensions: { code: 'NOT_FOUND' },
            },
          ],
        }),
      }),
    );

    const { data, errors } = await router.query(QUERY);

    expect(data).toMatchObject({ books: [{ price: 1 }, { price: null }] });
    expect(errors).toMatchObject([
      { path: ['books', 1, 'price'], extensions: { code: 'NOT_FOUND', subgraph: 'prices' } },
    ]);
  });

  it('passes on what a subgraph says of a value that only it can check', async () => {
    shop.readers.replyWith(() =>
      Promise.resolve({
        status: 400,
        body: '{"errors":[{"message":"Variable \\"$isbn\\" got invalid value","extensions":{"code":"BAD_USER_INPUT"}}]}',
      }),
    );

    const { data, errors } = await router.query('query Q($isbn: Isbn!) { byIsbn(isbn: $isbn) }', {
      variables: { isbn: 'x' },
    });
    shop.readers.replyWith(undefined);

    expect(data).toEqual({ byIsbn: null });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', subgraph: 'readers' } }]);
  });

  it('is not retryable when a mutation may have run', async () => {
    shop.books.replyWith(() => Promise.resolve({ status: 503, body: '' }));

    const { errors } = await router.query(
      'mutation { bookRename(id: "b1", title: "x") { title } }',
    );

    expect(errors).toMatchObject([
      { extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: false } },
    ]);
  });

  it('has its cause in the log, under the same ids', async () => {
    router.lines.length = 0;
    shop.prices.replyWith(() => Promise.resolve({ status: 500, body: 'no' }));

    const { headers } = await router.query(QUERY);

    expect(router.lines.find(({ code }) => code === 'SUBGRAPH_ERROR')).toMatchObject({
      level: 'warn',
      msg: 'fetch',
      subgraph: 'prices',
      status: 500,
      error: 'HTTP status 500',
      requestId: headers.get('x-request-id'),
    });
  });
});

describe('a subgraph that is killed', () => {
  it('nulls its fields; the others answer', async () => {
    await using shop = await startShop();
    await using router = await startRouter(shop.all);
    await router.query(QUERY);
    await shop.prices.kill();

    const { data, errors, text } = await router.query(QUERY);

    expect(data).toEqual({
      books: [
        { title: 'Emma', price: null },
        { title: 'Ivanhoe', price: null },
      ],
      me: { name: 'Ada' },
    });
    expect(errors).toMatchObject([
      { extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'prices', retryable: true } },
    ]);
    expect(text).not.toContain('127.0.0.1');
  });

  it('makes a mutation retryable that was never sent', async () => {
    await using shop = await startShop();
    await using router = await startRouter(shop.all);
    await shop.books.kill();

    const { errors } = await router.query(
      'mutation { bookRename(id: "b1", title: "x") { title } }',
    );

    expect(errors).toMatchObject([
      { extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true } },
    ]);
  });
});
