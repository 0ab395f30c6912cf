import { expect, it } from 'vitest';

import { command, openOrders, place } from './build.ts';

it('says where an order goes, to the one who sends it', async () => {
  await using service = await openOrders();
  const { orderId, number } = await place(service);
  const { answer } = await command(service, 'deliveryDetails', { body: { orderId }, as: 'erp' });
  expect(answer).toMatchObject({
    status: 'FOUND',
    number,
    address: { line1: '1 Analytical Way' },
    lines: [{ sku: 'A', quantity: 2 }],
    carrier: 'Post',
  });
});

it('says that there is no such order', async () => {
  await using service = await openOrders();
  const call = { body: { orderId: 'ord_none' }, as: 'erp' };
  expect((await command(service, 'deliveryDetails', call)).answer).toMatchObject({
    status: 'REFUSED',
    code: 'NOT_FOUND',
  });
});

it('is told to nobody else', async () => {
  await using service = await openOrders();
  const { orderId } = await place(service);
  const call = { body: { orderId }, as: 'support' };
  expect((await command(service, 'deliveryDetails', call)).status).toBe(403);
});
