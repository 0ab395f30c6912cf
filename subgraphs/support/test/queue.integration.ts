import { describe, expect, it } from 'vitest';

import {
  type SupportService,
  asAgent,
  asCustomer,
  mutate,
  note,
  open,
  openSupport,
  placed,
  read,
  reply,
} from './build.ts';

const START = Date.parse('2026-01-05T08:00:00Z');
const MINUTE_MS = 60_000;

/** Subjects of the queue, in order. */
async function queue(service: SupportService, filter: object = {}): Promise<string[]> {
  const text = 'query ($f: TicketFilter!) { tickets(filter: $f) { totalCount nodes { subject } } }';
  const { data, errors } = await service.execute(text, { f: filter }, asAgent());
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  const { totalCount, nodes } = data.tickets;
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ subject }: { subject: string }) => subject);
}

async function openClocked() {
  const clock = { now: START };
  const service = await openSupport({ now: () => clock.now });
  return { clock, service };
}

describe('tickets', () => {
  it('come the most urgent first, then what is due first', async () => {
    const { clock, service } = await openClocked();
    await using _ = service;
    await open(service, { subject: 'first' });
    clock.now += 1;
    const { id } = await open(service, { subject: 'urgent' });
    await open(service, { subject: 'third' });
    await mutate(service, 'ticketSetPriority', {
      input: { ticketId: id, priority: 'URGENT' },
      as: asAgent(),
    });
    expect(await queue(service)).toEqual(['urgent', 'first', 'third']);
  });

  it('come page by page, without gaps', async () => {
    const { service } = await openClocked();
    await using _ = service;
    for (const subject of ['a', 'b', 'c', 'd', 'e']) {
      await open(service, { subject });
    }
    const subjects: string[] = [];
    let after: string | null = null;
    do {
      const text = `query ($after: String) { tickets(first: 2, after: $after) { nodes { subject } pageInfo { hasNextPage endCursor } } }`;
      const { data } = await service.execute(text, { after }, asAgent());
      subjects.push(...data.tickets.nodes.map(({ subject }: { subject: string }) => subject));
      after = data.tickets.pageInfo.hasNextPage ? data.tickets.pageInfo.endCursor : null;
    } while (after !== null);
    expect(subjects.toSorted()).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('are found by status, priority, customer and assignee', async () => {
    const { service } = await openClocked();
    await using _ = service;
    const { id } = await open(service, { subject: 'answered' });
    await open(service, { subject: 'other', as: asCustomer('cus_2') });
    await reply(service, id, asAgent());
    const { assignee } = await read(service, id, 'assignee { id }', asAgent());
    expect([
      await queue(service, { status: ['WAITING_FOR_CUSTOMER', 'OPEN'] }),
      await queue(service, { priority: ['URGENT'] }),
      await queue(service, { customerId: 'cus_2' }),
      await queue(service, { assigneeId: assignee.id }),
    ]).toEqual([['answered'], [], ['other'], ['answered']]);
  });

  it.each([
    ['a word of the subject', 'parcel'],
    ['without its accents', 'grosse'],
    ['a beginning of a word', 'montag'],
    ['a word of a note', 'fraud'],
  ])('are found by %s', async (_what, query) => {
    const { service } = await openClocked();
    await using _ = service;
    const subject = 'Parcel of größe';
    const { id } = await open(service, { subject, body: 'Seit Montagabend überfällig' });
    await note(service, id, 'Fraud?');
    await open(service, { subject: 'Nothing of it' });
    const folded = query === 'grosse' ? 'große' : query;
    expect(await queue(service, { query: folded })).toEqual([subject]);
  });

  it('are found by their number', async () => {
    const { service } = await openClocked();
    await using _ = service;
    const { number } = await open(service, { subject: 'numbered' });
    await open(service);
    expect(await queue(service, { query: number })).toEqual(['numbered']);
  });

  it('are found by all words of a query, and not by syntax', async () => {
    const { service } = await openClocked();
    await using _ = service;
    await open(service, { subject: 'red kettle' });
    await open(service, { subject: 'blue kettle' });
    expect([
      await queue(service, { query: 'kettle red' }),
      await queue(service, { query: 'red OR blue' }),
      await queue(service, { query: 'subject : "kettle" NOT red' }),
    ]).toEqual([['red kettle'], [], []]);
  });

  it('are too late when the clock says so', async () => {
    const { clock, service } = await openClocked();
    await using _ = service;
    await open(service, { subject: 'late' });
    clock.now += 1440 * MINUTE_MS;
    expect(await queue(service, { slaBreached: true })).toEqual([]);
    clock.now += 1;
    await open(service, { subject: 'young' });
    expect([
      await queue(service, { slaBreached: true }),
      await queue(service, { slaBreached: false }),
    ]).toEqual([['late'], ['young']]);
  });
});

describe('the clocks', () => {
  const SLA = 'sla { firstResponseDueAt resolutionDueAt breached }';

  it('follow the priority, from when the ticket was opened', async () => {
    const { clock, service } = await openClocked();
    await using _ = service;
    const { id } = await open(service);
    clock.now += 61 * MINUTE_MS;
    await mutate(service, 'ticketSetPriority', {
      input: { ticketId: id, priority: 'URGENT' },
      as: asAgent(),
    });
    expect(await read(service, id, SLA, asAgent())).toEqual({
      sla: {
        firstResponseDueAt: '2026-01-05T09:00:00.000Z',
        resolutionDueAt: '2026-01-05T16:00:00.000Z',
        breached: true,
      },
    });
  });

  it('can be set', async () => {
    const settings = { FIRST_RESPONSE_MINUTES: '4,3,2,1', RESOLUTION_MINUTES: '40,30,20,10' };
    await using service = await openSupport({ now: () => START, settings });
    const { id } = await open(service);
    expect(await read(service, id, SLA, asAgent())).toEqual({
      sla: {
        firstResponseDueAt: '2026-01-05T08:03:00.000Z',
        resolutionDueAt: '2026-01-05T08:30:00.000Z',
        breached: false,
      },
    });
  });

  it('agree with the filter, whatever became of the ticket', async () => {
    const { clock, service } = await openClocked();
    await using _ = service;
    for (const waitMinutes of [0, 1441, 7201]) {
      for (const end of ['none', 'reply', 'ticketResolve', 'ticketClose']) {
        clock.now = START;
        const { id } = await open(service, { subject: `${end} after ${waitMinutes}` });
        clock.now = START + waitMinutes * MINUTE_MS;
        if (end === 'reply') {
          await reply(service, id, asAgent());
        } else if (end !== 'none') {
          await mutate(service, end, { input: { ticketId: id }, as: asAgent() });
        }
      }
    }
    for (const minutes of [0, 1441, 7201]) {
      clock.now = START + minutes * MINUTE_MS;
      const { data } = await service.execute(
        '{ tickets { nodes { subject sla { breached } } } }',
        {},
        asAgent(),
      );
      const late = data.tickets.nodes
        .filter(({ sla }: { sla: { breached: boolean } }) => sla.breached)
        .map(({ subject }: { subject: string }) => subject);
      expect((await queue(service, { slaBreached: true })).toSorted()).toEqual(late.toSorted());
    }
  });
});

describe('queueStats', () => {
  const STATS = '{ queueStats { open unassigned breached medianFirstResponseSeconds } }';

  it('of an empty queue has no median', async () => {
    const { service } = await openClocked();
    await using _ = service;
    expect((await service.execute(STATS, {}, asAgent())).data.queueStats).toEqual({
      open: 0,
      unassigned: 0,
      breached: 0,
      medianFirstResponseSeconds: null,
    });
  });

  it('counts what is not solved, and how fast answers were', async () => {
    const { clock, service } = await openClocked();
    await using _ = service;
    for (const seconds of [10, 20, 60, 90]) {
      clock.now = START;
      const { id } = await open(service);
      clock.now = START + seconds * 1000;
      await reply(service, id, asAgent());
    }
    clock.now = START;
    const { id } = await open(service);
    await mutate(service, 'ticketClose', { input: { ticketId: id } });
    await open(service);
    clock.now += 1441 * MINUTE_MS;
    expect((await service.execute(STATS, {}, asAgent())).data.queueStats).toEqual({
      open: 5,
      unassigned: 1,
      breached: 1,
      medianFirstResponseSeconds: 40,
    });
  });

  it('forgets answers of long ago', async () => {
    const { clock, service } = await openClocked();
    await using _ = service;
    const { id } = await open(service);
    await reply(service, id, asAgent());
    clock.now += 31 * 86_400_000;
    const { data } = await service.execute(STATS, {}, asAgent());
    expect(data.queueStats.medianFirstResponseSeconds).toBe(null);
  });
});

describe('a list', () => {
  const FIELDS = `number subject about { __typename } customer { id } assignee { name } sla { breached }
    messages(first: 3) { totalCount nodes { body author { __typename ... on Agent { name } } } }
    internalNotes { body author { __typename ... on Agent { name } } } vouchers { code } suggestedArticles { title }`;

  it.each([
    ['of the queue', `{ tickets(first: 50) { totalCount nodes { ${FIELDS} } } }`],
    [
      'below a customer',
      `{ _entities(representations: [{ __typename: "Customer", id: "cus_1" }]) { ... on Customer { tickets(first: 50) { nodes { ${FIELDS} } } } } }`,
    ],
    [
      'below orders',
      `{ _entities(representations: [{ __typename: "Order", id: "ord_1" }, { __typename: "Order", id: "ord_2" }]) { ... on Order { tickets { ${FIELDS} } } } }`,
    ],
  ])('%s takes as many statements whether it is short or long', async (_, text) => {
    await using service = await openSupport();
    await service.receive('orders', [placed(), placed('ord_2')]);
    const add = async () => {
      for (const aboutId of ['ord_1', 'ord_2']) {
        const { id } = await open(service, { aboutId });
        await reply(service, id, asAgent());
        await note(service, id);
      }
    };
    const count = () =>
      service.countStatements(async () => {
        const { errors } = await service.execute(text, {}, asAgent());
        expect(errors).toBe(undefined);
      });
    await add();
    await count();
    const short = await count();
    for (let round = 0; round < 9; round += 1) {
      await add();
    }
    expect(await count()).toBe(short);
  });
});
