import { describe, expect, it, vi } from 'vitest';

import { DIALECTS, newCheckout, newKey, openTill, typesOf } from './build.ts';

describe.each(DIALECTS)('one payment for a checkout (%s)', (dialect) => {
  it('comes of 20 parallel commands with the same key', async () => {
    await using till = await openTill(dialect);
    const key = newKey();
    const checkout = newCheckout();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => till.command('authorize', checkout, key)),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(till.simulator.ledger.payments).toHaveLength(1);
    expect(await typesOf(till)).toEqual(['authorized']);
  });

  it('comes of 20 parallel commands with different keys; the others are refused', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => till.command('authorize', checkout)),
    );
    const statuses = answers.map(({ body }) => body.status as string);
    expect(statuses.filter((status) => status === 'AUTHORIZED')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'REFUSED')).toHaveLength(19);
    expect(till.simulator.ledger.payments).toHaveLength(1);
  });

  it('is found again when the answer was lost', async () => {
    await using till = await openTill(dialect);
    const key = newKey();
    const checkout = newCheckout();
    till.simulator.control.webhooks = false;
    till.simulator.control.loseAnswers = true;
    expect((await till.command('authorize', checkout, key)).code).toBe(503);
    till.simulator.control.loseAnswers = false;
    expect((await till.command('authorize', checkout, key)).body).toMatchObject({
      status: 'AUTHORIZED',
    });
    expect(till.simulator.ledger.payments).toHaveLength(1);
  });

  it('does not stay authorised when it was voided while nobody knew of it', async () => {
    await using till = await openTill(dialect);
    const key = newKey();
    const checkout = newCheckout();
    till.simulator.control.webhooks = false;
    till.simulator.control.loseAnswers = true;
    await till.command('authorize', checkout, key);
    till.simulator.control.loseAnswers = false;
    const { checkoutId } = checkout;
    expect((await till.command('void', { checkoutId }, `${key}:undo`)).body).toEqual({
      status: 'VOIDED',
    });
    expect(till.simulator.ledger.payments).toMatchObject([{ status: 'voided' }]);
  });

  it('is not begun by a command that comes after its void', async () => {
    await using till = await openTill(dialect);
    const key = newKey();
    const checkout = newCheckout();
    const { checkoutId } = checkout;
    await till.command('void', { checkoutId }, `${key}:undo`);
    expect((await till.command('authorize', checkout, key)).body).toMatchObject({
      status: 'REFUSED',
      code: 'ILLEGAL_STATE',
    });
    expect(till.simulator.ledger.payments).toEqual([]);
  });

  it('is taken back by itself once the provider is there again', async () => {
    await using till = await openTill(dialect);
    const key = newKey();
    const checkout = newCheckout();
    await till.command('authorize', checkout, key);
    till.simulator.control.errorRate = 1;
    const { checkoutId } = checkout;
    expect((await till.command('void', { checkoutId }, `${key}:undo`)).body).toEqual({
      status: 'VOIDED',
    });
    expect(till.simulator.ledger.payments).toMatchObject([{ status: 'authorized' }]);
    till.simulator.control.errorRate = 0;
    await vi.waitFor(
      () => expect(till.simulator.ledger.payments).toMatchObject([{ status: 'voided' }]),
      8000,
    );
  });

  it('is taken once by 20 parallel captures', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout();
    await till.command('authorize', checkout);
    const asked = { checkoutId: checkout.checkoutId, orderId: 'ord_1' };
    await Promise.all(Array.from({ length: 20 }, () => till.command('capture', asked)));
    expect(await typesOf(till)).toEqual(['authorized', 'captured']);
  });

  it('keeps its amount: a repeated key with another one is refused', async () => {
    await using till = await openTill(dialect);
    const key = newKey();
    const checkout = newCheckout();
    await till.command('authorize', checkout, key);
    const { body } = await till.command('authorize', { ...checkout, amount: 1 }, key);
    expect(body).toMatchObject({ status: 'REFUSED', code: 'VALIDATION' });
  });
});
