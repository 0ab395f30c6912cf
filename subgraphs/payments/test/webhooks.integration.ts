import { createHmac } from 'node:crypto';

import { describe, expect, it, vi } from 'vitest';

import { DIALECTS, SECRET, type Till, newCheckout, newKey, openTill, typesOf } from './build.ts';

async function confirm(actionUrl: string): Promise<void> {
  await fetch(actionUrl, {
    method: 'POST',
    body: new URLSearchParams({ result: 'approve' }),
    redirect: 'manual',
  });
}

describe.each(DIALECTS)('webhooks of the provider that speaks %s', (dialect) => {
  it('count once when they come twice and out of order', async () => {
    await using till = await openTill(dialect);
    Object.assign(till.simulator.control, { webhookCopies: 3, webhookBatch: 2 });
    const checkout = newCheckout();
    await till.command('authorize', checkout);
    await till.command('capture', { checkoutId: checkout.checkoutId, orderId: 'ord_1' });
    await vi.waitFor(() => expect(till.simulator.ledger.undelivered).toEqual([]));
    await till.service.fetch('/health/ready', { as: 'cart', method: 'GET' });
    expect(await typesOf(till)).toEqual(['authorized', 'captured']);
  });

  it('with a wrong signature are refused and change nothing', async () => {
    await using till = await openTill(dialect);
    const { body } = await till.command('authorize', newCheckout({ paymentToken: 'tok_3ds' }));
    till.simulator.control.webhookSignature = 'wrong';
    await confirm(body.actionUrl);
    await vi.waitFor(() => expect(till.simulator.ledger.undelivered).toEqual([]));
    expect(await typesOf(till)).toEqual([]);
  });

  it('that were signed an hour ago are refused', async () => {
    await using till = await openTill(dialect);
    const { body } = await till.command('authorize', newCheckout({ paymentToken: 'tok_3ds' }));
    till.simulator.control.webhookSignature = 'old';
    await confirm(body.actionUrl);
    await vi.waitFor(() => expect(till.simulator.ledger.undelivered).toEqual([]));
    expect(await typesOf(till)).toEqual([]);
  });

  it('that come while the service is away come again', async () => {
    await using till = await openTill(dialect);
    till.simulator.control.webhooks = false;
    const { body } = await till.command('authorize', newCheckout({ paymentToken: 'tok_3ds' }));
    await confirm(body.actionUrl);
    expect(await typesOf(till)).toEqual([]);
    till.simulator.control.webhooks = true;
    await vi.waitFor(async () => expect(await typesOf(till)).toEqual(['authorized']));
  });
});

/** As the provider would tell of a payment, signed with its key. */
async function tell(till: Till, { id, reference }: { id: string; reference: string }) {
  const seconds = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({
    id: `evt_${id}`,
    type: 'payment_intent.amount_capturable_updated',
    data: { object: { id, merchant_reference: reference } },
  });
  const mac = createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex');
  return fetch(new URL('/webhooks/provider', await till.service.listen()), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'provider-signature': `t=${seconds},v1=${mac}` },
    body,
  });
}

it('joins a webhook that comes before our own record of the payment', async () => {
  await using till = await openTill('alpha');
  const key = newKey();
  till.simulator.control.webhooks = false;
  const made = till.simulator.ledger.authorize(
    {
      dialect: 'alpha',
      reference: key,
      amount: 2500,
      currency: 'EUR',
      token: 'tok_3ds',
      save: false,
      returnUrl: null,
    },
    { key: undefined },
  );
  const id = made.ok ? made.payment.id : '';
  expect((await tell(till, { id, reference: key })).status).toBe(204);
  expect(await typesOf(till)).toEqual([]);
  till.simulator.control.loseAnswers = true;
  await till.command('authorize', newCheckout({ paymentToken: 'tok_3ds' }), key);
  till.simulator.ledger.act(id, true);
  till.simulator.control.loseAnswers = false;
  await vi.waitFor(async () => expect(await typesOf(till)).toEqual(['authorized']), 5000);
});

it('says in the log why a webhook was refused, and to the sender', async () => {
  await using till = await openTill('alpha');
  const response = await fetch(new URL('/webhooks/provider', await till.service.listen()), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'SIGNATURE_INVALID' } }],
  });
});

it('joins a webhook soon, however many came before it that are of no payment of ours', async () => {
  await using till = await openTill('alpha');
  for (let at = 0; at < 120; at++) {
    await tell(till, { id: `pi_foreign_${at}`, reference: `foreign_${at}` });
  }
  till.simulator.control.webhooks = true;
  const { body } = await till.command('authorize', newCheckout({ paymentToken: 'tok_3ds' }));
  await confirm(body.actionUrl);
  await vi.waitFor(async () => expect(await typesOf(till)).toEqual(['authorized']), 5000);
});
