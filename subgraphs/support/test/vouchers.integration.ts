import { createCommandClient } from '@supergraph/kit/command-client';
import { describe, expect, it } from 'vitest';

import { createJobs } from '#src/jobs.ts';

import {
  type SupportService,
  asAgent,
  asCustomer,
  newKey,
  open,
  openSupport,
  payment,
  read,
} from './build.ts';
import { type PricingStandIn, startPricing } from './pricing-stand-in.ts';

const MUTATION = `mutation ($input: TicketVoucherIssueInput!) { ticketVoucherIssue(input: $input) {
  ticket { id } voucher { code status amount { decimal currency } }
  errors { __typename ... on UserError { code message path } } } }`;

async function issue(service: SupportService, ticketId: string, more: object = {}) {
  const input = {
    ticketId,
    amount: 1000,
    currency: 'USD',
    reason: 'Late parcel',
    idempotencyKey: 'voucher-key-1',
    ...more,
  };
  const { data, errors } = await service.execute(MUTATION, { input }, asAgent());
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data.ticketVoucherIssue;
}

const ISSUED = {
  code: 'GW-1',
  status: 'ISSUED',
  amount: { decimal: '10.00', currency: 'USD' },
};
const PENDING = { ...ISSUED, code: null, status: 'PENDING' };

async function openWith(pricing: PricingStandIn, now?: () => number) {
  const service = await openSupport({ settings: pricing.env, ...(now !== undefined && { now }) });
  const { id } = await open(service);
  return { service, id };
}

async function retry({ deps }: SupportService): Promise<void> {
  const commands = createCommandClient({ ...deps, name: 'support' });
  await createJobs(deps, { commands })
    .find(({ name }) => name === 'voucher-retry')
    ?.run();
}

describe('ticketVoucherIssue', () => {
  it('has pricing make a voucher for the customer of the ticket', async () => {
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    expect(await issue(service, id)).toEqual({ ticket: { id }, voucher: ISSUED, errors: [] });
    expect(pricing.asked).toEqual([
      {
        key: expect.stringMatching(/^gwv_[0-9A-Z]{26}:voucherIssue$/u) as unknown,
        correlationId: 'cor_test',
        input: {
          customerId: 'cus_1',
          amount: 1000,
          currency: 'USD',
          reason: 'Late parcel',
          ticketId: id,
          expiresAt: null,
        },
      },
    ]);
  });

  it('is noted in the ticket, for staff alone', async () => {
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    await issue(service, id);
    const fields = 'messages { totalCount } internalNotes { body } vouchers { code status }';
    expect(await read(service, id, fields, asAgent())).toEqual({
      messages: { totalCount: 1 },
      internalNotes: [{ body: 'Goodwill voucher GW-1 of 10.00 USD: Late parcel' }],
      vouchers: [{ code: 'GW-1', status: 'ISSUED' }],
    });
  });

  it('is on the timeline', async () => {
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    await issue(service, id);
    const text =
      '{ _entities(representations: [{ __typename: "Customer", id: "cus_1" }]) { ... on Customer { serviceTimeline { nodes { kind summary refId } } } } }';
    const { data } = await service.execute(text, {}, asAgent());
    expect(data._entities[0].serviceTimeline.nodes).toContainEqual({
      kind: 'VOUCHER_ISSUED',
      summary: 'A goodwill voucher of 10.00 USD was given.',
      refId: id,
    });
  });

  it('makes one voucher for one key, and notes it once', async () => {
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    const answers = await Promise.all([issue(service, id), issue(service, id)]);
    answers.push(await issue(service, id));
    expect(answers.map(({ voucher }) => voucher.code)).toEqual(['GW-1', 'GW-1', 'GW-1']);
    const { internalNotes } = await read(service, id, 'internalNotes { id }', asAgent());
    expect([pricing.issued.size, internalNotes.length]).toEqual([1, 1]);
  });

  it('is for others: nobody of the staff gives themselves one', async () => {
    await using pricing = await startPricing();
    const { service } = await openWith(pricing);
    await using _ = service;
    const { id } = await open(service, { as: asAgent() });
    expect(await issue(service, id)).toMatchObject({
      voucher: null,
      errors: [{ code: 'FORBIDDEN', message: 'Nobody gives themselves a voucher.' }],
    });
    expect(pricing.asked).toEqual([]);
  });

  it('makes another one for another key', async () => {
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    await issue(service, id);
    expect((await issue(service, id, { idempotencyKey: newKey() })).voucher.code).toBe('GW-2');
  });

  it('refuses a key that was used with other input', async () => {
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    await issue(service, id);
    expect((await issue(service, id, { amount: 9 })).errors).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
  });

  it('says what pricing refuses, and keeps nothing of it', async () => {
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    pricing.refusal = 'The voucher would have expired already.';
    expect(await issue(service, id)).toMatchObject({
      voucher: null,
      errors: [{ code: 'VALIDATION', message: 'The voucher would have expired already.' }],
    });
    expect((await read(service, id, 'vouchers { code }', asAgent())).vouchers).toEqual([]);
  });

  it.each([
    [{ amount: 0 }, 'A voucher is worth at least 1 minor unit.', ['amount']],
    [{ currency: 'XXX' }, 'There is no currency "XXX".', ['currency']],
    [{ reason: ' ' }, 'A reason needs at least one character.', ['reason']],
  ])('refuses %j', async (more, message, path) => {
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    expect((await issue(service, id, more)).errors).toMatchObject([{ message, path }]);
    expect(pricing.asked).toEqual([]);
  });

  it('is not possible where nobody could use it', async () => {
    await using pricing = await startPricing();
    const { service } = await openWith(pricing);
    await using _ = service;
    await service.receive('payments', [payment('capture_failed')]);
    const { data } = await service.execute(
      '{ tickets(filter: { priority: [URGENT] }) { nodes { id } } }',
      {},
      asAgent(),
    );
    expect((await issue(service, data.tickets.nodes[0].id)).errors).toMatchObject([
      { code: 'ILLEGAL_STATE', message: 'The ticket has no customer who could use a voucher.' },
    ]);
  });
});

