import { describe, expect, it, vi } from 'vitest';

import { DIALECTS, newCheckout, newKey, openTill, typesOf } from './build.ts';

describe.each(DIALECTS)('a payment at the provider that speaks %s', (dialect) => {
  it('is held, and taken for the order', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout();
    const { body: held } = await till.command('authorize', checkout);
    expect(held).toEqual({ status: 'AUTHORIZED', paymentIntentId: expect.any(String) });
    const { checkoutId } = checkout;
    const { body } = await till.command('capture', { checkoutId, orderId: 'ord_1' });
    expect(body).toEqual({
      status: 'CAPTURED',
      paymentIntentId: held.paymentIntentId,
      captured: 2500,
    });
    expect(till.simulator.ledger.payments).toMatchObject([
      { status: 'captured', amount: 2500, captured: 2500, currency: 'EUR' },
    ]);
    expect(await typesOf(till)).toEqual(['authorized', 'captured']);
  });

  it('is declined for good, with the reason', async () => {
    await using till = await openTill(dialect);
    const { body } = await till.command('authorize', newCheckout({ paymentToken: 'tok_declined' }));
    expect(body).toEqual({
      status: 'REFUSED',
      code: 'PAYMENT_DECLINED',
      message: 'The payment was declined: stolen_card.',
      declineCode: 'stolen_card',
      retryable: false,
      paymentIntentId: expect.any(String),
    });
  });

  it('may be tried again with another card under the same intent', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout({ paymentToken: 'tok_insufficient_funds' });
    const first = await till.command('authorize', checkout);
    expect(first.body).toMatchObject({ status: 'REFUSED', retryable: true });
    const second = await till.command('authorize', { ...checkout, paymentToken: 'tok_visa' });
    expect(second.body).toEqual({
      status: 'AUTHORIZED',
      paymentIntentId: first.body.paymentIntentId,
    });
  });

  it('says that a token is not known, and may be tried again', async () => {
    await using till = await openTill(dialect);
    const { body } = await till.command('authorize', newCheckout({ paymentToken: 'tok_nobodys' }));
    expect(body).toMatchObject({
      status: 'REFUSED',
      code: 'PAYMENT_DECLINED',
      message: expect.stringContaining('tok_nobodys'),
      retryable: true,
    });
  });

  it('waits for the shopper, and goes on by the webhook', async () => {
    await using till = await openTill(dialect);
    const key = newKey();
    const checkout = newCheckout({ paymentToken: 'tok_3ds' });
    const { body } = await till.command('authorize', checkout, key);
    expect(body).toMatchObject({ status: 'REQUIRES_ACTION' });
    const page = await fetch(body.actionUrl);
    expect(await page.text()).toContain('Approve');
    await fetch(body.actionUrl, {
      method: 'POST',
      body: new URLSearchParams({ result: 'approve' }),
      redirect: 'manual',
    });
    await vi.waitFor(async () => expect(await typesOf(till)).toEqual(['authorized']));
    const [event] = await till.service.published();
    expect(event?.data).toMatchObject({ attempt: key, checkoutId: checkout.checkoutId });
  });

  it('is declined by the webhook when the shopper declines', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout({ paymentToken: 'tok_3ds' });
    const { body } = await till.command('authorize', checkout);
    await fetch(body.actionUrl, {
      method: 'POST',
      body: new URLSearchParams({ result: 'decline' }),
      redirect: 'manual',
    });
    await vi.waitFor(async () => expect(await typesOf(till)).toEqual(['declined']));
    const [event] = await till.service.published();
    expect(event?.data).toMatchObject({
      declineCode: 'authentication_failed',
      retryable: true,
    });
  });

  it('is let go at the provider when it is voided', async () => {
    await using till = await openTill(dialect);
    const key = newKey();
    const checkout = newCheckout();
    await till.command('authorize', checkout, key);
    const { checkoutId } = checkout;
    const { body } = await till.command('void', { checkoutId }, `${key}:undo`);
    expect(body).toEqual({ status: 'VOIDED' });
    expect(till.simulator.ledger.payments).toMatchObject([{ status: 'voided' }]);
    expect(await typesOf(till)).toEqual(['authorized', 'voided']);
  });

  it('is refunded in parts, each reference once', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout();
    await till.command('authorize', checkout);
    await till.command('capture', { checkoutId: checkout.checkoutId, orderId: 'ord_1' });
    const refund = { orderId: 'ord_1', amount: 1000, reference: 'ret_1', reason: 'It came back.' };
    const first = await till.command('refund', refund, 'refund-one');
    const again = await till.command('refund', refund, 'refund-two');
    expect(again.body).toEqual(first.body);
    await till.command('refund', { ...refund, amount: 1500, reference: 'ret_2' });
    await vi.waitFor(async () =>
      expect(await typesOf(till)).toEqual(['authorized', 'captured', 'refunded', 'refunded']),
    );
    expect(till.simulator.ledger.payments).toMatchObject([{ captured: 2500, refunded: 2500 }]);
  });

  it('refuses to refund more than is left', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout();
    await till.command('authorize', checkout);
    await till.command('capture', { checkoutId: checkout.checkoutId, orderId: 'ord_1' });
    const { body } = await till.command('refund', {
      orderId: 'ord_1',
      amount: 2501,
      reference: 'ret_1',
      reason: 'Too much.',
    });
    expect(body).toEqual({
      status: 'REFUSED',
      code: 'VALIDATION',
      message: 'At most 2500 of 2500 can still be refunded, not 2501.',
    });
  });

  it('is announced as not captured after five tries, and the sixth is refused without a further event', async () => {
    await using till = await openTill(dialect);
    const checkout = newCheckout({ paymentToken: 'tok_capture_fails' });
    await till.command('authorize', checkout);
    const asked = { checkoutId: checkout.checkoutId, orderId: 'ord_1' };
    const codes: number[] = [];
    for (let tries = 0; tries < 6; tries++) {
      codes.push((await till.command('capture', asked, 'saga_1:CAPTURE')).code);
    }
    expect(codes).toEqual([503, 503, 503, 503, 200, 200]);
    expect(await typesOf(till)).toEqual(['authorized', 'capture_failed']);
  });
});
