import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { configShape } from '#src/config/index.ts';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

let shop: Shop;
let router: TestRouter;

beforeAll(async () => {
  shop = await startShop();
  router = await startRouter(shop.all, {
    config: {
      headers: {
        forward: [
          { header: 'x-tenant', as: 'x-customer', default: 'none', to: ['books', 'prices'] },
        ],
        insert: [
          { header: 'x-region', value: 'eu' },
          { header: 'x-only', value: 'books', to: ['books'] },
        ],
        response: [
          { header: 'x-served-by', merge: 'append' },
          { header: 'x-first', merge: 'first' },
          { header: 'x-last' },
          { header: 'x-private', from: ['books'], as: 'x-books-private' },
        ],
      },
    },
  });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});

describe('a request to a subgraph', () => {
  it('has the constants of all subgraphs and those of its own', async () => {
    await router.query('{ books { id } me { name } }');

    expect(shop.books.received.at(-1)?.headers).toMatchObject({
      'x-region': 'eu',
      'x-only': 'books',
    });
    expect(shop.readers.received.at(-1)?.headers['x-region']).toBe('eu');
    expect(shop.readers.received.at(-1)?.headers['x-only']).toBeUndefined();
  });

  it('has a client’s header under another name, or what stands for it', async () => {
    await router.query('{ books { title } }', { headers: { 'x-tenant': 'acme' } });
    const given = shop.books.received.at(-1)?.headers;
    await router.query('{ books { id title } }');
    const missing = shop.books.received.at(-1)?.headers;

    expect([given?.['x-customer'], given?.['x-tenant']]).toEqual(['acme', undefined]);
    expect(missing?.['x-customer']).toBe('none');
  });
});

describe('an answer to the client', () => {
  it('has of the headers of subgraphs what the rules say', async () => {
    const answerWith = (name: string, data: unknown) => () =>
      Promise.resolve({
        headers: {
          'content-type': 'application/json',
          'x-served-by': name,
          'x-first': name,
          'x-private': name,
          'x-secret': name,
        },
        body: JSON.stringify({ data }),
      });
    shop.books.replyWith(answerWith('books', { books: [{ __typename: 'Book', id: 'b1' }] }));
    shop.prices.replyWith(answerWith('prices', { _entities: [{ price: 1 }] }));

    const { headers } = await router.query('{ books { price } }');
    shop.books.replyWith(undefined);
    shop.prices.replyWith(undefined);

    expect(headers.get('x-served-by')).toBe('books, prices');
    expect(headers.get('x-first')).toBe('books');
    expect(headers.get('x-books-private')).toBe('books');
    expect([headers.get('x-private'), headers.get('x-secret')]).toEqual([null, null]);
  });

  it('has the cookies of two subgraphs in a header each', async () => {
    shop.books.cookies = ['a=1; Path=/', 'b=2; Path=/'];
    shop.readers.cookies = ['c=3; Path=/', 'd=4; Path=/'];

    const { cookies } = await router.query('{ books { id } me { name } }');
    shop.books.cookies = [];
    shop.readers.cookies = [];

    expect(cookies.toSorted()).toEqual([
      'a=1; Path=/',
      'b=2; Path=/',
      'c=3; Path=/',
      'd=4; Path=/',
    ]);
  });
});

describe('a rule', () => {
  it.each([
    { forward: [{ header: 'x-tenant', as: 'x-client-name', to: ['books'] }] },
    { forward: [{ header: 'x-visitor-id', to: ['books'] }] },
    { insert: [{ header: 'x-graph-claims', value: 'e30' }] },
    { insert: [{ header: 'transfer-encoding', value: 'chunked' }] },
    { insert: [{ header: 'x-a', value: 'b\r\nx-graph-claims: e30' }] },
    { response: [{ header: 'set-cookie' }] },
    { response: [{ header: 'content-length' }] },
    { response: [{ header: 'x-a', as: 'access-control-allow-origin' }] },
  ])('that would forge or break something is refused: %j', (headers) => {
    expect(configShape.safeParse({ headers }).success).toBe(false);
  });
});
