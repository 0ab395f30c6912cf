import { buildClaims } from '@supergraph/kit/testing';
import { describe, expect, it, vi } from 'vitest';

import { DIALECTS, type Till, newCheckout, newKey, openTill, typesOf } from './build.ts';

const CUSTOMER = { claims: buildClaims({ sub: 'cus_1' }) };
const STAFF = { claims: buildClaims({ sub: 'cus_9', scopes: ['orders:read'] }) };

const erase = ({ service }: Till) =>
  service.receive('customers', [
    { type: 'customers.customer.erased', key: 'cus_1', data: { customerId: 'cus_1' } },
  ]);

async function readPayment({ service }: Till, id: string) {
  const { data } = await service.execute(
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on PaymentIntent { status method } } }',
    { of: [{ __typename: 'PaymentIntent', id }] },
    STAFF,
  );
  return data?.['_entities'][0];
}

/** The id of a card that the customer keeps. */
async function saveCard(till: Till): Promise<string> {
  await till.command('authorize', newCheckout({ customerId: 'cus_1', savePaymentMethod: true }));
  const { data } = await till.service.execute(
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Customer { savedPaymentMethods { id } } } }',
    { of: [{ __typename: 'Customer', id: 'cus_1' }] },
    CUSTOMER,
  );
  return data?.['_entities'][0].savedPaymentMethods[0].id;
}

describe.each(DIALECTS)('a provider that speaks %s', (dialect) => {
  it('takes another amount than asked: all of it goes back, and staff are told', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout();
    const { body } = await till.command('authorize', checkout);
    till.simulator.control.webhooks = false;
    till.simulator.control.loseAnswers = true;
    const asked = { checkoutId: checkout.checkoutId, orderId: 'ord_1' };
    expect((await till.command('capture', asked)).code).toBe(503);
    till.simulator.control.loseAnswers = false;
    const [payment] = till.simulator.ledger.payments;
    Object.assign(payment ?? {}, { amount: 9900, captured: 9900 });
    expect((await till.command('capture', asked)).body).toMatchObject({
      status: 'REFUSED',
      code: 'CAPTURE_FAILED',
    });
    await vi.waitFor(
      () =>
        expect(till.simulator.ledger.payments).toMatchObject([{ captured: 9900, refunded: 9900 }]),
      { timeout: 8000, interval: 100 },
    );
    await vi.waitFor(
      async () =>
        expect(await readPayment(till, body.paymentIntentId)).toMatchObject({ status: 'VOIDED' }),
      { timeout: 8000, interval: 100 },
    );
    expect(await typesOf(till)).toEqual(['authorized', 'capture_failed', 'voided']);
  });

  it('forgets a card that was to be kept for somebody who was erased meanwhile', async () => {
    await using till = await openTill(dialect);
    till.simulator.control.webhooks = false;
    till.simulator.control.loseAnswers = true;
    const checkout = newCheckout({ customerId: 'cus_1', savePaymentMethod: true });
    const key = newKey();
    expect((await till.command('authorize', checkout, key)).code).toBe(503);
    await erase(till);
    till.simulator.control.loseAnswers = false;
    const { body } = await till.command('authorize', checkout, key);
    expect(body).toMatchObject({ status: 'AUTHORIZED' });
    const [payment] = till.simulator.ledger.payments;
    const token = payment?.method.reusable ?? '';
    await vi.waitFor(() => expect(till.simulator.ledger.knowsMethod(token)).toBe(false), {
      timeout: 9000,
      interval: 200,
    });
    expect(await readPayment(till, body.paymentIntentId)).toEqual({
      status: 'AUTHORIZED',
      method: 'card',
    });
  });

  it.each([
    ['loseAnswers', true, { status: 'AUTHORIZED' }],
    ['errorRate', 1, { status: 'REFUSED', declineCode: 'unknown_method' }],
  ] as const)(
    'is asked what became of an authorisation (%s: %s) whose saved method was deleted meanwhile',
    async (fault, strength, outcome) => {
      await using till = await openTill(dialect);
      const id = await saveCard(till);
      const checkout = newCheckout({ customerId: 'cus_1', paymentToken: id });
      const key = newKey();
      Object.assign(till.simulator.control, { webhooks: false, [fault]: strength });
      expect((await till.command('authorize', checkout, key)).code).toBe(503);
      Object.assign(till.simulator.control, { loseAnswers: false, errorRate: 0 });
      await till.service.execute(
        'mutation ($id: ID!) { savedPaymentMethodDelete(id: $id) { deletedId } }',
        { id },
        CUSTOMER,
      );
      expect((await till.command('authorize', checkout, key)).body).toMatchObject(outcome);
    },
  );
});

it('shows nobody a payment of somebody who was erased, as it would a guest', async () => {
  await using till = await openTill();
  const checkout = newCheckout({ customerId: 'cus_1', paymentToken: 'tok_3ds' });
  const { body } = await till.command('authorize', checkout);
  await erase(till);
  const { data } = await till.service.execute(
    `mutation ($input: PaymentActionCompleteInput!) { paymentActionComplete(input: $input) {
      paymentIntent { status } errors { ... on UserError { code } } } }`,
    { input: { paymentIntentId: body.paymentIntentId } },
  );
  expect(data?.['paymentActionComplete']).toEqual({
    paymentIntent: null,
    errors: [{ code: 'NOT_FOUND' }],
  });
});

it('keeps the card of somebody who was erased out of what a refund writes down', async () => {
  await using till = await openTill();
  const checkout = newCheckout({ customerId: 'cus_1' });
  const { body } = await till.command('authorize', checkout);
  await till.command('capture', { checkoutId: checkout.checkoutId, orderId: 'ord_1' });
  await erase(till);
  await till.command('refund', {
    orderId: 'ord_1',
    amount: 2500,
    reference: 'ret_1',
    reason: 'Broken.',
  });
  await vi.waitFor(async () =>
    expect(await readPayment(till, body.paymentIntentId)).toEqual({
      status: 'REFUNDED',
      method: 'card',
    }),
  );
});
