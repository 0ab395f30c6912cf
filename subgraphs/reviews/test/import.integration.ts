import { hashId } from '@supergraph/kit/ids';
import { expect, it } from 'vitest';

import { openReviews } from './build.ts';

const LINE = {
  type: 'review',
  productKey: 'kettle',
  rating: 5,
  title: 'Fast',
  body: 'Boils in no time.',
  authorName: 'Sam',
  createdAt: '2025-01-31T08:00:00Z',
};
const ID = hashId('prod', 'product', 'kettle');
const FIELDS =
  'rating { average count } reviews(sort: NEWEST) { nodes { title body authorName author { id } verifiedPurchase createdAt } }';

async function openImporting() {
  const service = await openReviews();
  await service.receive('catalog', [
    {
      type: 'catalog.product.upserted',
      key: ID,
      data: { productId: ID, status: 'ACTIVE' },
    },
  ]);
  return service;
}

it('puts a review of another shop on show, without an account behind it', async () => {
  await using service = await openImporting();
  expect(await service.import([LINE])).toMatchObject({
    counts: { review: { created: 1 } },
    rejected: [],
  });
  expect(await service.readItems([ID], FIELDS)).toEqual([
    {
      rating: { average: 5, count: 1 },
      reviews: {
        nodes: [
          {
            title: 'Fast',
            body: 'Boils in no time.',
            authorName: 'Sam',
            author: null,
            verifiedPurchase: false,
            createdAt: '2025-01-31T08:00:00.000Z',
          },
        ],
      },
    },
  ]);
});

it('changes nothing when it comes again; another text is another review', async () => {
  await using service = await openImporting();
  await service.import([LINE]);
  const told = (await service.published()).length;
  expect(await service.import([LINE])).toMatchObject({ counts: { review: { unchanged: 1 } } });
  expect(await service.published()).toHaveLength(told);
  expect(await service.import([{ ...LINE, rating: 1 }])).toMatchObject({
    counts: { review: { created: 1 } },
  });
  expect(await service.readItems([ID], 'rating { average count }')).toEqual([
    { rating: { average: 3, count: 2 } },
  ]);
});

it('tells how an item is rated, and not of every review', async () => {
  await using service = await openImporting();
  await service.import([LINE, { ...LINE, authorName: 'Kim', rating: 4 }]);
  expect((await service.published()).map(({ type }) => type)).toEqual([
    'reviews.rating.changed',
    'reviews.rating.changed',
  ]);
});

it.each([
  [{ productKey: 'none' }, /no product "none" on sale/u],
  [{ rating: 6 }, /1 to 5 stars, not "6"/u],
  [{ body: '' }, /needs a text/u],
  [{ createdAt: 'yesterday' }, /a time in UTC/u],
  [{ authorName: 'x'.repeat(41) }, /at most 40 characters/u],
])('refuses %j and takes the other lines', async (part, reason) => {
  await using service = await openImporting();
  const { counts, rejected } = await service.import([{ ...LINE, ...part }, LINE]);
  expect(rejected).toMatchObject([{ line: 1, reason: expect.stringMatching(reason) as string }]);
  expect(counts).toMatchObject({ review: { created: 1, rejected: 1 } });
});

it('is told anew of items whose rating has moved with that of all others', async () => {
  await using service = await openReviews();
  await service.listen();
  await service.submit('cus_1', { rating: 5 });
  for (const customer of ['cus_2', 'cus_3', 'cus_4', 'cus_5']) {
    await service.submit(customer, { itemId: 'prod_2', rating: 1 });
  }
  const [item] = await service.readItems(['prod_1'], 'rating { bayesian }');
  await expect
    .poll(
      async () => {
        const told = (await service.published()).filter(
          ({ type, key }) => type === 'reviews.rating.changed' && key === 'prod_1',
        );
        return told.map(({ data }) => (data as { bayesian: number }).bayesian).at(-1);
      },
      { timeout: 9000 },
    )
    .toBeCloseTo(item.rating.bayesian, 5);
});
