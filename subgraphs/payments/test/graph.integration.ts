import { buildClaims } from '@supergraph/kit/testing';
import { expect, it, vi } from 'vitest';

import { type Till, newCheckout, openTill } from './build.ts';

const CUSTOMER = { claims: buildClaims({ sub: 'cus_1' }) };
const OTHER = { claims: buildClaims({ sub: 'cus_2' }) };
const STAFF = { claims: buildClaims({ sub: 'cus_9', scopes: ['orders:read', 'payments:refund'] }) };

async function pay(till: Till, more: object = {}) {
  const checkout = newCheckout({ customerId: 'cus_1', ...more });
  const { body } = await till.command('authorize', checkout);
  await till.command('capture', { checkoutId: checkout.checkoutId, orderId: 'ord_1' });
  return { ...checkout, paymentIntentId: body.paymentIntentId as string };
}

const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Order { payments { status amount { decimal } method } refundedTotal { amount } }
  ... on PaymentIntent { status }
  ... on Customer { savedPaymentMethods { id brand last4 isDefault } }
  ... on SavedPaymentMethod { last4 }
  ... on Checkout { paymentMethods { code name eligible } paymentIntent { status nextAction { kind redirectUrl } } }
} }`;

async function read(till: Till, representation: object, request: object = {}) {
  const { data, errors } = await till.service.execute(
    ENTITIES,
    { representations: [representation] },
    request,
  );
  expect(errors).toBeUndefined();
  return data?.['_entities'][0];
}

it('shows how an order was paid for to its customer and to staff, and to nobody else', async () => {
  await using till = await openTill();
  await pay(till);
  const order = { __typename: 'Order', id: 'ord_1' };
  const paid = {
    payments: [{ status: 'CAPTURED', amount: { decimal: '25.00' }, method: 'visa 4242' }],
    refundedTotal: { amount: 0 },
  };
  expect(await read(till, order, CUSTOMER)).toEqual(paid);
  expect(await read(till, order, STAFF)).toEqual(paid);
  expect(await read(till, order, OTHER)).toEqual({ payments: null, refundedTotal: null });
});

it('does not hand a payment out by its id to others', async () => {
  await using till = await openTill();
  const { paymentIntentId: id } = await pay(till);
  const intent = { __typename: 'PaymentIntent', id };
  expect(await read(till, intent, CUSTOMER)).toEqual({ status: 'CAPTURED' });
  expect(await read(till, intent, OTHER)).toBeNull();
  expect(await read(till, intent)).toBeNull();
});

it('shows a guest what to do by the checkout', async () => {
  await using till = await openTill();
  const checkout = newCheckout({ paymentToken: 'tok_3ds' });
  const { body } = await till.command('authorize', checkout);
  const { paymentIntentId } = body;
  const found = await read(till, {
    __typename: 'Checkout',
    id: checkout.checkoutId,
    paymentIntentId,
  });
  expect(found).toEqual({
    paymentMethods: [{ code: 'card', name: 'Credit or debit card', eligible: true }],
    paymentIntent: {
      status: 'REQUIRES_ACTION',
      nextAction: { kind: 'REDIRECT', redirectUrl: body.actionUrl },
    },
  });
});

it('keeps a method for its customer, who pays with it again', async () => {
  await using till = await openTill();
  await pay(till, { savePaymentMethod: true });
  const customer = { __typename: 'Customer', id: 'cus_1' };
  const { savedPaymentMethods: methods } = await read(till, customer, CUSTOMER);
  expect(methods).toEqual([
    { id: expect.stringMatching(/^spm_/u), brand: 'visa', last4: '4242', isDefault: true },
  ]);
  const again = newCheckout({ customerId: 'cus_1', paymentToken: methods[0].id });
  expect((await till.command('authorize', again)).body).toMatchObject({ status: 'AUTHORIZED' });
});

it("does not take another customer's method, and shows it to nobody else", async () => {
  await using till = await openTill();
  await pay(till, { savePaymentMethod: true });
  const customer = { __typename: 'Customer', id: 'cus_1' };
  const { savedPaymentMethods: methods } = await read(till, customer, CUSTOMER);
  const [{ id }] = methods;
  const stolen = newCheckout({ customerId: 'cus_2', paymentToken: id });
  expect((await till.command('authorize', stolen)).body).toMatchObject({
    status: 'REFUSED',
    declineCode: 'unknown_method',
  });
  expect(await read(till, { __typename: 'SavedPaymentMethod', id }, OTHER)).toBeNull();
  expect(await read(till, customer, OTHER)).toEqual({ savedPaymentMethods: null });
});

it('forgets a method when its customer says so, also at the provider', async () => {
  await using till = await openTill();
  await pay(till, { savePaymentMethod: true });
  const customer = { __typename: 'Customer', id: 'cus_1' };
  const { savedPaymentMethods: methods } = await read(till, customer, CUSTOMER);
  const [{ id }] = methods;
  const mutation = `mutation ($id: ID!) { savedPaymentMethodDelete(id: $id) { deletedId errors { __typename } } }`;
  const { data } = await till.service.execute(mutation, { id }, CUSTOMER);
  expect(data?.['savedPaymentMethodDelete']).toEqual({ deletedId: id, errors: [] });
  expect(await read(till, customer, CUSTOMER)).toEqual({ savedPaymentMethods: [] });
  await vi.waitFor(
    () => expect([...till.simulator.counts.keys()].join(' ')).toContain('DELETE'),
    8000,
  );
});

it('forgets the methods of a customer who is erased, and whose payments they were', async () => {
  await using till = await openTill();
  const { paymentIntentId: id } = await pay(till, { savePaymentMethod: true });
  await till.service.receive('customers', [
    { type: 'customers.customer.erased', key: 'cus_1', data: { customerId: 'cus_1' } },
  ]);
  expect(await read(till, { __typename: 'Customer', id: 'cus_1' }, CUSTOMER)).toEqual({
    savedPaymentMethods: [],
  });
  expect(await read(till, { __typename: 'PaymentIntent', id }, CUSTOMER)).toBeNull();
  expect(await read(till, { __typename: 'PaymentIntent', id }, STAFF)).toEqual({
    status: 'CAPTURED',
  });
});

const COMPLETE = `mutation ($input: PaymentActionCompleteInput!) { paymentActionComplete(input: $input) {
  paymentIntent { status } errors { __typename ... on UserError { code message } } } }`;

it('reads from the provider how an action ended, whatever the shopper says', async () => {
  await using till = await openTill();
  till.simulator.control.webhooks = false;
  const { body } = await till.command('authorize', newCheckout({ paymentToken: 'tok_3ds' }));
  const input = { paymentIntentId: body.paymentIntentId };
  const before = await till.service.execute(COMPLETE, { input });
  expect(before.data?.['paymentActionComplete']).toEqual({
    paymentIntent: { status: 'REQUIRES_ACTION' },
    errors: [],
  });
  await fetch(body.actionUrl, {
    method: 'POST',
    body: new URLSearchParams({ result: 'approve' }),
    redirect: 'manual',
  });
  const after = await till.service.execute(COMPLETE, { input });
  expect(after.data?.['paymentActionComplete'].paymentIntent).toEqual({ status: 'AUTHORIZED' });
});

it('says that there is no such payment', async () => {
  await using till = await openTill();
  const { data } = await till.service.execute(COMPLETE, { input: { paymentIntentId: 'pi_gone' } });
  expect(data?.['paymentActionComplete'].errors).toEqual([
    {
      __typename: 'NotFoundError',
      code: 'NOT_FOUND',
      message: 'There is no payment "pi_gone".',
    },
  ]);
});

const REFUND = `mutation ($input: PaymentRefundInput!) { paymentRefund(input: $input) {
  paymentIntent { id } errors { __typename ... on UserError { message } } } }`;

it('refunds for staff once per key, and tells why it cannot', async () => {
  await using till = await openTill();
  await pay(till);
  const input = { orderId: 'ord_1', amount: 2000, reason: 'Late.', idempotencyKey: 'refund-key-1' };
  const refund = async (more: object) =>
    (await till.service.execute(REFUND, { input: { ...input, ...more } }, STAFF)).data?.[
      'paymentRefund'
    ];
  const first = await refund({});
  expect(first).toEqual({ paymentIntent: { id: expect.any(String) }, errors: [] });
  expect(await refund({})).toEqual(first);
  expect((await refund({ idempotencyKey: 'refund-key-2' })).errors).toEqual([
    {
      __typename: 'ValidationError',
      message: 'At most 500 of 2500 can still be refunded, not 2000.',
    },
  ]);
  await vi.waitFor(() =>
    expect(till.simulator.ledger.payments).toMatchObject([{ refunded: 2000 }]),
  );
});

it('sends back what a cancelled order paid, and what an approved return is worth', async () => {
  await using till = await openTill();
  await pay(till);
  const decided = {
    orderId: 'ord_1',
    returnId: 'ret_1',
    decision: 'APPROVED',
    refundAmount: 500,
    currency: 'EUR',
  };
  await till.service.receive('orders', [
    { type: 'orders.return.decided', key: 'ret_1', data: decided },
    {
      type: 'orders.return.decided',
      key: 'ret_2',
      data: { ...decided, returnId: 'ret_2', decision: 'REJECTED' },
    },
    {
      type: 'orders.order.cancelled',
      key: 'ord_1',
      data: { orderId: 'ord_1', refundAmount: 2000 },
    },
  ]);
  await vi.waitFor(() =>
    expect(till.simulator.ledger.payments).toMatchObject([{ refunded: 2500 }]),
  );
});

it('lets the amount of a cancelled order go that could not be taken', async () => {
  await using till = await openTill();
  await pay(till, { paymentToken: 'tok_capture_fails' });
  await till.service.receive('orders', [
    {
      type: 'orders.order.cancelled',
      key: 'ord_1',
      data: { orderId: 'ord_1', refundAmount: 2500 },
    },
  ]);
  await vi.waitFor(
    () => expect(till.simulator.ledger.payments).toMatchObject([{ status: 'voided' }]),
    8000,
  );
});
