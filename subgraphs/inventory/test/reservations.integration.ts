import { describe, expect, it } from 'vitest';

import {
  MINUTE_MS,
  NOW,
  at,
  buildLocation,
  buildStock,
  command,
  createShop,
  readLevel,
  readStock,
  reserve,
} from './build.ts';

describe('reserve', () => {
  it('holds the units of every line for 15 minutes', async () => {
    await using service = await createShop();
    expect(await reserve(service, 'chk_1', { A: 2, B: 1 })).toMatchObject({
      status: 'HELD',
      expiresAt: NOW + 15 * MINUTE_MS,
      items: [
        { variantId: 'var_A', sku: 'A', locationId: at('wh'), quantity: 2, backordered: 0 },
        { variantId: 'var_B', sku: 'B', locationId: at('wh'), quantity: 1, backordered: 0 },
      ],
    });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 10, reserved: 2 });
  });

  it('holds nothing when one line cannot be had, and says what could', async () => {
    await using service = await createShop();
    expect(await reserve(service, 'chk_1', { A: 2, B: 6, C: 1 })).toMatchObject({
      status: 'REFUSED',
      code: 'INSUFFICIENT_STOCK',
      lines: [
        { variantId: 'var_B', requested: 6, available: 5 },
        { variantId: 'var_C', requested: 1, available: 0 },
      ],
    });
    expect(await readLevel(service, 'A')).toMatchObject({ reserved: 0 });
  });

  it('counts lines of one variant together', async () => {
    await using service = await createShop();
    const line = { variantId: 'var_A', quantity: 6 };
    const body = { checkoutId: 'chk_1', lines: [line, line] };
    const { answer } = await command(service, 'reserve', body);
    expect(answer).toMatchObject({ lines: [{ requested: 12, available: 10 }] });
  });

  it('takes from several locations when one has too little', async () => {
    await using service = await createShop();
    const { items } = await reserve(service, 'chk_1', { B: 4 });
    expect(items).toMatchObject([
      { locationId: at('wh'), quantity: 3 },
      { locationId: at('store-1'), quantity: 1 },
    ]);
  });

  it('takes from the buyer’s country first', async () => {
    await using service = await createShop([
      buildLocation('wh-de', { countryCode: 'DE' }),
      buildStock('A', 5, { locationKey: 'wh-de' }),
    ]);
    const { items } = await reserve(service, 'chk_1', { A: 5 }, { countryCode: 'DE' });
    expect(items).toMatchObject([{ locationId: at('wh-de'), quantity: 5 }]);
  });

  it('makes a hold the new lines', async () => {
    await using service = await createShop();
    const before = await reserve(service, 'chk_1', { A: 9 });
    const after = await reserve(service, 'chk_1', { A: 10 });
    expect(after).toMatchObject({ status: 'HELD', reservationId: before.reservationId });
    expect(await readLevel(service, 'A')).toMatchObject({ reserved: 10 });
  });

  it('keeps a hold whose new lines cannot be had', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 9 });
    expect(await reserve(service, 'chk_1', { A: 11 })).toMatchObject({
      status: 'REFUSED',
      lines: [{ available: 10 }],
    });
    expect(await readLevel(service, 'A')).toMatchObject({ reserved: 9 });
  });

  it('moves nothing when the same lines are asked for again', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 2 });
    const before = await readLevel(service, 'A');
    await reserve(service, 'chk_1', { A: 2 });
    expect(await readLevel(service, 'A')).toEqual(before);
  });

  it('holds no more than an order may have', async () => {
    await using service = await createShop([{ type: 'stockPolicy', sku: 'A', maxPerOrder: 3 }]);
    expect(await reserve(service, 'chk_1', { A: 4 })).toMatchObject({ lines: [{ available: 3 }] });
    expect(await reserve(service, 'chk_1', { A: 3 })).toMatchObject({ status: 'HELD' });
  });

  it('gives what is due of others first', async () => {
    let now = NOW;
    await using service = await createShop([], () => now);
    await reserve(service, 'chk_1', { A: 10 }, { holdSeconds: 60 });
    now += MINUTE_MS;
    expect(await reserve(service, 'chk_2', { A: 10 })).toMatchObject({ status: 'HELD' });
  });

  it('leaves safety stock alone', async () => {
    await using service = await createShop([buildStock('A', 10, { safety: 4 })]);
    expect(await reserve(service, 'chk_1', { A: 7 })).toMatchObject({ lines: [{ available: 6 }] });
  });

  it.each([
    ['no lines', { lines: [] }],
    ['0 units', { lines: [{ variantId: 'var_A', quantity: 0 }] }],
    ['half a unit', { lines: [{ variantId: 'var_A', quantity: 0.5 }] }],
    ['a hold for ever', { holdSeconds: 1e9 }],
    ['no checkout', { checkoutId: '' }],
  ])('refuses %s', async (_, more) => {
    await using service = await createShop();
    const lines = [{ variantId: 'var_A', quantity: 1 }];
    const { status } = await command(service, 'reserve', { checkoutId: 'chk_1', lines, ...more });
    expect(status).toBe(400);
  });

  it.each(['router', 'customers', 'support', 'stranger'])('is not for %s', async (as) => {
    await using service = await createShop();
    const lines = [{ variantId: 'var_A', quantity: 1 }];
    const { status } = await command(service, 'reserve', { checkoutId: 'chk_1', lines }, { as });
    expect(status).toBe(403);
  });
});

