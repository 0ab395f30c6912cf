import { expect, it } from 'vitest';

import { type SearchService, categoryChanged, createStocked } from './build.ts';

const PRODUCTS = [
  { id: 'a', name: 'Wireless Headphones', categoryIds: ['audio'], brand: 'Acme' },
  { id: 'b', name: 'Wired Headphones', categoryIds: ['audio'], brand: 'Acme' },
  { id: 'c', name: 'Headphones Case', categoryIds: ['audio'], brand: 'Zeta', colors: ['blue'] },
  { id: 'd', name: 'Lamp', categoryIds: ['light'], brand: 'Acme' },
];
const DAY_MS = 24 * 3_600_000;
const TRACK = `mutation ($events: [SearchEventInput!]!) {
  searchEventsTrack(events: $events) { accepted errors { ... on ValidationError { message path } } } }`;

async function searchFor(service: SearchService, query: string): Promise<string> {
  const { data } = await service.execute(
    'query ($query: String) { search(input: { query: $query }) { queryId } }',
    { query },
  );
  return data.search.queryId;
}

async function ask(service: SearchService, id: string, field: string): Promise<string[]> {
  const { data } = await service.execute(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Product { hits: ${field} { id } } } }`,
    { r: [{ __typename: 'Product', id }] },
  );
  return data['_entities'][0].hits.map((hit: { id: string }) => hit.id);
}

it('suggests words that complete what was typed', async () => {
  await using service = await createStocked(PRODUCTS);
  const { data } = await service.execute(
    '{ searchSuggest(prefix: "wireless hea") { queries { query html count } } }',
  );
  expect(data.searchSuggest.queries).toEqual([
    { query: 'wireless headphones', html: '<em>wireless</em> <em>headphones</em>', count: 0 },
  ]);
});

it('suggests categories and products', async () => {
  await using service = await createStocked(PRODUCTS);
  await service.receive('catalog', [categoryChanged('light', { en: 'Lamps and lights' })]);
  const { data } = await service.execute(
    '{ searchSuggest(prefix: "lam") { categories { id } items { id } } }',
  );
  expect(data.searchSuggest).toEqual({ categories: [{ id: 'light' }], items: [{ id: 'd' }] });
});

it('suggests what several shoppers looked for, the most frequent first', async () => {
  await using service = await createStocked(PRODUCTS);
  for (const query of ['wired headphones', 'wireless headphones', 'wireless headphones']) {
    for (let round = 0; round < 2; round++) {
      await searchFor(service, query);
    }
  }
  await service.listen();
  const suggested = async () => {
    const { data } = await service.execute('{ trendingQueries }');
    return data.trendingQueries;
  };
  await expect.poll(suggested, { timeout: 10_000 }).toEqual(['wireless headphones']);
});

it('does not keep words that the catalogue does not have', async () => {
  await using service = await createStocked(PRODUCTS);
  for (let round = 0; round < 5; round++) {
    await searchFor(service, 'someone@example.com headphones');
    await searchFor(service, 'lamp');
  }
  await service.listen();
  const trending = async () => (await service.execute('{ trendingQueries }')).data.trendingQueries;
  await expect.poll(trending, { timeout: 10_000 }).toEqual(['lamp']);
});

it('finds products that share category, brand and attributes', async () => {
  await using service = await createStocked(PRODUCTS);
  expect(await ask(service, 'a', 'relatedItems')).toEqual(['b', 'c']);
});

it('knows what is bought together once two baskets had it', async () => {
  await using service = await createStocked(PRODUCTS);
  const buy = async () => {
    const queryId = await searchFor(service, 'headphones');
    const events = ['a', 'd'].map((itemId) => ({ queryId, itemId, kind: 'PURCHASE' }));
    await service.execute(TRACK, { events });
  };
  await buy();
  expect(await ask(service, 'a', 'frequentlyBoughtTogether')).toEqual([]);
  await buy();
  expect(await ask(service, 'a', 'frequentlyBoughtTogether')).toEqual(['d']);
});

it('counts an event once, however often it is told', async () => {
  await using service = await createStocked(PRODUCTS);
  const events = [{ queryId: await searchFor(service, 'lamp'), itemId: 'd', kind: 'CLICK' }];
  const first = await service.execute(TRACK, { events });
  const second = await service.execute(TRACK, { events });
  expect(first.data.searchEventsTrack.accepted).toBe(1);
  expect(second.data.searchEventsTrack.accepted).toBe(0);
});

it('takes none of the events when one makes no sense, and says which', async () => {
  await using service = await createStocked(PRODUCTS);
  const queryId = await searchFor(service, 'lamp');
  const { data } = await service.execute(TRACK, {
    events: [
      { queryId, itemId: 'd', kind: 'CLICK' },
      { queryId: 'made-up', itemId: 'd', kind: 'CLICK' },
      { queryId, itemId: 'gone', kind: 'CLICK' },
      { queryId, itemId: 'd', kind: 'CLICK', position: 0 },
    ],
  });
  expect(data.searchEventsTrack).toEqual({
    accepted: 0,
    errors: [
      {
        message: 'This is no queryId that a search of the last 30 days has given.',
        path: ['events', '1', 'queryId'],
      },
      { message: 'There is no product "gone".', path: ['events', '2', 'itemId'] },
      { message: 'A position is 1 to 1000000, not 0.', path: ['events', '3', 'position'] },
    ],
  });
  const again = await service.execute(TRACK, { events: [{ queryId, itemId: 'd', kind: 'CLICK' }] });
  expect(again.data.searchEventsTrack.accepted).toBe(1);
});

it('shows what stands beside a list of products in as many statements as beside one', async () => {
  await using service = await createStocked(PRODUCTS);
  for (let round = 0; round < 2; round++) {
    const queryId = await searchFor(service, 'headphones');
    const events = ['a', 'b', 'd'].map((itemId) => ({ queryId, itemId, kind: 'PURCHASE' }));
    await service.execute(TRACK, { events });
  }
  const count = (...ids: string[]) =>
    service.countStatements(() =>
      service.execute(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Product {
          relatedItems { id item { name } } frequentlyBoughtTogether { id item { name } } } } }`,
        { r: ids.map((id) => ({ __typename: 'Product', id })) },
      ),
    );
  await count('a');
  expect(await count('a', 'b', 'c', 'd')).toBe(await count('a'));
});

