import { expect, it } from 'vitest';

import {
  type ProductFacts,
  categoryChanged,
  createStocked,
  findIds,
  priceChanged,
  productArchived,
  productUpserted,
  stockChanged,
} from './build.ts';

const SHIRTS: readonly ProductFacts[] = [
  { id: 'a', name: 'Shirt A', brand: 'Acme', colors: ['red'], categoryIds: ['top', 'shirts'] },
  { id: 'b', name: 'Shirt B', brand: 'Acme', colors: ['blue'], categoryIds: ['top', 'shirts'] },
  { id: 'c', name: 'Shirt C', brand: 'Zeta', colors: ['blue'], categoryIds: ['top', 'shirts'] },
  { id: 'd', name: 'Hat D', brand: 'Zeta', colors: ['red'], categoryIds: ['top', 'hats'] },
];

const FACETS = `query ($input: SearchInput!, $names: [String!], $first: Int) {
  search(input: $input) { totalCount facets(names: $names, first: $first) {
    name label kind min max values { value label count selected } } }
}`;

async function countValues(
  service: Awaited<ReturnType<typeof createStocked>>,
  name: string,
  input: object,
): Promise<Record<string, number>> {
  const { data } = await service.execute(FACETS, { input, names: [name] });
  const values: { value: string; count: number }[] = data.search.facets[0]?.values ?? [];
  return Object.fromEntries(values.map(({ value, count }) => [value, count]));
}

it('counts what each value would leave', async () => {
  await using service = await createStocked(SHIRTS);
  expect(await countValues(service, 'color', { query: 'shirt' })).toEqual({ red: 1, blue: 2 });
});

it('does not let a selection shrink the values of its own facet', async () => {
  await using service = await createStocked(SHIRTS);
  const input = { filters: [{ facet: 'color', values: ['red'] }] };
  expect(await countValues(service, 'color', input)).toEqual({ red: 2, blue: 2 });
});

it('lets a selection shrink the values of other facets', async () => {
  await using service = await createStocked(SHIRTS);
  const input = { filters: [{ facet: 'color', values: ['blue'] }] };
  expect(await countValues(service, 'brand', input)).toEqual({ 'brand-acme': 1, 'brand-zeta': 1 });
});

it('counts each value as often as a search with it finds', async () => {
  await using service = await createStocked(SHIRTS);
  const filters = [{ facet: 'brand', values: ['brand-acme'] }];
  for (const [color, count] of Object.entries(await countValues(service, 'color', { filters }))) {
    const more = [...filters, { facet: 'color', values: [color] }];
    expect(await findIds(service, { filters: more })).toHaveLength(count);
  }
});

it('takes any value of one filter, and all filters', async () => {
  await using service = await createStocked(SHIRTS);
  const filters = [
    { facet: 'color', values: ['red', 'blue'] },
    { facet: 'brand', values: ['brand-zeta'] },
  ];
  expect((await findIds(service, { filters })).toSorted()).toEqual(['c', 'd']);
});

it('finds what is anywhere below a category', async () => {
  await using service = await createStocked(SHIRTS);
  expect((await findIds(service, { categoryId: 'shirts' })).toSorted()).toEqual(['a', 'b', 'c']);
  expect(await findIds(service, { categoryId: 'top' })).toHaveLength(4);
});

it('names categories in the locale of the request', async () => {
  await using service = await createStocked(SHIRTS);
  await service.receive('catalog', [categoryChanged('hats', { en: 'Hats', de: 'Hüte' })]);
  const { data } = await service.execute(
    FACETS,
    { input: { query: 'hat' }, names: ['category'] },
    { locale: 'de' },
  );
  expect(data.search.facets[0]).toMatchObject({ label: 'Kategorie', kind: 'HIERARCHY' });
  expect(data.search.facets[0].values).toContainEqual({
    value: 'hats',
    label: 'Hüte',
    count: 1,
    selected: false,
  });
});

it('always shows the selected value', async () => {
  await using service = await createStocked(SHIRTS);
  const input = { query: 'hat', filters: [{ facet: 'color', values: ['blue'] }] };
  const { data } = await service.execute(FACETS, { input, names: ['color'], first: 1 });
  expect(data.search.facets[0].values).toEqual([
    { value: 'red', label: 'Red', count: 1, selected: false },
    { value: 'blue', label: 'Blue', count: 0, selected: true },
  ]);
});

