import { afterAll, beforeAll, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

let shop: Shop;
let router: TestRouter;

beforeAll(async () => {
  shop = await startShop();
  router = await startRouter(shop.all);
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});

it.each([
  ['fields', '{ books ', '}'],
  ['lists', '[', ']'],
  ['objects', '{a:', '}'],
])(
  'a document whose %s are nested deeper than the parser should go is refused',
  async (kind, open, close) => {
    const nest = (levels: number): string => open.repeat(levels) + close.repeat(levels);
    const text = kind === 'fields' ? nest(250) : `{ count(input: ${nest(250)}) }`;
    const { status, errors } = await router.query(text);

    expect(status).toBe(400);
    expect(errors[0]?.message).toMatch(/nested deeper than 200 levels/u);
    expect(errors[0]?.extensions['code']).toBe('GRAPHQL_PARSE_FAILED');
  },
);

it('a document may have any text in strings and comments', async () => {
  const braces = '{[('.repeat(300);

  expect(await router.query(`# ${braces} "\n{ byIsbn(isbn: "${braces}") }`)).toMatchObject({
    data: { byIsbn: 'found' },
  });
});
