import { buildClaims, createTestService } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { subgraph } from '#src/subgraph.ts';

const SUBMIT = `mutation ($input: ReviewSubmitInput!) {
  reviewSubmit(input: $input) { review { id rating title body authorName status verifiedPurchase } errors { __typename ... on UserError { path } } }
}`;
const MODERATE = `mutation ($input: ReviewModerateInput!) {
  reviewModerate(input: $input) { review { status } errors { __typename } }
}`;
const ITEMS = `query ($all: [_Any!]!) { _entities(representations: $all) { ... on CatalogItem {
  rating { average bayesian count histogram } reviews { totalCount nodes { rating body authorName author { id } } } } } }`;
const MODERATOR = { claims: buildClaims({ sub: 'cus_staff', scopes: ['reviews:moderate'] }) };
const LINK = 'See https://example.com';

let lastKey = 0;
let time = Date.UTC(2026, 0, 1);

function asCustomer(sub: string) {
  return { claims: buildClaims({ sub }) };
}

function upserted(productId: string) {
  return {
    type: 'catalog.product.upserted',
    key: productId,
    data: { productId, status: 'ACTIVE' },
  };
}

async function createService(settings: Record<string, string> = {}) {
  const service = await createTestService(subgraph, { settings, now: () => ++time });
  await service.receive('catalog', [upserted('prod_1'), upserted('prod_2')]);
  const readItems = async (ids: readonly string[], fields = ITEMS) => {
    const all = ids.map((id) => ({ __typename: 'CatalogItem', id }));
    const { data, errors } = await service.execute(fields, { all });
    expect(errors).toBeUndefined();
    return data._entities;
  };
  return Object.assign(service, {
    readItems,
    async submit(customer: string, more: object = {}) {
      const input = {
        idempotencyKey: `test-key-${++lastKey}`,
        itemId: 'prod_1',
        rating: 4,
        body: 'Boils fast.',
        ...more,
      };
      const { data, errors } = await service.execute(SUBMIT, { input }, asCustomer(customer));
      expect(errors).toBeUndefined();
      return data.reviewSubmit;
    },
    async moderate(reviewId: string, status: string) {
      const { data } = await service.execute(MODERATE, { input: { reviewId, status } }, MODERATOR);
      return data.reviewModerate;
    },
  });
}