describe('while pricing does not answer', () => {
  it('nothing was issued when it certainly did not get the question', async () => {
    const pricing = await startPricing();
    await pricing[Symbol.asyncDispose]();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    expect(await issue(service, id)).toMatchObject({
      voucher: null,
      errors: [{ __typename: 'ServiceUnavailableError', code: 'SERVICE_UNAVAILABLE' }],
    });
    expect((await read(service, id, 'vouchers { code }', asAgent())).vouchers).toEqual([]);
  });

  it('a voucher that may be there is PENDING, and found by asking again', async () => {
    let now = Date.now();
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing, () => now);
    await using _ = service;
    pricing.breakAfterEffect = true;
    expect(await issue(service, id)).toEqual({ ticket: { id }, voucher: PENDING, errors: [] });
    pricing.breakAfterEffect = false;
    now += 10_000;
    await retry(service);
    const fields = 'vouchers { code status } internalNotes { body }';
    expect(await read(service, id, fields, asAgent())).toEqual({
      vouchers: [{ code: 'GW-1', status: 'ISSUED' }],
      internalNotes: [{ body: 'Goodwill voucher GW-1 of 10.00 USD: Late parcel' }],
    });
    expect([pricing.issued.size, new Set(pricing.asked.map(({ key }) => key)).size]).toEqual([
      1, 1,
    ]);
  });

  it('nothing is asked any more once pricing may have forgotten the key', async () => {
    let now = Date.now();
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing, () => now);
    await using _ = service;
    pricing.breakAfterEffect = true;
    await issue(service, id);
    const asked = pricing.asked.length;
    pricing.breakAfterEffect = false;
    now += 23 * 3_600_000 + 1;
    await retry(service);
    expect((await issue(service, id)).voucher).toEqual(PENDING);
    expect(pricing.asked).toHaveLength(asked);
  });

  it('the same key asks again too', async () => {
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    pricing.breakAfterEffect = true;
    await issue(service, id);
    pricing.breakAfterEffect = false;
    expect(await issue(service, id)).toMatchObject({ voucher: { code: 'GW-1' }, errors: [] });
    expect(pricing.issued.size).toBe(1);
  });

  it('is no secret to be guessed at: its customer sees no voucher', async () => {
    await using pricing = await startPricing();
    const { service, id } = await openWith(pricing);
    await using _ = service;
    await issue(service, id);
    const { errors } = await service.execute(
      'query ($id: ID!) { ticket(id: $id) { vouchers { code } } }',
      { id },
      asCustomer(),
    );
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});
