import { createTestService } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { search } from '#src/subgraph.ts';

import { productUpserted } from './build.ts';

const rated = (itemId: string, average: number | null, count: number) => ({
  type: 'reviews.rating.changed',
  key: itemId,
  data: {
    itemId,
    average,
    // Few ratings do not carry far.
    bayesian: average === null ? null : (average * count + 3 * 10) / (count + 10),
    count,
    histogram: [0, 0, 0, 0, count],
  },
});

async function openRated(events: readonly ReturnType<typeof rated>[]) {
  const service = await createTestService(search, {});
  await service.receive(
    'catalog',
    ['a', 'b', 'c', 'd'].map((id) => productUpserted({ id, name: `Lamp ${id}` })),
  );
  await service.receive('reviews', events);
  const find = async (input: object) => {
    const { data, errors } = await service.execute(
      `query ($input: SearchInput!) { search(input: $input) { nodes { item { id } } facets(names: ["rating"]) { name min max } } }`,
      { input },
    );
    return {
      errors,
      ids: data?.search?.nodes.map(({ item }: { item: { id: string } }) => item.id),
      facets: data?.search?.facets,
    };
  };
  return Object.assign(service, { find });
}

const RATED = [rated('a', 4, 200), rated('b', 5, 1), rated('c', 2, 50)];

describe('ratings', () => {
  it('order a list, where one good word does not beat many', async () => {
    await using service = await openRated(RATED);
    expect((await service.find({ sort: 'RATING_DESC' })).ids).toEqual(['a', 'b', 'c', 'd']);
  });

  it('narrow a list by the mean that shoppers see', async () => {
    await using service = await openRated(RATED);
    expect((await service.find({ minRating: 4.5 })).ids).toEqual(['b']);
    expect((await service.find({ minRating: 4, sort: 'RATING_DESC' })).ids).toEqual(['a', 'b']);
  });

  it('are a facet with what occurs', async () => {
    await using service = await openRated(RATED);
    expect((await service.find({})).facets).toEqual([{ name: 'rating', min: 2, max: 5 }]);
  });

  it('may be told before the product is, or again after it changed', async () => {
    await using service = await createTestService(search, {});
    await service.receive('reviews', [rated('z', 5, 9)]);
    await service.receive('catalog', [productUpserted({ id: 'z', name: 'Zither' })]);
    await service.receive('catalog', [productUpserted({ id: 'z', name: 'Old zither' })]);
    const { data } = await service.execute(
      '{ search(input: { minRating: 5 }) { nodes { item { name } } } }',
    );
    expect(data.search.nodes).toEqual([{ item: { name: 'Old zither' } }]);
  });

  it('go when the last one is gone', async () => {
    await using service = await openRated(RATED);
    await service.receive('reviews', [rated('b', null, 0)]);
    expect((await service.find({ minRating: 4 })).ids).toEqual(['a']);
  });

  it.each([-0.5, 5.5])('cannot be asked for from %s', async (minRating) => {
    await using service = await openRated([]);
    expect((await service.find({ minRating })).errors).toMatchObject([
      { message: `"minRating" is between 0 and 5 stars, not ${minRating}.` },
    ]);
  });
});