describe('extend', () => {
  it('lets a hold last from now', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 1 }, { holdSeconds: 60 });
    const { answer } = await command(service, 'extend', { checkoutId: 'chk_1', holdSeconds: 120 });
    expect(answer).toMatchObject({ status: 'HELD', expiresAt: NOW + 2 * MINUTE_MS });
  });

  it('saves a hold that is due and not swept yet', async () => {
    let now = NOW;
    await using service = await createShop([], () => now);
    await reserve(service, 'chk_1', { A: 1 }, { holdSeconds: 60 });
    now += 2 * MINUTE_MS;
    const { answer } = await command(service, 'extend', { checkoutId: 'chk_1' });
    expect(answer).toMatchObject({ status: 'HELD', expiresAt: now + 15 * MINUTE_MS });
  });

  it('says so when there is nothing to extend', async () => {
    await using service = await createShop();
    const { answer } = await command(service, 'extend', { checkoutId: 'chk_1' });
    expect(answer).toMatchObject({ status: 'REFUSED', code: 'NOT_FOUND', state: null });
  });
});

describe('commit', () => {
  it('lets the units leave', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 4 });
    await command(service, 'commit', { checkoutId: 'chk_1', orderId: 'ord_1' });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 6, reserved: 0 });
  });

  it('takes them once however often it is asked', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 4 });
    const body = { checkoutId: 'chk_1', orderId: 'ord_1' };
    await command(service, 'commit', body);
    const { answer } = await command(service, 'commit', body);
    expect(answer).toMatchObject({ status: 'COMMITTED' });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 6 });
  });

  it('refuses another order of the same checkout', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 4 });
    await command(service, 'commit', { checkoutId: 'chk_1', orderId: 'ord_1' });
    const { answer } = await command(service, 'commit', { checkoutId: 'chk_1', orderId: 'ord_2' });
    expect(answer).toMatchObject({ status: 'REFUSED', state: 'COMMITTED' });
  });

  it('refuses an order that another checkout has, and keeps the hold', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 4 });
    await reserve(service, 'chk_2', { A: 1 });
    await command(service, 'commit', { checkoutId: 'chk_1', orderId: 'ord_1' });
    const { answer } = await command(service, 'commit', { checkoutId: 'chk_2', orderId: 'ord_1' });
    expect(answer).toMatchObject({ status: 'REFUSED', state: 'HELD' });
    expect(await readLevel(service, 'A')).toMatchObject({ onHand: 6, reserved: 1 });
  });

  it('refuses what was released', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 4 });
    await command(service, 'release', { checkoutId: 'chk_1' });
    const { answer } = await command(service, 'commit', { checkoutId: 'chk_1', orderId: 'ord_1' });
    expect(answer).toMatchObject({ code: 'ILLEGAL_STATE', state: 'RELEASED' });
  });
});

describe('release', () => {
  it('gives units back', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 10 });
    await command(service, 'release', { checkoutId: 'chk_1' });
    expect(await readStock(service, 'A')).toMatchObject({ available: 10 });
  });

  it('gives them back once', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 3 });
    await reserve(service, 'chk_2', { A: 3 });
    await command(service, 'release', { checkoutId: 'chk_1' });
    await command(service, 'release', { checkoutId: 'chk_1' });
    expect(await readLevel(service, 'A')).toMatchObject({ reserved: 3 });
  });

  it('is fine with a checkout that held nothing', async () => {
    await using service = await createShop();
    const { answer } = await command(service, 'release', { checkoutId: 'chk_1' });
    expect(answer).toEqual({ status: 'RELEASED' });
  });

  it('leaves what is committed', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 4 });
    await command(service, 'commit', { checkoutId: 'chk_1', orderId: 'ord_1' });
    const { answer } = await command(service, 'release', { checkoutId: 'chk_1' });
    expect(answer).toMatchObject({ status: 'REFUSED', state: 'COMMITTED' });
  });

  it('lets the same checkout reserve again', async () => {
    await using service = await createShop();
    await reserve(service, 'chk_1', { A: 3 });
    await command(service, 'release', { checkoutId: 'chk_1' });
    await reserve(service, 'chk_1', { A: 2 });
    expect(await readLevel(service, 'A')).toMatchObject({ reserved: 2 });
  });
});
