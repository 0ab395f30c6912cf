import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { describe, expect, it } from 'vitest';

import { createJobs } from '#src/jobs.ts';

import { type OrdersService, asReader, openOrders } from './build.ts';
import { GUEST, buy, cancel, readOrder, requestReturn, send } from './build-order.ts';

const DAY_MS = 86_400_000;
const PERSONAL = /ada@example|ada example|analytical way|bought twice|call me maybe/iu;

/** The bytes of a database after everything was moved from the log into the file. To be called last: another SQLite in one process ends its locks. */
function readSettledBytes(file: string): string {
  using db = new DatabaseSync(file);
  db.exec('pragma wal_checkpoint(truncate)');
  return readFileSync(file, 'latin1');
}

/** The three letters of an e-mail or a name that the index has of any order. */
function listTrigrams(service: OrdersService): string[] {
  const rows = service.db.reader.all('select term from order_words');
  return (rows as { term: string }[]).map(({ term }) => term);
}

async function openWithVocabulary(service: OrdersService): Promise<void> {
  await service.db.transaction(async (tx) => {
    tx.run(`create virtual table order_words using fts5vocab('order_fts', 'row')`);
  });
}

describe('an erased customer', () => {
  it('leaves nothing in orders, returns, the index and the file', async () => {
    await using service = await openOrders();
    await openWithVocabulary(service);
    const cancelled = await buy(service);
    await cancel(service, cancelled.orderId);
    const returned = await buy(service);
    await send(service, returned, { units: { A: 1 }, upTo: 'DELIVERED' });
    await requestReturn(service, returned, { A: 1 }, { input: { note: 'Call me maybe' } });
    expect(listTrigrams(service)).toContain('exa');

    await service.receive('customers', [
      { type: 'customers.customer.erased', key: 'cus_1', data: { customerId: 'cus_1' } },
    ]);

    const fields = 'number email cancelReason customer { id } returns { note }';
    expect(await readOrder(service, returned.orderId, fields)).toEqual({
      number: returned.number,
      email: null,
      cancelReason: null,
      customer: null,
      returns: [{ note: null }],
    });
    expect(listTrigrams(service)).not.toContain('exa');
    expect(listTrigrams(service)).toContain(returned.number.slice(0, 3).toLowerCase());
    expect(readSettledBytes(service.db.file)).not.toMatch(PERSONAL);
  });

  it('is not found any more, but by number', async () => {
    await using service = await openOrders();
    const { number, orderId } = await buy(service);
    await service.receive('customers', [
      { type: 'customers.customer.erased', key: 'cus_1', data: { customerId: 'cus_1' } },
    ]);
    const find = async (query: string) => {
      const text = 'query ($query: String) { orders(filter: { query: $query }) { nodes { id } } }';
      return (await service.execute(text, { query }, asReader())).data.orders.nodes;
    };
    expect([await find('ada'), await find(number)]).toEqual([[], [{ id: orderId }]]);
  });
});

describe('a guest', () => {
  const runRetention = async (service: OrdersService) =>
    createJobs(service.deps)
      .find(({ name }) => name === 'guest-retention')
      ?.run();

  it('is forgotten after so many days, and not a customer', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    await using service = await openOrders({
      now: () => now,
      settings: { GUEST_RETENTION_DAYS: '10' },
    });
    const old = await buy(service, GUEST);
    const customers = await buy(service);
    now += 10 * DAY_MS;
    const young = await buy(service, GUEST);
    await runRetention(service);
    expect((await readOrder(service, old.orderId, 'email')).email).toBe('ada@example.com');
    now += 1;
    await runRetention(service);
    const emails = [];
    for (const { orderId } of [old, customers, young]) {
      emails.push((await readOrder(service, orderId, 'email')).email);
    }
    expect(emails).toEqual([null, 'ada@example.com', 'ada@example.com']);
  });

  it('leaves nothing in the file, however many there were', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    await using service = await openOrders({ now: () => now });
    for (let at = 0; at < 120; at += 1) {
      await buy(service, GUEST);
    }
    now += 731 * DAY_MS;
    await runRetention(service);
    expect(readSettledBytes(service.db.file)).not.toMatch(PERSONAL);
  });
});