it('counts a search in the language that the shop speaks, whatever the client calls it', async () => {
  await using service = await createStocked(PRODUCTS);
  for (const locale of ['en', 'en-AU', 'xx-made-up']) {
    await service.execute('{ search(input: { query: "lamp" }) { queryId } }', {}, { locale });
  }
  await service.listen();
  const trending = async () => (await service.execute('{ trendingQueries }')).data.trendingQueries;
  await expect.poll(trending, { timeout: 10_000 }).toEqual(['lamp']);
});

it('takes no queryId that it has not given itself', async () => {
  await using service = await createStocked(PRODUCTS);
  const queryId = await searchFor(service, 'lamp');
  const [text = '', mac = ''] = queryId.split('.');
  const changed = Buffer.from(text, 'base64url').toString().replace('lamp', 'rude');
  const forged = `${Buffer.from(changed).toString('base64url')}.${mac}`;
  for (const id of [forged, text, `${text}.`, `${text}.AAAA`]) {
    const events = [{ queryId: id, itemId: 'd', kind: 'CLICK' }];
    const { data } = await service.execute(TRACK, { events });
    expect(data.searchEventsTrack.errors[0].path).toEqual(['events', '0', 'queryId']);
  }
});

it('takes a queryId for 30 days', async () => {
  let now = 1_700_000_000_000;
  await using service = await createStocked(PRODUCTS, { now: () => now });
  const [early, late] = [await searchFor(service, 'lamp'), await searchFor(service, 'lamp')];
  const track = async (queryId: string) => {
    const events = [{ queryId, itemId: 'd', kind: 'CLICK' }];
    return (await service.execute(TRACK, { events })).data.searchEventsTrack.accepted;
  };
  now += 30 * DAY_MS;
  expect(await track(early)).toBe(1);
  now += 1;
  expect(await track(late)).toBe(0);
});

it('keeps at most 100 events of one search', async () => {
  const products = Array.from({ length: 120 }, (_, index) => ({ id: `p${index}`, name: 'Lamp' }));
  await using service = await createStocked(products);
  const queryId = await searchFor(service, 'lamp');
  const accepted: number[] = [];
  for (const some of [products.slice(0, 60), products.slice(60)]) {
    const events = some.map(({ id }) => ({ queryId, itemId: id, kind: 'CLICK' }));
    accepted.push((await service.execute(TRACK, { events })).data.searchEventsTrack.accepted);
  }
  expect(accepted).toEqual([60, 40]);
});
