import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { describe, expect, it } from 'vitest';

import {
  type SupportService,
  asAgent,
  asCustomer,
  findTold,
  mutate,
  newKey,
  note,
  open,
  openSupport,
  placed,
  read,
  reply,
} from './build.ts';
import { startPricing } from './pricing-stand-in.ts';

const PERSONAL = /ada|example\.com|kettle|analytical|GW-1|rude/iu;
const ERASED = {
  type: 'customers.customer.erased',
  key: 'cus_1',
  data: { customerId: 'cus_1' },
};

/** The bytes of a database after everything was moved from the log into the file. To be called last: another SQLite in one process ends its locks. */
function readSettledBytes(file: string): string {
  using db = new DatabaseSync(file);
  db.exec('pragma wal_checkpoint(truncate)');
  return readFileSync(file, 'latin1');
}

/** A ticket with all that somebody can write in one. */
async function fill(service: SupportService): Promise<string> {
  const { id } = await open(service, {
    subject: 'Ada and her kettle',
    body: 'I live at 1 Analytical Way. ada@example.com',
    attachments: ['https://files.example.com/ada.jpg'],
  });
  await reply(service, id, asAgent(), 'Dear Ada, sorry.');
  await note(service, id, 'Ada was rude.');
  const input = {
    ticketId: id,
    amount: 1000,
    currency: 'USD',
    reason: 'Ada waited',
    idempotencyKey: newKey(),
  };
  const text =
    'mutation ($input: TicketVoucherIssueInput!) { ticketVoucherIssue(input: $input) { voucher { code } } }';
  const { data } = await service.execute(text, { input }, asAgent());
  expect(data.ticketVoucherIssue.voucher).toEqual({ code: 'GW-1' });
  await mutate(service, 'ticketResolve', {
    input: { ticketId: id, resolution: 'A new kettle for Ada.' },
    as: asAgent(),
  });
  await mutate(service, 'ticketRate', {
    input: { ticketId: id, rating: 2, comment: 'Ada says: rude' },
  });
  return id;
}

const findByWord = async (service: SupportService, query: string) => {
  const text = 'query ($query: String) { tickets(filter: { query: $query }) { totalCount } }';
  return (await service.execute(text, { query }, asAgent())).data.tickets.totalCount;
};

describe('an erased customer', () => {
  it('leaves nothing in tickets, the index and the file', async () => {
    await using pricing = await startPricing();
    await using service = await openSupport({ settings: pricing.env });
    await service.receive('orders', [placed()]);
    const id = await fill(service);
    expect(await findByWord(service, 'kettle')).toBe(1);

    await service.receive('customers', [ERASED]);

    const fields = `subject customer { id } messages { nodes { body attachments author { __typename } } }
      internalNotes { body } vouchers { code amount { amount } } rating`;
    expect(await read(service, id, fields, asAgent())).toEqual({
      subject: null,
      customer: null,
      messages: {
        nodes: [
          { body: null, attachments: [], author: null },
          { body: null, attachments: [], author: { __typename: 'Agent' } },
          { body: null, attachments: [], author: { __typename: 'Agent' } },
        ],
      },
      internalNotes: [{ body: null }, { body: null }],
      vouchers: [{ code: null, amount: { amount: 1000 } }],
      rating: 2,
    });
    expect(await findByWord(service, 'kettle')).toBe(0);
    expect(readSettledBytes(service.db.file)).not.toMatch(PERSONAL);
  });

  it('left something before that: the test would see it', async () => {
    await using pricing = await startPricing();
    await using service = await openSupport({ settings: pricing.env });
    await fill(service);
    expect(readSettledBytes(service.db.file)).toMatch(PERSONAL);
  });

  it('has tickets that count on, and are found by number', async () => {
    await using service = await openSupport();
    const { id, number } = await open(service);
    await reply(service, id, asAgent());
    await service.receive('customers', [ERASED]);
    const { data } = await service.execute(
      '{ queueStats { open medianFirstResponseSeconds } }',
      {},
      asAgent(),
    );
    expect(data.queueStats).toEqual({ open: 1, medianFirstResponseSeconds: 0 });
    expect(await findByWord(service, number)).toBe(1);
  });

  it('has no tickets and no timeline any more, also of what is told later', async () => {
    await using service = await openSupport();
    await service.receive('orders', [placed()]);
    const { id } = await open(service);
    await service.receive('customers', [ERASED]);
    await service.receive('orders', [placed('ord_2')]);
    await service.receive('erp', [
      {
        type: 'erp.shipment.cancelled',
        key: 'ord_1',
        data: { orderId: 'ord_1', shipmentId: 'shp_1' },
      },
    ]);
    const text = `{ _entities(representations: [{ __typename: "Customer", id: "cus_1" }]) { ... on Customer {
      tickets { totalCount } serviceTimeline { nodes { kind } } } } }`;
    const { data } = await service.execute(text, {}, asAgent());
    expect(data._entities).toEqual([
      { tickets: { totalCount: 0 }, serviceTimeline: { nodes: [] } },
    ]);
    expect(await read(service, id, 'number', asCustomer())).toBe(null);
  });

  it('opens no ticket with a token that lives on', async () => {
    await using service = await openSupport();
    await service.receive('customers', [ERASED]);
    const input = { subject: 'A', body: 'B', category: 'OTHER', idempotencyKey: newKey() };
    expect((await mutate(service, 'ticketOpen', { input })).errors).toMatchObject([
      { code: 'FORBIDDEN' },
    ]);
  });

  it('does not touch the tickets of others', async () => {
    await using service = await openSupport();
    const as = asCustomer('cus_2');
    const { id } = await open(service, { subject: 'Mine', as });
    await service.receive('customers', [ERASED]);
    expect(await read(service, id, 'subject', as)).toEqual({ subject: 'Mine' });
  });

  it('of the staff keeps a name that tells nothing', async () => {
    await using service = await openSupport();
    const name = 'mutation { agentNameSet(input: { name: "Grace" }) { agent { id } } }';
    const { data } = await service.execute(name, {}, asAgent());
    const { id } = data.agentNameSet.agent;
    await service.receive('customers', [
      { ...ERASED, key: 'cus_agent', data: { customerId: 'cus_agent' } },
    ]);
    const agents = await service.execute('{ agents { name } }', {}, asAgent('cus_other'));
    expect(agents.data.agents).toEqual([{ name: `Agent ${id.slice(-4)}` }]);
  });
});

describe('events', () => {
  it('hold nothing of what was written', async () => {
    await using pricing = await startPricing();
    await using service = await openSupport({ settings: pricing.env });
    await fill(service);
    const told = await Promise.all(
      ['opened', 'resolved', 'rated'].map((what) => findTold(service, `support.ticket.${what}`)),
    );
    expect(told.map(({ length }) => length)).toEqual([1, 1, 1]);
    expect(JSON.stringify(told)).not.toMatch(PERSONAL);
  });
});
