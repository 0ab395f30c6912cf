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
