import { describe, expect, it } from 'vitest';

import {
  asAgent,
  asCustomer,
  findTold,
  mutate,
  newKey,
  open,
  openSupport,
  placed,
  productId,
  read,
  reply,
} from './build.ts';

const START = Date.parse('2026-01-05T08:00:00Z');

describe('ticketOpen', () => {
  it('opens a ticket that nobody has looked at', async () => {
    await using service = await openSupport({ now: () => START });
    expect(await open(service, { subject: '  Where is it?  ' })).toEqual({
      id: expect.stringMatching(/^tkt_/u) as unknown,
      number: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{8}$/u) as unknown,
      version: 1,
      subject: 'Where is it?',
      category: 'DELIVERY',
      status: 'NEW',
      priority: 'NORMAL',
      rating: null,
      createdAt: '2026-01-05T08:00:00.000Z',
      updatedAt: '2026-01-05T08:00:00.000Z',
      firstResponseDueAt: '2026-01-06T08:00:00.000Z',
      about: null,
      customer: { id: 'cus_1' },
    });
  });

  it('keeps what was written, with its attachments', async () => {
    await using service = await openSupport();
    const { id } = await open(service, { attachments: ['https://files.example/a.jpg'] });
    const fields = 'messages { totalCount nodes { body attachments author { __typename } } }';
    expect(await read(service, id, fields, asCustomer())).toEqual({
      messages: {
        totalCount: 1,
        nodes: [
          {
            body: 'It was to come on Monday.',
            attachments: ['https://files.example/a.jpg'],
            author: { __typename: 'Customer' },
          },
        ],
      },
    });
  });

  it('can be about an own order, an own return, or a product', async () => {
    await using service = await openSupport();
    await service.receive('orders', [
      placed(),
      {
        type: 'orders.return.requested',
        key: 'ord_1',
        data: { orderId: 'ord_1', returnId: 'ret_1', customerId: 'cus_1', lines: [] },
      },
    ]);
    const kettle = productId('kettle');
    const about = [];
    for (const aboutId of ['ord_1', 'ret_1', kettle]) {
      about.push((await open(service, { aboutId })).about);
    }
    expect(about).toEqual([
      { __typename: 'Order', id: 'ord_1' },
      { __typename: 'ReturnRequest', id: 'ret_1' },
      { __typename: 'Product', id: kettle },
    ]);
  });

  it.each(['ord_1', 'ret_1', 'ord_none', 'prod_short'])(
    'says NOT_FOUND for what is not one of the customer: %s',
    async (aboutId) => {
      await using service = await openSupport();
      await service.receive('orders', [
        placed('ord_1', { customerId: 'cus_2' }),
        {
          type: 'orders.return.requested',
          key: 'ord_1',
          data: { orderId: 'ord_1', returnId: 'ret_1', customerId: 'cus_2', lines: [] },
        },
      ]);
      const input = {
        subject: 'A',
        body: 'B',
        category: 'ORDER',
        aboutId,
        idempotencyKey: newKey(),
      };
      expect(await mutate(service, 'ticketOpen', { input })).toEqual({
        ticket: null,
        errors: [
          {
            __typename: 'NotFoundError',
            code: 'NOT_FOUND',
            message: `There is no order or return "${aboutId}" of yours, and no such product.`,
            path: ['aboutId'],
          },
        ],
      });
    },
  );

  it.each([
    ['subject', ' ', 'A subject needs at least one character.'],
    ['subject', 'a'.repeat(201), 'A subject has at most 200 characters.'],
    ['body', '', 'A message needs at least one character.'],
    ['body', 'a'.repeat(10_001), 'A message has at most 10,000 characters.'],
    ['attachments', Array.from({ length: 11 }, () => '/a'), 'At most 10 attachments can be named.'],
  ])('refuses a wrong %s', async (member, value, message) => {
    await using service = await openSupport();
    const input = {
      subject: 'A',
      body: 'B',
      category: 'OTHER',
      idempotencyKey: newKey(),
      [member]: value,
    };
    const { errors } = await mutate(service, 'ticketOpen', { input });
    expect(errors).toEqual([
      { __typename: 'ValidationError', code: 'VALIDATION', message, path: [member] },
    ]);
  });

  it('opens one ticket for one idempotency key', async () => {
    await using service = await openSupport();
    const key = { idempotencyKey: 'ticket-key-1' };
    const first = await open(service, key);
    expect(await open(service, key)).toEqual(first);
    expect(await findTold(service, 'support.ticket.opened')).toHaveLength(1);
  });

  it('refuses a key that was used with other input', async () => {
    await using service = await openSupport();
    const input = { subject: 'A', body: 'B', category: 'OTHER', idempotencyKey: newKey() };
    await mutate(service, 'ticketOpen', { input });
    const { errors } = await mutate(service, 'ticketOpen', { input: { ...input, body: 'C' } });
    expect(errors[0].code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('tells others, without what the customer wrote', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    expect(await findTold(service, 'support.ticket.opened')).toEqual([
      { ticketId: id, customerId: 'cus_1', category: 'DELIVERY', priority: 'NORMAL' },
    ]);
  });
});

describe('ticketReply', () => {
  it('of an agent makes it the turn of the customer, and the agent cares for it', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    const { ticket } = await reply(service, id, asAgent());
    expect(ticket).toMatchObject({
      status: 'WAITING_FOR_CUSTOMER',
      version: 2,
      firstResponseDueAt: null,
    });
    const { assignee } = await read(service, id, 'assignee { id name }', asAgent());
    expect(assignee).toEqual({
      id: expect.stringMatching(/^agt_/u) as unknown,
      name: `Agent ${assignee.id.slice(-4)}`,
    });
  });

  it('of the customer makes it the turn of the shop again', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    await reply(service, id, asAgent());
    expect((await reply(service, id, asCustomer())).ticket.status).toBe('OPEN');
  });

  it('of the customer opens a resolved ticket again', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    await mutate(service, 'ticketResolve', { input: { ticketId: id }, as: asAgent() });
    expect((await reply(service, id, asCustomer())).ticket.status).toBe('OPEN');
  });

  it('is not possible at the end of a ticket', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    await mutate(service, 'ticketClose', { input: { ticketId: id } });
    expect((await reply(service, id, asCustomer())).errors).toEqual([
      {
        __typename: 'IllegalStateError',
        code: 'ILLEGAL_STATE',
        message: 'The ticket is at its end. Open another one.',
        path: ['ticketId'],
        state: 'CLOSED',
        allowed: [],
      },
    ]);
  });

  it('says CONFLICT when somebody else was faster', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    await reply(service, id, asAgent());
    const input = { ticketId: id, body: 'Late', expectedVersion: 1, idempotencyKey: newKey() };
    const { ticket, errors } = await mutate(service, 'ticketReply', { input, as: asAgent() });
    expect({ ticket, errors }).toMatchObject({
      ticket: null,
      errors: [{ code: 'CONFLICT', path: ['expectedVersion'], currentVersion: 2 }],
    });
  });

  it('adds one message for one idempotency key', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    const input = { ticketId: id, body: 'Once', idempotencyKey: newKey() };
    await mutate(service, 'ticketReply', { input });
    await mutate(service, 'ticketReply', { input });
    const { messages } = await read(service, id, 'messages { totalCount }', asCustomer());
    expect(messages.totalCount).toBe(2);
  });
});

describe('messages', () => {
  it('come in order, page by page', async () => {
    await using service = await openSupport();
    const { id } = await open(service, { body: '0' });
    for (const body of ['1', '2', '3']) {
      await reply(service, id, asCustomer(), body);
    }
    const bodies = [];
    let after: string | null = null;
    for (let page = 0; page < 2; page += 1) {
      const args = after === null ? '' : `, after: "${after}"`;
      const fields = `messages(first: 2${args}) { nodes { body } pageInfo { hasNextPage endCursor } }`;
      const { messages } = await read(service, id, fields, asCustomer());
      bodies.push(
        ...messages.nodes.map(({ body }: { body: string }) => body),
        messages.pageInfo.hasNextPage,
      );
      after = messages.pageInfo.endCursor;
    }
    expect(bodies).toEqual(['0', '1', true, '2', '3', false]);
  });

  it('need a size of 1 to 100', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    const text = 'query ($id: ID!) { ticket(id: $id) { messages(first: 101) { totalCount } } }';
    const { errors } = await service.execute(text, { id }, asCustomer());
    expect(errors?.[0]?.message).toBe('"first" must be between 1 and 100, not 101.');
  });
});
