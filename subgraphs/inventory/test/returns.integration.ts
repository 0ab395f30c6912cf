import { describe, expect, it } from 'vitest';

import { at, buildStock, command, createShop, readLevel, reserve } from './build.ts';

const restock = async (
  service: Awaited<ReturnType<typeof createShop>>,
  quantity: number,
  more: object = {},
) => {
  const lines = [{ variantId: 'var_A', quantity }];
  const body = { orderId: 'ord_1', reference: 'ret_1', lines, ...more };
  return (await command(service, 'restock', body, { as: 'orders' })).answer;
};

/** An order of 4 units of A. */
async function createOrder(lines: readonly object[] = []) {
  const service = await createShop(lines);
  await reserve(service, 'chk_1', { A: 4 });
  await command(service, 'commit', { checkoutId: 'chk_1', orderId: 'ord_1' });
  return service;
}

describe('restock', () => {
  it('brings units back to where they came from', async () => {
    await using service = await createOrder();
    expect(await restock(service, 3)).toEqual({ status: 'RESTOCKED' });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 9 });
  });

  it('brings a return back once, also under another idempotency key', async () => {
    await using service = await createOrder();
    await restock(service, 3);
    await restock(service, 3);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 9 });
  });

  it('refuses what a location cannot hold, and says which', async () => {
    await using service = await createOrder();
    await service.import([buildStock('A', 1_000_000_000)]);
    expect(await restock(service, 1)).toMatchObject({
      status: 'REFUSED',
      code: 'VALIDATION',
      sku: 'A',
      locationId: at('wh'),
    });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 1_000_000_000 });
  });

  it('never brings back more than left', async () => {
    await using service = await createOrder();
    await restock(service, 3);
    expect(await restock(service, 2, { reference: 'ret_2' })).toMatchObject({
      status: 'REFUSED',
      code: 'VALIDATION',
      lines: [{ variantId: 'var_A', quantity: 2, returnable: 1 }],
    });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 9 });
  });

  it('can be asked again after a refusal', async () => {
    await using service = await createOrder();
    await restock(service, 5);
    await restock(service, 4);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 10 });
  });

  it('knows only orders whose stock was committed', async () => {
    await using service = await createOrder();
    expect(await restock(service, 1, { orderId: 'ord_2' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('backorders', () => {
  const backorder = { type: 'stockPolicy', sku: 'A', whenOut: 'BACKORDER' };

  it('wait for what is missing', async () => {
    await using service = await createShop([buildStock('A', 1), backorder]);
    const { items } = await reserve(service, 'chk_1', { A: 4 });
    expect(items).toMatchObject([{ quantity: 4, backordered: 3 }]);
    expect(await readLevel(service, 'A')).toMatchObject({ reserved: 1, backordered: 3 });
  });

  it('get goods that come, the oldest first', async () => {
    await using service = await createShop([buildStock('A', 0), backorder]);
    await reserve(service, 'chk_1', { A: 2 });
    await reserve(service, 'chk_2', { A: 2 });
    await service.import([buildStock('A', 3)]);
    await command(service, 'commit', { checkoutId: 'chk_1', orderId: 'ord_1' });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 1, reserved: 1, backordered: 1 });
  });

  it('get goods that come to another location', async () => {
    await using service = await createShop([buildStock('A', 0), backorder]);
    await reserve(service, 'chk_1', { A: 2 });
    await service.import([buildStock('A', 2, { locationKey: 'store-1' })]);
    expect(await readLevel(service, 'A')).toMatchObject({ backordered: 0 });
    expect(await readLevel(service, 'A', 'store-1')).toMatchObject({ onHand: 2, reserved: 2 });
  });

  it('that became orders take goods as they come', async () => {
    await using service = await createShop([buildStock('A', 0), backorder]);
    await reserve(service, 'chk_1', { A: 2 });
    await command(service, 'commit', { checkoutId: 'chk_1', orderId: 'ord_1' });
    await service.import([buildStock('A', 3)]);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 1, reserved: 0, backordered: 0 });
  });

  it('are no longer waited for once released', async () => {
    await using service = await createShop([buildStock('A', 0), backorder]);
    await reserve(service, 'chk_1', { A: 2 });
    await command(service, 'release', { checkoutId: 'chk_1' });
    await service.import([buildStock('A', 3)]);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 3, reserved: 0, backordered: 0 });
  });

  it('are cancelled before units come back', async () => {
    await using service = await createOrder([buildStock('A', 1), backorder]);
    await restock(service, 3);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 0, backordered: 0 });
    await restock(service, 1, { reference: 'ret_2' });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 1 });
  });

  it('are taken for a variant that no location ever had', async () => {
    await using service = await createShop([{ ...backorder, sku: 'C', whenOut: 'PREORDER' }]);
    const { items } = await reserve(service, 'chk_1', { C: 2 });
    expect(items).toMatchObject([{ sku: 'C', quantity: 2, backordered: 2 }]);
  });
});

describe('what orders tells', () => {
  const lines = (quantity: number) => [{ variantId: 'var_A', quantity }];
  const cancelled = (orderId = 'ord_1') => ({
    type: 'orders.order.cancelled',
    key: orderId,
    data: { orderId, lines: lines(4), refundAmount: 1, currency: 'USD' },
  });
  const received = (returnId: string, quantity: number) => ({
    type: 'orders.return.received',
    key: 'ord_1',
    data: { orderId: 'ord_1', returnId, lines: lines(quantity) },
  });

  it('of a cancellation brings all units back, once', async () => {
    await using service = await createOrder();
    await service.receive('orders', [cancelled(), cancelled()]);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 10 });
  });

  it('of a return brings its units back, once, whoever else asks', async () => {
    await using service = await createOrder();
    await service.receive('orders', [received('ret_1', 1), received('ret_2', 2)]);
    await restock(service, 1, { reference: 'ret_1' });
    await service.receive('orders', [received('ret_2', 2)]);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 9 });
  });

  it('of a cancellation cancels first what is still to come', async () => {
    const backorder = { type: 'stockPolicy', sku: 'A', whenOut: 'BACKORDER' };
    await using service = await createOrder([buildStock('A', 1), backorder]);
    await service.receive('orders', [cancelled()]);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 1, backordered: 0 });
  });

  it('of units that never left is left to people, and stops nothing after it', async () => {
    await using service = await createOrder();
    await service.receive('orders', [cancelled('ord_none'), received('ret_1', 1)]);
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 7 });
    const dead = service.db.reader.all('select type, error from dead_event');
    expect(dead).toMatchObject([
      { type: 'orders.order.cancelled', error: expect.stringContaining('ord_none') as unknown },
    ]);
  });
});
