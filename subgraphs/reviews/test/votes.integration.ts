import { describe, expect, it } from 'vitest';

import { LINK, asCustomer, asVisitor, erased, openReviews } from './build.ts';

async function openReviewed(settings: Record<string, string> = {}) {
  const service = await openReviews(settings);
  const { review } = await service.submit('cus_1');
  const vote = (helpful: boolean, request: Parameters<typeof service.execute>[2], id = review.id) =>
    service.change('reviewVote', { reviewId: id, helpful }, request);
  const countHelpful = async () => {
    const [item] = await service.readItems(['prod_1'], 'reviews { nodes { helpfulCount } }');
    return item.reviews.nodes[0].helpfulCount as number;
  };
  return Object.assign(service, { review, vote, countHelpful });
}

describe('reviewVote', () => {
  it('counts once for each customer, and can be changed', async () => {
    await using service = await openReviewed();
    await service.vote(true, asCustomer('cus_2'));
    await service.vote(true, asCustomer('cus_2'));
    await service.vote(true, asCustomer('cus_3'));
    expect(await service.countHelpful()).toBe(2);
    const { review } = await service.vote(false, asCustomer('cus_3'));
    expect(review.helpfulCount).toBe(1);
    expect(await service.countHelpful()).toBe(1);
  });

  it('counts once for each browser of a network', async () => {
    await using service = await openReviewed();
    await service.vote(true, asVisitor('one'));
    await service.vote(true, asVisitor('one'));
    await service.vote(true, asVisitor('two'));
    await service.vote(true, asVisitor('one', '198.51.100.7'));
    expect(await service.countHelpful()).toBe(3);
  });

  it('is not for one’s own review', async () => {
    await using service = await openReviewed();
    const { errors } = await service.vote(true, asCustomer('cus_1'));
    expect(errors).toMatchObject([{ code: 'FORBIDDEN', path: ['reviewId'] }]);
    expect(await service.countHelpful()).toBe(0);
  });

  it('says that there is no such review, also of one that waits', async () => {
    await using service = await openReviewed();
    const { review } = await service.submit('cus_9', { itemId: 'prod_2', body: LINK });
    for (const id of ['rev_none', review.id]) {
      const { errors } = await service.vote(true, asCustomer('cus_2'), id);
      expect(errors).toMatchObject([{ code: 'NOT_FOUND', message: `There is no review "${id}".` }]);
    }
  });

  it('stops who votes too often, and tells how long', async () => {
    await using service = await openReviewed({ VOTES_PER_VOTER: '2' });
    await service.vote(true, asCustomer('cus_2'));
    await service.vote(false, asCustomer('cus_2'));
    const text = `mutation { reviewVote(input: { reviewId: "${service.review.id}", helpful: true }) { errors { __typename ... on RateLimitedError { retryAfterMs } } } }`;
    const { data } = await service.execute(text, {}, asCustomer('cus_2'));
    expect(data.reviewVote.errors).toEqual([
      { __typename: 'RateLimitedError', retryAfterMs: expect.any(Number) as number },
    ]);
    expect(await service.countHelpful()).toBe(0);
  });

  it('is taken back when its customer is erased', async () => {
    await using service = await openReviewed();
    await service.vote(true, asCustomer('cus_2'));
    await service.vote(true, asCustomer('cus_3'));
    await service.receive('customers', [erased('cus_2')]);
    expect(await service.countHelpful()).toBe(1);
  });

  it('stays with a review that is edited', async () => {
    await using service = await openReviewed();
    await service.vote(true, asCustomer('cus_2'));
    const { review } = await service.submit('cus_1', { body: 'Boils very fast.' });
    expect(review.helpfulCount).toBe(1);
  });
});

describe('reviews in the order HELPFUL', () => {
  it('has those that helped most first, then the newest, over all pages', async () => {
    await using service = await openReviewed();
    const ids: string[] = [service.review.id];
    for (const customer of ['cus_2', 'cus_3', 'cus_4', 'cus_5']) {
      ids.push((await service.submit(customer)).review.id);
    }
    const [first, second, third, fourth, fifth] = ids;
    for (const [id, voters] of [
      [third, ['a', 'b']],
      [first, ['a']],
      [fifth, ['a']],
    ] as const) {
      for (const voter of voters) {
        await service.vote(true, asVisitor(voter), id);
      }
    }
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: string = after === null ? '' : `, after: "${after}"`;
      const fields = `reviews(first: 2${page}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }`;
      const [item] = await service.readItems(['prod_1'], fields);
      seen.push(...item.reviews.nodes.map(({ id }: { id: string }) => id));
      after = item.reviews.pageInfo.hasNextPage ? item.reviews.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual([third, fifth, first, fourth, second]);
  });
});