it('narrows numbers by a range', async () => {
  await using service = await createStocked([
    { id: 'a', attributes: [{ code: 'power', value: '5', unit: 'W' }] },
    { id: 'b', attributes: [{ code: 'power', value: '40.5', unit: 'W' }] },
  ]);
  expect(await findIds(service, { filters: [{ facet: 'power', min: 6 }] })).toEqual(['b']);
  const { data } = await service.execute(FACETS, { input: {}, names: ['power'] });
  expect(data.search.facets).toMatchObject([{ kind: 'RANGE', min: 5, max: 40.5, values: [] }]);
});

it('finds nothing by a facet that nobody has', async () => {
  await using service = await createStocked(SHIRTS);
  expect(await findIds(service, { filters: [{ facet: 'none', values: ['x'] }] })).toEqual([]);
});

it.each([
  [{ filters: [{ facet: 'power', min: 2, max: 1 }] }, '"power" goes from 2 to 1'],
  [{ price: { currency: 'USD', min: 2, max: 1 } }, '"price" goes from 2 to 1'],
  [
    {
      filters: [
        { facet: 'color', values: ['a'] },
        { facet: 'color', values: ['b'] },
      ],
    },
    'The facet "color" is filtered twice',
  ],
])('says which filter makes no sense', async (input, message) => {
  await using service = await createStocked(SHIRTS);
  const { errors } = await service.execute(FACETS, { input });
  expect(errors?.[0]).toMatchObject({
    message: expect.stringContaining(message),
    extensions: { code: 'VALIDATION' },
  });
});

it('sorts and narrows by the price that everybody pays now', async () => {
  await using service = await createStocked(SHIRTS, { now: () => 5000 });
  await service.receive('pricing', [
    priceChanged('var-a-red', 300),
    priceChanged('var-b-blue', 500),
    priceChanged('var-b-blue', 100, { validFrom: 4000, validUntil: 6000 }),
    priceChanged('var-c-blue', 200),
    priceChanged('var-c-blue', 900, { country: 'US' }),
    priceChanged('var-a-red', 1, { customerGroup: 'vip' }),
    priceChanged('var-a-red', 2, { minQuantity: 10 }),
    priceChanged('var-a-red', 3, { validUntil: 4999, validFrom: 1 }),
  ]);
  expect(await findIds(service, { sort: 'PRICE_ASC' })).toEqual(['b', 'a', 'c', 'd']);
  expect(await findIds(service, { sort: 'PRICE_DESC' })).toEqual(['c', 'a', 'b', 'd']);
  const price = { currency: 'USD', min: 100, max: 300 };
  expect((await findIds(service, { price })).toSorted()).toEqual(['a', 'b']);
});

it('shows other prices when their time has come', async () => {
  let now = 0;
  await using service = await createStocked(SHIRTS, { now: () => now });
  await service.receive('pricing', [
    priceChanged('var-a-red', 300),
    priceChanged('var-a-red', 100, { validFrom: 50, validUntil: 60 }),
    priceChanged('var-b-blue', 200),
  ]);
  const orders = [];
  for (now of [40, 50, 60]) {
    orders.push((await findIds(service, { sort: 'PRICE_ASC' })).slice(0, 2).join(''));
  }
  expect(orders).toEqual(['ba', 'ab', 'ba']);
});

it('keeps a price and a stock that come before their product', async () => {
  await using service = await createStocked([]);
  await service.receive('pricing', [priceChanged('var-a-red', 1999)]);
  await service.receive('inventory', [stockChanged('var-a-red', 'IN_STOCK')]);
  await service.receive('catalog', [productUpserted({ id: 'a' }), productUpserted({ id: 'b' })]);
  const { data } = await service.execute(
    '{ search(input: { inStockOnly: true }) { nodes { id indexedPrice { min { amount } } } } }',
  );
  expect(data.search.nodes).toEqual([{ id: 'a', indexedPrice: { min: { amount: 1999 } } }]);
});

it('shows the range of prices of a product', async () => {
  await using service = await createStocked([{ id: 'a', colors: ['red', 'blue'] }]);
  await service.receive('pricing', [
    priceChanged('var-a-red', 1999),
    priceChanged('var-a-blue', 99),
  ]);
  const { data } = await service.execute(
    '{ search { nodes { indexedPrice { min { decimal currency } max { decimal } } } } }',
  );
  expect(data.search.nodes[0].indexedPrice).toEqual({
    min: { decimal: '0.99', currency: 'USD' },
    max: { decimal: '19.99' },
  });
});

it('takes everything as in stock while inventory has said nothing', async () => {
  await using service = await createStocked(SHIRTS);
  expect(await findIds(service, { inStockOnly: true })).toHaveLength(4);
});

