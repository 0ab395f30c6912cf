import { existsSync, readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { expect, it } from 'vitest';

import { asCustomer, erased, newKey, openReviews, placed } from './build.ts';

/** What a database file holds once all was moved into it. */
function readSettledBytes(file: string): string {
  using db = new DatabaseSync(file);
  db.exec('pragma wal_checkpoint(truncate)');
  const parts = [file, `${file}-wal`].filter((part) => existsSync(part));
  return parts.map((part) => readFileSync(part, 'latin1')).join('');
}

it('keeps what somebody wrote, and not that they did', async () => {
  await using service = await openReviews();
  await service.receive('orders', [placed('cus_1')]);
  await service.submit('cus_1', { authorName: 'Ada from Turin' });
  const { question } = await service.ask('cus_1');
  await service.answer(question.id, asCustomer('cus_1'));
  await service.receive('customers', [erased('cus_1')]);
  const fields = `reviews { nodes { body authorName author { id } verifiedPurchase } }
    questions { nodes { body author { id } answers { body } } }`;
  expect(await service.readItems(['prod_1'], fields)).toEqual([
    {
      reviews: {
        nodes: [{ body: 'Boils fast.', authorName: null, author: null, verifiedPurchase: true }],
      },
      questions: {
        nodes: [{ body: 'Is it loud?', author: null, answers: [{ body: 'Not at all.' }] }],
      },
    },
  ]);
  expect(readSettledBytes(service.db.file)).not.toContain('Ada from Turin');
});

it('takes nothing of theirs that comes later', async () => {
  await using service = await openReviews();
  await service.receive('customers', [erased('cus_1')]);
  await service.receive('orders', [placed('cus_1')]);
  const text = `mutation { reviewSubmit(input: { itemId: "prod_1", rating: 5, body: "Still here.", idempotencyKey: "${newKey()}" }) { errors { __typename } } }`;
  const { errors } = await service.execute(text, {}, asCustomer('cus_1'));
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  expect(await service.readItems(['prod_1'], 'reviews { totalCount }')).toEqual([
    { reviews: { totalCount: 0 } },
  ]);
});

it('shows a customer’s reviews to them and to moderators, and to nobody else', async () => {
  await using service = await openReviews();
  await service.submit('cus_1');
  await service.submit('cus_1', { itemId: 'prod_2', body: 'See https://example.com' });
  const read = async (request: object) => {
    const text =
      'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { reviews { totalCount nodes { status } } } } }';
    const of = [{ __typename: 'Customer', id: 'cus_1' }];
    return (await service.execute(text, { of }, request)).data._entities[0].reviews;
  };
  expect(await read(asCustomer('cus_1'))).toEqual({
    totalCount: 2,
    nodes: [{ status: 'PENDING' }, { status: 'PUBLISHED' }],
  });
  expect(await read(asCustomer('cus_2'))).toBeNull();
});
