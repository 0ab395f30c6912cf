import { createTestService } from '@supergraph/kit/testing';
import { startSimulator } from '@supergraph/payments-simulator/simulator';
import { describe, expect, it, vi } from 'vitest';

import { payments } from '#src/subgraph.ts';

import { DIALECTS, SECRET, newCheckout, newKey, openTill, typesOf } from './build.ts';

describe.each(DIALECTS)('what got lost on the way to a provider that speaks %s', (dialect) => {
  it('can be paid with another key after an authorisation that never arrived was voided', async () => {
    await using till = await openTill(dialect);
    const key = newKey();
    const checkout = newCheckout();
    till.simulator.control.errorRate = 1;
    expect((await till.command('authorize', checkout, key)).code).toBe(503);
    const { checkoutId } = checkout;
    await till.command('void', { checkoutId }, `${key}:undo`);
    till.simulator.control.errorRate = 0;
    till.wait(61_000);
    await vi.waitFor(
      async () =>
        expect((await till.command('authorize', checkout)).body).toMatchObject({
          status: 'AUTHORIZED',
        }),
      { timeout: 8000, interval: 200 },
    );
    expect(till.simulator.ledger.payments).toMatchObject([{ status: 'authorized' }]);
  });

  it('goes back when the order is cancelled and only the provider knows that it was taken', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout();
    await till.command('authorize', checkout);
    till.simulator.control.webhooks = false;
    till.simulator.control.loseAnswers = true;
    const asked = { checkoutId: checkout.checkoutId, orderId: 'ord_1' };
    expect((await till.command('capture', asked)).code).toBe(503);
    till.simulator.control.loseAnswers = false;
    await till.service.receive('orders', [
      {
        type: 'orders.order.cancelled',
        key: 'ord_1',
        data: { orderId: 'ord_1', refundAmount: 2500 },
      },
    ]);
    await vi.waitFor(
      () =>
        expect(till.simulator.ledger.payments).toMatchObject([{ captured: 2500, refunded: 2500 }]),
      { timeout: 8000, interval: 100 },
    );
  });

  it('is no decline when the provider does not know who asks', async () => {
    await using simulator = await startSimulator({
      port: 0,
      secret: 'another secret than that of the service',
      merchantUrl: () => undefined,
    });
    await using service = await createTestService(payments, {
      settings: {
        PAYMENT_PROVIDER_URL: simulator.url,
        PAYMENT_PROVIDER_SECRET: SECRET,
        PAYMENT_PROVIDER_DIALECT: dialect,
      },
    });
    const response = await service.fetch('/internal/v1/authorize', {
      as: 'cart',
      method: 'POST',
      headers: { 'idempotency-key': newKey() },
      body: newCheckout(),
    });
    expect(response.status).toBe(503);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', undefined])(
    'as a webhook of type %s is refused without harm',
    async (type) => {
      await using till = await openTill(dialect);
      const url = await till.service.listen();
      const response = await fetch(`${url}/webhooks/provider`, {
        method: 'POST',
        ...(type !== undefined && { headers: { 'content-type': type }, body: 'nothing' }),
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    },
  );

  it('is a refund told of once, also when a webhook said so before its answer', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout();
    await till.command('authorize', checkout);
    await till.command('capture', { checkoutId: checkout.checkoutId, orderId: 'ord_1' });
    till.simulator.control.loseAnswers = true;
    const refund = { orderId: 'ord_1', amount: 500, reference: 'ret_1', reason: 'Broken.' };
    await till.command('refund', refund);
    await vi.waitFor(() =>
      expect(till.simulator.ledger.payments).toMatchObject([{ refunded: 500 }]),
    );
    till.simulator.control.loseAnswers = false;
    await vi.waitFor(
      async () => expect(await typesOf(till)).toEqual(['authorized', 'captured', 'refunded']),
      { timeout: 9000, interval: 200 },
    );
    expect(till.simulator.ledger.payments).toMatchObject([{ refunded: 500 }]);
  });
});
