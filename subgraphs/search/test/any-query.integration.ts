import { expect, it } from 'vitest';

import { createStocked } from './build.ts';

const QUERY = `query ($query: String!) {
  search(input: { query: $query }) { totalCount nodes { id highlights { html } } facets { name } }
  searchSuggest(prefix: $query) { queries { html } items { id } categories { id } }
}`;

const ODD = [
  '"',
  '""',
  "'",
  '*',
  'lamp*',
  '(',
  'lamp AND',
  'NOT lamp',
  'NEAR(lamp desk)',
  'name : lamp',
  '^lamp',
  '-lamp',
  '{name} : lamp',
  'lamp" OR "1',
  '\u0000',
  'la\u0000mp',
  '\uD800',
  '\uDC00lamp\uD800',
  '\u202E\u200B\uFEFF',
  '%',
  '\\',
  '; drop table doc',
  '💡',
  '𝕝𝕒𝕞𝕡',
  '½ ² ǅ İ ŉ ﬁ',
  'ａｂｃ',
  '日本語 テスト',
  'العربية',
  'ไทย',
  '_',
  '.',
  'a'.repeat(300),
  'lamp '.repeat(20_000),
  'ä'.repeat(100_000),
];

it.each(ODD)('answers %j', async (query) => {
  await using service = await createStocked([{ id: 'a', name: 'Desk lamp' }]);
  const { errors } = await service.execute(QUERY, { query });
  expect(errors).toBeUndefined();
});

it('answers a thousand random texts', async () => {
  await using service = await createStocked([{ id: 'a', name: 'Desk lamp' }]);
  let state = 7;
  const next = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  for (let round = 0; round < 1000; round++) {
    const codes = Array.from({ length: next(30) }, () => next(next(3) === 0 ? 0x1_00_00 : 128));
    const query = String.fromCharCode(...codes);
    const { errors } = await service.execute(QUERY, { query });
    expect({ query, errors }).toEqual({ query, errors: undefined });
  }
});

const FACETS = 'query ($names: [String!]) { search { facets(names: $names) { name } } }';

it('counts a facet once however often it is named', async () => {
  await using service = await createStocked([{ id: 'p1', name: 'Lamp' }]);
  const names = Array.from({ length: 1000 }, () => 'category');
  const { data } = await service.execute(FACETS, { names });
  const once = await service.execute(FACETS, { names: ['category'] });
  expect(data).toEqual(once.data);
});

it('refuses to count more than 50 facets', async () => {
  await using service = await createStocked([{ id: 'p1', name: 'Lamp' }]);
  const names = Array.from({ length: 51 }, (_, index) => `facet${index}`);
  const { errors } = await service.execute(FACETS, { names });
  expect(errors).toMatchObject([
    {
      message: '"names" has 51 facets, at most 50 are counted.',
      extensions: { code: 'VALIDATION' },
    },
  ]);
});

it('refuses a cursor in which a word has no form', async () => {
  await using service = await createStocked([
    { id: 'p1', name: 'Lamp one' },
    { id: 'p2', name: 'Lamp two' },
  ]);
  const page = `query ($after: String) { search(input: { query: "lamp" }, first: 1, after: $after) { nodes { id } pageInfo { endCursor } } }`;
  const { data } = await service.execute(page, { after: null });
  const [sort, filter] = JSON.parse(
    Buffer.from(data.search.pageInfo.endCursor, 'base64url').toString(),
  );
  const forged = [sort, filter, [1e9, '', '["main",[["a",[],null,false]]]']];
  const after = Buffer.from(JSON.stringify(forged)).toString('base64url');
  const { errors } = await service.execute(page, { after });
  expect(errors).toMatchObject([{ extensions: { code: 'VALIDATION' } }]);
});