describe('reviewSubmit', () => {
  it('puts a clean text on show at once', async () => {
    await using service = await createService();
    const { review, errors } = await service.submit('cus_1', { authorName: ' Ada ' });
    expect(errors).toEqual([]);
    expect(review).toMatchObject({ status: 'PUBLISHED', authorName: 'Ada', rating: 4 });
    expect(await service.readItems(['prod_1', 'prod_2'])).toMatchObject([
      { rating: { average: 4, count: 1, histogram: [0, 0, 0, 1, 0] }, reviews: { totalCount: 1 } },
      { rating: null, reviews: { totalCount: 0 } },
    ]);
  });

  it('edits the review when the customer has one', async () => {
    await using service = await createService();
    const first = await service.submit('cus_1');
    const second = await service.submit('cus_1', { rating: 1 });
    expect(second.review.id).toBe(first.review.id);
    expect(await service.readItems(['prod_1'])).toMatchObject([
      { rating: { average: 1, count: 1, histogram: [1, 0, 0, 0, 0] } },
    ]);
  });

  it('holds a text with a link back, and an edit that adds one takes the review off', async () => {
    await using service = await createService();
    await service.submit('cus_1');
    const { review } = await service.submit('cus_1', { body: LINK });
    expect(review.status).toBe('PENDING');
    expect(await service.readItems(['prod_1'])).toEqual([
      { rating: null, reviews: { totalCount: 0, nodes: [] } },
    ]);
  });

  it('holds every text back where all are moderated', async () => {
    await using service = await createService({ MODERATION: 'all' });
    expect((await service.submit('cus_1')).review.status).toBe('PENDING');
  });

  it.each([
    ['six stars', { rating: 6 }, 'ValidationError', 'rating'],
    ['a text of nothing visible', { body: ' \u200B\u0007 ' }, 'ValidationError', 'body'],
    ['a long name', { authorName: 'x'.repeat(41) }, 'ValidationError', 'authorName'],
    ['an item that is not there', { itemId: 'prod_gone' }, 'NotFoundError', 'itemId'],
  ])('refuses %s', async (_, input, type, field) => {
    await using service = await createService();
    expect(await service.submit('cus_1', input)).toEqual({
      review: null,
      errors: [{ __typename: type, path: [field] }],
    });
  });

  it('knows who had ordered it', async () => {
    await using service = await createService();
    const data = {
      orderId: 'ord_1',
      customerId: 'cus_1',
      lines: [{ productId: 'prod_1' }, { productId: null }],
    };
    await service.receive('orders', [{ type: 'orders.order.placed', key: 'ord_1', data }]);
    expect((await service.submit('cus_1')).review.verifiedPurchase).toBe(true);
    expect((await service.submit('cus_2')).review.verifiedPurchase).toBe(false);
    const cancelled = {
      type: 'orders.order.cancelled',
      key: 'ord_1',
      data: { orderId: 'ord_1' },
    };
    await service.receive('orders', [cancelled]);
    expect((await service.submit('cus_1')).review.verifiedPurchase).toBe(false);
  });

  it('tells others', async () => {
    await using service = await createService();
    const { review } = await service.submit('cus_1');
    const data = {
      itemId: 'prod_1',
      average: 4,
      bayesian: 4,
      count: 1,
      histogram: [0, 0, 0, 1, 0],
    };
    expect(await service.published()).toEqual([
      {
        type: 'reviews.review.published',
        key: 'prod_1',
        data: { reviewId: review.id, itemId: 'prod_1', customerId: 'cus_1', rating: 4 },
      },
      { type: 'reviews.rating.changed', key: 'prod_1', data },
    ]);
  });

  it('is for those who are signed in', async () => {
    await using service = await createService();
    const input = { idempotencyKey: 'nobody-1', itemId: 'prod_1', rating: 4, body: 'Fine.' };
    const { errors } = await service.execute(SUBMIT, { input });
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

describe('a review that waits', () => {
  const READ = `query ($all: [_Any!]!) { _entities(representations: $all) { ... on Review { body } } }`;

  it('is seen by its author and by moderators, and by nobody else', async () => {
    await using service = await createService();
    const { review } = await service.submit('cus_1', { body: LINK });
    const all = [{ __typename: 'Review', id: review.id }];
    const read = async (request: object) =>
      (await service.execute(READ, { all }, request)).data._entities[0];
    expect(await read(asCustomer('cus_1'))).toEqual({ body: LINK });
    expect(await read(MODERATOR)).toEqual({ body: LINK });
    expect(await read(asCustomer('cus_2'))).toBeNull();
    expect(await read({})).toBeNull();
  });

  it('is in the queue until a moderator decides, and counts once it is on show', async () => {
    await using service = await createService();
    const { review } = await service.submit('cus_1', { body: LINK });
    const queue = '{ reviewModerationQueue { totalCount nodes { id } } }';
    const before = await service.execute(queue, {}, MODERATOR);
    expect(before.data.reviewModerationQueue).toEqual({
      totalCount: 1,
      nodes: [{ id: review.id }],
    });
    expect(await service.moderate(review.id, 'PUBLISHED')).toEqual({
      review: { status: 'PUBLISHED' },
      errors: [],
    });
    const after = await service.execute(queue, {}, MODERATOR);
    expect(after.data.reviewModerationQueue.totalCount).toBe(0);
    expect(await service.readItems(['prod_1'])).toMatchObject([{ rating: { count: 1 } }]);
  });

  it('that a moderator rejected waits again when it is edited', async () => {
    await using service = await createService();
    const { review } = await service.submit('cus_1');
    await service.moderate(review.id, 'REJECTED');
    expect((await service.submit('cus_1', { body: 'Nice.' })).review.status).toBe('PENDING');
  });

  it('is not for customers to moderate', async () => {
    await using service = await createService();
    const { review } = await service.submit('cus_1', { body: LINK });
    const input = { reviewId: review.id, status: 'PUBLISHED' };
    const { errors } = await service.execute(MODERATE, { input }, asCustomer('cus_1'));
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});

describe('reviews of an item', () => {
  const PAGE = `query ($all: [_Any!]!, $sort: ReviewSort, $after: String) { _entities(representations: $all) { ... on CatalogItem {
    reviews(first: 2, sort: $sort, after: $after) { nodes { rating } pageInfo { endCursor hasNextPage } } } } }`;

  it.each([
    ['NEWEST', [3, 1, 5, 2, 4]],
    ['RATING_DESC', [5, 4, 3, 2, 1]],
    ['RATING_ASC', [1, 2, 3, 4, 5]],
  ])('are paged in the order %s without one twice or left out', async (sort, expected) => {
    await using service = await createService();
    for (const [index, rating] of [4, 2, 5, 1, 3].entries()) {
      await service.submit(`cus_${index}`, { rating });
    }
    const all = [{ __typename: 'CatalogItem', id: 'prod_1' }];
    const ratings: number[] = [];
    let after: string | null = null;
    do {
      const { data } = await service.execute(PAGE, { all, sort, after });
      const page = data._entities[0].reviews;
      ratings.push(...page.nodes.map((node: { rating: number }) => node.rating));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ratings).toEqual(expected);
  });

  it('have ratings by as many statements for fifty items as for one', async () => {
    await using service = await createService();
    const query = `query ($all: [_Any!]!) { _entities(representations: $all) { ... on CatalogItem { rating { count } } } }`;
    const ids = Array.from({ length: 50 }, (_, index) => `prod_${index}`);
    const count = (length: number) =>
      service.countStatements(() => service.readItems(ids.slice(0, length), query));
    await count(1);
    expect(await count(50)).toBe(await count(1));
  });

  it('stay without their author when the account is erased', async () => {
    await using service = await createService();
    await service.submit('cus_1', { authorName: 'Ada' });
    const data = { customerId: 'cus_1' };
    await service.receive('customers', [{ type: 'customers.customer.erased', key: 'cus_1', data }]);
    expect(await service.readItems(['prod_1'])).toMatchObject([
      { reviews: { nodes: [{ body: 'Boils fast.', authorName: null, author: null }] } },
    ]);
  });
});
