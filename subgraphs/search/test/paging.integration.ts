import { expect, it } from 'vitest';

import { type SearchService, createStocked, findIds, productUpserted } from './build.ts';

const PAGE = `query ($input: SearchInput!, $after: String) { search(input: $input, first: 7, after: $after) {
  totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`;

const buildProducts = (count: number, prefix = 'p') =>
  Array.from({ length: count }, (_, index) => ({
    id: `${prefix}${String(index).padStart(3, '0')}`,
    name: `Lamp ${'bright '.repeat(index % 4)}${index}`,
    createdAt: index % 10,
  }));

async function readAllPages(
  { execute }: Pick<SearchService, 'execute'>,
  input: object,
  between: (page: number) => Promise<void> = () => Promise.resolve(),
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (let page = 0; ; page++) {
    const { data } = await execute(PAGE, { input, after });
    ids.push(...data.search.nodes.map(({ id }: { id: string }) => id));
    if (!data.search.pageInfo.hasNextPage) {
      return ids;
    }
    after = data.search.pageInfo.endCursor;
    await between(page);
  }
}

const SORTS = [
  'RELEVANCE',
  'PRICE_ASC',
  'PRICE_DESC',
  'NEWEST',
  'RATING_DESC',
  'BEST_SELLING',
  'NAME_ASC',
];

it.each(SORTS)('pages through everything once, by %s', async (sort) => {
  await using service = await createStocked(buildProducts(60));
  const input = { query: 'lamp', sort };
  const ids = await readAllPages(service, input);
  expect(ids).toEqual(await findIds(service, input, { first: 100 }));
  expect(new Set(ids).size).toBe(60);
});

it.each(SORTS)(
  'leaves nothing out and repeats nothing while products come, by %s',
  async (sort) => {
    const before = buildProducts(60);
    await using service = await createStocked(before);
    const ids = await readAllPages(service, { query: 'lamp', sort }, (page) =>
      service.receive('catalog', buildProducts(15, `q${page}`).map(productUpserted)),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
  },
);

it('reads a later page as the first one, though a word was learnt meanwhile', async () => {
  await using service = await createStocked(buildProducts(20));
  let learnt = false;
  const ids = await readAllPages(service, { query: 'lmap' }, async () => {
    if (!learnt) {
      await service.receive('catalog', [productUpserted({ id: 'x', name: 'Lmap' })]);
      learnt = true;
    }
  });
  expect(new Set(ids).size).toBe(20);
});

it('takes the cursor of another instance', async () => {
  await using one = await createStocked(buildProducts(30));
  await using other = await createStocked(buildProducts(40).toReversed());
  const first = await one.execute(PAGE, { input: { query: 'lamp' } });
  const after = first.data.search.pageInfo.endCursor;
  const here = await one.execute(PAGE, { input: { query: 'lamp' }, after });
  const there = await other.execute(PAGE, { input: { query: 'lamp' }, after });
  const seen = new Set(first.data.search.nodes.map(({ id }: { id: string }) => id));
  expect(there.errors).toBeUndefined();
  expect(there.data.search.nodes.filter(({ id }: { id: string }) => seen.has(id))).toEqual([]);
  expect(here.data.search.nodes).toHaveLength(7);
});

it.each([
  ['another query', { query: 'bright' }, {}],
  ['another sort', { query: 'lamp', sort: 'NEWEST' }, {}],
  ['another filter', { query: 'lamp', inStockOnly: true }, {}],
  ['another locale', { query: 'lamp' }, { locale: 'de' }],
])('refuses the cursor of %s', async (_what, input, request) => {
  await using service = await createStocked(buildProducts(20));
  const { data } = await service.execute(PAGE, { input: { query: 'lamp' } });
  const after = data.search.pageInfo.endCursor;
  const { errors } = await service.execute(PAGE, { input, after }, request);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION' });
});

it('refuses a cursor whose reading somebody wrote', async () => {
  await using service = await createStocked(buildProducts(20));
  const { data } = await service.execute(PAGE, { input: { query: 'lamp' } });
  const parts = JSON.parse(
    Buffer.from(data.search.pageInfo.endCursor, 'base64url').toString('utf8'),
  );
  parts[2][2] = JSON.stringify(['main', [['lamp', ['lamp" OR name : "x'], null, false]]]);
  const after = Buffer.from(JSON.stringify(parts)).toString('base64url');
  const { errors } = await service.execute(PAGE, { input: { query: 'lamp' }, after });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION' });
});

it('asks for a page in as many statements, however long it is', async () => {
  await using service = await createStocked(buildProducts(60));
  const count = (first: number) =>
    service.countStatements(() =>
      service.execute(
        'query ($first: Int) { search(input: { query: "lamp" }, first: $first) { nodes { id item { name } variant { id } } } }',
        { first },
      ),
    );
  await count(1);
  expect(await count(50)).toBe(await count(2));
});
