import { expect, it } from 'vitest';

import {
  categoryChanged,
  createStocked,
  findIds,
  productArchived,
  productUpserted,
} from './build.ts';

const LAMPS = [
  { id: 'desk', name: 'Delta Foldable Desk Lamp', brand: 'Brindle' },
  { id: 'floor', name: 'Tall Floor Lamp', brand: 'Acme', description: 'Not for a desk.' },
  {
    id: 'headphones',
    name: 'Wireless Headphones',
    brand: 'Acme',
    attributes: [{ code: 'color', value: 'navy' }],
  },
  { id: 'shirt', name: 'Größe Straße', names: { de: 'Hemd für die Straße' } },
];

it('finds products that have all words', async () => {
  await using service = await createStocked(LAMPS);
  expect(await findIds(service, { query: 'lamp desk' })).toEqual(['desk']);
});

it('puts the shortest name first', async () => {
  await using service = await createStocked(LAMPS);
  expect(await findIds(service, { query: 'lamp' })).toEqual(['floor', 'desk']);
});

it('puts the name before other places', async () => {
  await using service = await createStocked([
    { id: 'a', name: 'Cup', brand: 'Lamp' },
    { id: 'b', name: 'One very long name of a lamp' },
  ]);
  expect(await findIds(service, { query: 'lamp' })).toEqual(['b', 'a']);
});

it.each(['headphnes', 'haedphones', 'headfones', 'hedphones', 'headphoness'])(
  'repairs "%s"',
  async (query) => {
    await using service = await createStocked(LAMPS);
    expect(await findIds(service, { query })).toEqual(['headphones']);
  },
);

it('says what it looked for instead', async () => {
  await using service = await createStocked(LAMPS);
  const { data } = await service.execute(
    '{ search(input: { query: "wirless headfones" }) { correctedQuery } }',
  );
  expect(data.search.correctedQuery).toBe('wireless headphones');
});

it('repairs nothing when it is told not to', async () => {
  await using service = await createStocked(LAMPS);
  expect(await findIds(service, { query: 'headphnes', typoTolerance: 'OFF' })).toEqual([]);
});

it('finds an unfinished last word', async () => {
  await using service = await createStocked(LAMPS);
  expect(await findIds(service, { query: 'wireless headph' })).toEqual(['headphones']);
});

it('is content with most of the words when nothing has all', async () => {
  await using service = await createStocked(LAMPS);
  expect(await findIds(service, { query: 'tall lamp xyzzy' })).toEqual(
    ['floor', 'desk'].slice(0, 1),
  );
});

it('looks into descriptions when no name, brand, category or attribute has the word', async () => {
  await using service = await createStocked([{ id: 'a', description: '<p>Volumizing</p>' }]);
  expect(await findIds(service, { query: 'volumizing' })).toEqual(['a']);
});

it.each(['grosse strasse', 'GRÖSSE STRASSE', 'Große Straße', 'gro\u0308ße'])(
  'does not mind accents and case: %s',
  async (query) => {
    await using service = await createStocked(LAMPS);
    expect(await findIds(service, { query })).toEqual(['shirt']);
  },
);

it('knows other words for the same', async () => {
  await using service = await createStocked([{ id: 'a', name: 'Corner Sofa' }]);
  expect(await findIds(service, { query: 'couch' })).toEqual(['a']);
});

it.each(['DESK-RED', 'deskred', 'desk red'])(
  'puts the product with the SKU first: %s',
  async (query) => {
    await using service = await createStocked([...LAMPS, { id: 'x', name: 'Red desk' }]);
    expect((await findIds(service, { query }))[0]).toBe('desk');
  },
);

it('names the variant whose SKU was given', async () => {
  await using service = await createStocked([{ id: 'a', colors: ['red', 'blue'] }]);
  const { data } = await service.execute(
    '{ search(input: { query: "A-BLUE" }) { nodes { variant { id } } } }',
  );
  expect(data.search.nodes).toEqual([{ variant: { id: 'var-a-blue' } }]);
});

it('names the variant whose colour was given', async () => {
  await using service = await createStocked([{ id: 'a', name: 'Shirt', colors: ['red', 'blue'] }]);
  const { data } = await service.execute(
    '{ search(input: { query: "blue shirt" }) { nodes { variant { id } } } }',
  );
  expect(data.search.nodes).toEqual([{ variant: { id: 'var-a-blue' } }]);
});

it('finds by the locale of the request, and shows its text', async () => {
  await using service = await createStocked(LAMPS);
  const { data } = await service.execute(
    '{ search(input: { query: "hemd" }) { nodes { item { name slug } } } }',
    {},
    { locale: 'de-CH' },
  );
  expect(data.search.nodes).toEqual([{ item: { name: 'Hemd für die Straße', slug: 'shirt-de' } }]);
});

it('finds a product without a text in the locale by that of another one', async () => {
  await using service = await createStocked(LAMPS);
  expect(await findIds(service, { query: 'headphones' }, { locale: 'de' })).toEqual(['headphones']);
});

it('does not find a text that it would not show', async () => {
  await using service = await createStocked(LAMPS);
  expect(await findIds(service, { query: 'hemd', typoTolerance: 'OFF' }, { locale: 'en' })).toEqual(
    [],
  );
});

it('finds nothing that is not for sale', async () => {
  await using service = await createStocked([
    { id: 'a' },
    { id: 'b', status: 'DRAFT' },
    { id: 'c' },
  ]);
  await service.receive('catalog', [productArchived('c')]);
  expect(await findIds(service, { query: 'product' })).toEqual(['a']);
});

it('forgets the words a product had', async () => {
  await using service = await createStocked([{ id: 'a', name: 'Lamp' }]);
  await service.receive('catalog', [productUpserted({ id: 'a', name: 'Chair' })]);
  expect(await findIds(service, { query: 'lamp', typoTolerance: 'OFF' })).toEqual([]);
  expect(await findIds(service, { query: 'chair' })).toEqual(['a']);
});

it('finds by the name of a category, also when it is renamed', async () => {
  await using service = await createStocked([]);
  await service.receive('catalog', [
    categoryChanged('cat', { en: 'Lighting' }),
    productUpserted({ id: 'a', categoryIds: ['cat'] }),
  ]);
  expect(await findIds(service, { query: 'lighting' })).toEqual(['a']);

  await service.listen();
  await service.receive('catalog', [categoryChanged('cat', { en: 'Luminaires' })]);
  await expect
    .poll(() => findIds(service, { query: 'luminaires' }), { timeout: 10_000 })
    .toEqual(['a']);
});

it('marks the words and escapes everything else', async () => {
  await using service = await createStocked([
    { id: 'a', name: 'Lamp <b>&', description: '<p>A Lámp &lt;i&gt;</p>' },
  ]);
  const { data } = await service.execute(
    '{ search(input: { query: "lamp" }) { nodes { highlights { field html } } } }',
  );
  expect(data.search.nodes[0].highlights).toEqual([
    { field: 'name', html: '<em>Lamp</em> &lt;b&gt;&amp;' },
    { field: 'description', html: 'A <em>Lámp</em> &lt;i&gt;' },
  ]);
});