it('takes as in stock what inventory says so of, once it has said anything', async () => {
  await using service = await createStocked(SHIRTS);
  await service.receive('inventory', [
    stockChanged('var-a-red', 'IN_STOCK'),
    stockChanged('var-b-blue', 'OUT_OF_STOCK'),
    stockChanged('var-c-blue', 'BACKORDER'),
  ]);
  expect(await findIds(service, { inStockOnly: true })).toEqual(['a']);
  await service.receive('inventory', [stockChanged('var-b-blue', 'LOW_STOCK')]);
  expect((await findIds(service, { inStockOnly: true })).toSorted()).toEqual(['a', 'b']);
});

it.each([
  ['NEWEST', ['c', 'b', 'a']],
  ['NAME_ASC', ['b', 'c', 'a']],
])('sorts by %s', async (sort, order) => {
  await using service = await createStocked([
    { id: 'a', name: 'Zebra', createdAt: 1 },
    { id: 'b', name: 'Äpfel', createdAt: 2 },
    { id: 'c', name: 'Bananas', createdAt: 3 },
  ]);
  expect(await findIds(service, { sort })).toEqual(order);
});

it('counts the products of a category', async () => {
  await using service = await createStocked(SHIRTS);
  const query = `query ($representations: [_Any!]!) {
    _entities(representations: $representations) { ... on Category {
      itemCount items(first: 2, input: { sort: NAME_ASC }) { totalCount nodes { id } } } } }`;
  const representations = [{ __typename: 'Category', id: 'shirts' }];
  const before = await service.execute(query, { representations });
  expect(before.data['_entities']).toEqual([
    { itemCount: 3, items: { totalCount: 3, nodes: [{ id: 'a' }, { id: 'b' }] } },
  ]);
  await service.receive('catalog', [productArchived('a')]);
  const after = await service.execute(query, { representations });
  expect(after.data['_entities'][0].itemCount).toBe(2);
});

it('looks up nothing for a currency that nobody has prices in', async () => {
  await using service = await createStocked([{ id: 'a', name: 'Lamp' }]);
  await service.receive('pricing', [priceChanged('var-a-red', 500)]);
  const count = (currency: string, query: string) =>
    service.countStatements(() => findIds(service, { query, price: { currency } }));
  await count('USD', 'lamp');
  expect(await count('XTS', 'red lamp')).toBe(await count('USD', 'lamp red'));
});

it('tells attributes that are called like its own facets from these', async () => {
  await using service = await createStocked([
    {
      id: 'a',
      brand: 'Acme',
      categoryIds: ['cat'],
      attributes: ['price', 'rating', 'category', 'brand'].map((code) => ({ code, value: 'mine' })),
    },
    { id: 'b', brand: 'Zeta' },
  ]);
  await service.receive('pricing', [
    priceChanged('var-a-red', 100),
    priceChanged('var-b-red', 300),
  ]);
  const names = ['price', 'brand', 'category', 'attribute.price', 'attribute.brand'];
  const { data } = await service.execute(
    `query ($names: [String!]) { search { facets(names: $names) { name label min max values { value } } } }`,
    { names },
  );
  const none = { min: null, max: null };
  const mine = [{ value: 'mine' }];
  expect(data.search.facets).toEqual([
    { name: 'price', label: 'Price', min: 100, max: 300, values: [] },
    {
      name: 'brand',
      label: 'Brand',
      ...none,
      values: [{ value: 'brand-acme' }, { value: 'brand-zeta' }],
    },
    { name: 'category', label: 'Category', ...none, values: [{ value: 'cat' }] },
    { name: 'attribute.price', label: 'Price', ...none, values: mine },
    { name: 'attribute.brand', label: 'Brand', ...none, values: mine },
  ]);
  const filters = [{ facet: 'attribute.category', values: ['mine'] }];
  expect(await findIds(service, { filters })).toEqual(['a']);
  expect(await findIds(service, { categoryId: 'mine' })).toEqual([]);
});

it('sorts by a price that changed since the last search', async () => {
  await using service = await createStocked([{ id: 'a' }, { id: 'b' }]);
  await service.receive('pricing', [
    priceChanged('var-a-red', 100),
    priceChanged('var-b-red', 300),
  ]);
  expect(await findIds(service, { sort: 'PRICE_ASC' })).toEqual(['a', 'b']);
  await service.receive('pricing', [priceChanged('var-a-red', 500)]);
  expect(await findIds(service, { sort: 'PRICE_ASC' })).toEqual(['b', 'a']);
});
