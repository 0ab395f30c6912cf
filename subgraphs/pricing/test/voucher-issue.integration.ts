import { describe, expect, it } from 'vitest';

import { AGENT, ERRORS, MERCHANDISER, NOW, createShop, iso, newKey } from './build.ts';

const VOUCHER_ISSUE = `mutation ($input: VoucherIssueInput!) { voucherIssue(input: $input) { code ${ERRORS} } }`;

describe('voucherIssue', () => {
  const input = { customerId: 'cus_1', amount: 500, currency: 'USD', reason: 'Late parcel' };

  it('answers a code that can be read out', async () => {
    await using service = await createShop();
    const { data } = await service.execute(
      VOUCHER_ISSUE,
      { input: { ...input, idempotencyKey: newKey() } },
      AGENT,
    );
    expect(data.voucherIssue).toEqual({
      code: expect.stringMatching(/^GW(-[0-9A-Z]{4}){3}$/u),
      errors: [],
    });
  });

  it('answers the same code for the same key', async () => {
    await using service = await createShop();
    const issue = () =>
      service.execute(VOUCHER_ISSUE, { input: { ...input, idempotencyKey: 'one-voucher' } }, AGENT);
    const first = await issue();
    expect((await issue()).data).toEqual(first.data);
  });

  it.each([
    ['an amount of zero', { amount: 0 }, 'amount'],
    ['a negative amount', { amount: -5 }, 'amount'],
    ['an unknown currency', { currency: 'ABC' }, 'currency'],
    ['no reason', { reason: ' ' }, 'reason'],
    ['an end in the past', { expiresAt: iso(NOW) }, 'expiresAt'],
  ])('refuses %s', async (_, more, field) => {
    await using service = await createShop();
    const { data } = await service.execute(
      VOUCHER_ISSUE,
      { input: { ...input, ...more, idempotencyKey: newKey() } },
      AGENT,
    );
    expect(data.voucherIssue).toMatchObject({
      code: null,
      errors: [{ __typename: 'ValidationError', path: [field] }],
    });
  });

  it('is not for a merchandiser', async () => {
    await using service = await createShop();
    const { errors } = await service.execute(
      VOUCHER_ISSUE,
      { input: { ...input, idempotencyKey: newKey() } },
      MERCHANDISER,
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});
