import { expect, it } from 'vitest';

import { forgetStatistics } from '#src/forget-statistics.ts';

import { type SearchService, createStocked } from './build.ts';

const DAY_MS = 24 * 3_600_000;
const NOW = 1_700_000_000_000;
const PRODUCTS = ['lamp', 'chair', 'shelf'].map((name) => ({ id: name, name }));
const MANY = { events: 1000, pairs: 1000, queries: 1000 };
const TRACK = `mutation ($events: [SearchEventInput!]!) { searchEventsTrack(events: $events) { accepted } }`;

const startStocked = () => createStocked(PRODUCTS, { now: () => NOW });

async function searchFor(service: SearchService, query: string): Promise<string> {
  const { data } = await service.execute(`{ search(input: { query: "${query}" }) { queryId } }`);
  return data.search.queryId;
}

async function track(
  service: SearchService,
  events: readonly { queryId: string; itemId: string; kind: string }[],
): Promise<number> {
  return (await service.execute(TRACK, { events })).data.searchEventsTrack.accepted;
}

async function readTrends(service: SearchService, ...queries: readonly string[]) {
  for (const query of queries) {
    await searchFor(service, query);
  }
  await service.listen();
  const read = async () => (await service.execute('{ trendingQueries }')).data.trendingQueries;
  await expect.poll(read, { timeout: 10_000 }).toHaveLength(new Set(queries).size);
  return read;
}

it('keeps the most frequent queries', async () => {
  await using service = await startStocked();
  const lamps = Array<string>(5).fill('lamp');
  const read = await readTrends(service, 'chair', 'chair', 'chair', ...lamps);
  await forgetStatistics(service.db, NOW, { ...MANY, queries: 1 });
  expect(await read()).toEqual(['lamp']);
});

it('forgets queries that nobody has searched for in 90 days', async () => {
  await using service = await startStocked();
  const read = await readTrends(service, 'chair', 'chair', 'chair');
  await forgetStatistics(service.db, NOW + 90 * DAY_MS, MANY);
  expect(await read()).toEqual(['chair']);
  await forgetStatistics(service.db, NOW + 90 * DAY_MS + 1, MANY);
  expect(await read()).toEqual([]);
});

it('knows an event again for as long as its queryId is taken', async () => {
  await using service = await startStocked();
  const queryId = await searchFor(service, 'lamp');
  const events = [{ queryId, itemId: 'lamp', kind: 'CLICK' }];
  expect(await track(service, events)).toBe(1);
  await forgetStatistics(service.db, NOW + 30 * DAY_MS, MANY);
  expect(await track(service, events)).toBe(0);
});

it('keeps the newest events alone when there are too many', async () => {
  let now = NOW;
  await using service = await createStocked(PRODUCTS, { now: () => now });
  const queryId = await searchFor(service, 'lamp');
  const [older, newer] = ['lamp', 'chair'].map((itemId) => ({ queryId, itemId, kind: 'CLICK' }));
  for (const event of [older, newer]) {
    await track(service, event === undefined ? [] : [event]);
    now += 1000;
  }
  await forgetStatistics(service.db, now, { ...MANY, events: 1 });
  expect(await track(service, newer === undefined ? [] : [newer])).toBe(0);
  expect(await track(service, older === undefined ? [] : [older])).toBe(1);
});

it('keeps the pairs that were bought most often when there are too many', async () => {
  await using service = await startStocked();
  const buy = async (...itemIds: readonly string[]) => {
    const queryId = await searchFor(service, 'lamp');
    await track(
      service,
      itemIds.map((itemId) => ({ queryId, itemId, kind: 'PURCHASE' })),
    );
  };
  for (const basket of [
    ['lamp', 'chair'],
    ['lamp', 'chair'],
    ['lamp', 'chair'],
    ['lamp', 'shelf'],
    ['lamp', 'shelf'],
  ]) {
    await buy(...basket);
  }
  const read = async () => {
    const { data } = await service.execute(
      '{ _entities(representations: [{ __typename: "Product", id: "lamp" }]) { ... on Product { frequentlyBoughtTogether { id } } } }',
    );
    return data['_entities'][0].frequentlyBoughtTogether.map(({ id }: { id: string }) => id);
  };
  expect(await read()).toEqual(['chair', 'shelf']);
  await forgetStatistics(service.db, NOW, { ...MANY, pairs: 2 });
  expect(await read()).toEqual(['chair']);
});
