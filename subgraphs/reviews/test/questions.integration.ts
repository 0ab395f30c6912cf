import { describe, expect, it } from 'vitest';

import { LINK, MODERATOR, asCustomer, newKey, openReviews, placed } from './build.ts';

const QUESTIONS =
  'questions { totalCount nodes { body author { id } answers { body byStaff verifiedPurchase } } }';
const QUEUE = '{ questionModerationQueue { totalCount nodes { body answers { body status } } } }';

describe('a question', () => {
  it('is shown with the item, and with its answers in order', async () => {
    await using service = await openReviews();
    await service.receive('orders', [placed('cus_2')]);
    const { question } = await service.ask('cus_1');
    await service.answer(question.id, asCustomer('cus_2'), 'A little.');
    await service.answer(question.id, MODERATOR, 'Below 40 dB.');
    expect(await service.readItems(['prod_1', 'prod_2'], QUESTIONS)).toEqual([
      {
        questions: {
          totalCount: 1,
          nodes: [
            {
              body: 'Is it loud?',
              author: { id: 'cus_1' },
              answers: [
                { body: 'A little.', byStaff: false, verifiedPurchase: true },
                { body: 'Below 40 dB.', byStaff: true, verifiedPurchase: false },
              ],
            },
          ],
        },
      },
      { questions: { totalCount: 0, nodes: [] } },
    ]);
  });

  it('is asked once per idempotency key', async () => {
    await using service = await openReviews();
    const idempotencyKey = newKey();
    const first = await service.ask('cus_1', { idempotencyKey });
    expect(await service.ask('cus_1', { idempotencyKey })).toEqual(first);
    expect(await service.readItems(['prod_1'], 'questions { totalCount }')).toEqual([
      { questions: { totalCount: 1 } },
    ]);
  });

  it.each([
    ['nothing', { body: '  ' }, 'VALIDATION', 'A question needs a text.'],
    [
      'too much',
      { body: 'x'.repeat(1001) },
      'VALIDATION',
      'A question has at most 1000 characters.',
    ],
    ['no item', { itemId: 'prod_gone' }, 'NOT_FOUND', 'There is no item "prod_gone" on sale.'],
  ])('is refused with %s', async (_, part, code, message) => {
    await using service = await openReviews();
    expect(await service.ask('cus_1', part)).toMatchObject({
      question: null,
      errors: [{ code, message }],
    });
  });

  it('is not asked by who is not signed in', async () => {
    await using service = await openReviews();
    const text = `mutation { questionAsk(input: { itemId: "prod_1", body: "?", idempotencyKey: "${newKey()}" }) { errors { __typename } } }`;
    const { errors } = await service.execute(text);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('that needs a moderator is shown to its author alone until then', async () => {
    await using service = await openReviews();
    const { question } = await service.ask('cus_1', { body: LINK });
    expect(question.status).toBe('PENDING');
    const read = async (request: object) => {
      const text =
        'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Question { body } } }';
      const of = [{ __typename: 'Question', id: question.id }];
      return (await service.execute(text, { of }, request)).data._entities[0];
    };
    expect(await read({})).toBeNull();
    expect(await read(asCustomer('cus_1'))).toEqual({ body: LINK });
    await service.change('questionModerate', { id: question.id, status: 'PUBLISHED' }, MODERATOR);
    expect(await read({})).toEqual({ body: LINK });
  });
});

describe('an answer', () => {
  it('is for staff and who has ordered the item', async () => {
    await using service = await openReviews();
    const { question } = await service.ask('cus_1');
    expect(await service.answer(question.id, asCustomer('cus_2'))).toMatchObject({
      question: null,
      errors: [{ code: 'FORBIDDEN', path: ['questionId'] }],
    });
  });

  it('that needs a moderator is shown once one has said so', async () => {
    await using service = await openReviews();
    await service.receive('orders', [placed('cus_2')]);
    const { question } = await service.ask('cus_1');
    const { question: answered } = await service.answer(question.id, asCustomer('cus_2'), LINK);
    expect(answered.answers).toMatchObject([{ status: 'PENDING' }]);
    const answersShown = async () =>
      (await service.readItems(['prod_1'], QUESTIONS))[0].questions.nodes[0].answers;
    expect(await answersShown()).toEqual([]);
    const { data } = await service.execute(QUEUE, {}, MODERATOR);
    expect(data.questionModerationQueue).toEqual({
      totalCount: 1,
      nodes: [{ body: 'Is it loud?', answers: [{ body: LINK, status: 'PENDING' }] }],
    });
    const { id } = answered.answers[0];
    await service.change('questionModerate', { id, status: 'PUBLISHED' }, MODERATOR);
    expect(await answersShown()).toMatchObject([{ body: LINK }]);
  });

  it('is refused to a question that there is not', async () => {
    await using service = await openReviews();
    expect((await service.answer('que_none', MODERATOR)).errors).toMatchObject([
      { code: 'NOT_FOUND', message: 'There is no question "que_none".' },
    ]);
  });
});

describe('texts', () => {
  it('come from a customer only so often in a quarter of an hour', async () => {
    await using service = await openReviews({ TEXTS_PER_CUSTOMER: '2' });
    await service.ask('cus_1');
    await service.submit('cus_1');
    expect((await service.ask('cus_1')).errors).toMatchObject([{ code: 'RATE_LIMITED' }]);
    expect((await service.ask('cus_2')).errors).toEqual([]);
  });
});
