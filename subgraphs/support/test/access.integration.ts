import { buildClaims } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import {
  type Request,
  type SupportService,
  asAgent,
  asCustomer,
  mutate,
  newKey,
  note,
  open,
  openSupport,
  placed,
  read,
  reply,
} from './build.ts';

const OTHERS: [string, Request][] = [
  ['another customer', asCustomer('cus_2')],
  ['staff of another kind', { claims: buildClaims({ sub: 'cus_3', scopes: ['orders:read'] }) }],
];

async function entities(
  service: SupportService,
  { refs, fields, as }: { refs: object[]; fields: string; as: Request },
) {
  const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) { ${fields} } }`;
  return service.execute(query, { refs }, as);
}

describe('for whom it is not, a ticket does not exist', () => {
  it.each(OTHERS)('by its id: %s', async (_, as) => {
    await using service = await openSupport();
    const { id } = await open(service);
    expect(await read(service, id, 'number', as)).toBe(null);
  });

  it.each(OTHERS)('as an entity, nor do its messages: %s', async (_, as) => {
    await using service = await openSupport();
    const { id } = await open(service);
    const { messages } = await read(service, id, 'messages { nodes { id } }', asAgent());
    const refs = [
      { __typename: 'Ticket', id },
      { __typename: 'TicketMessage', id: messages.nodes[0].id },
    ];
    const fields = '... on Ticket { number } ... on TicketMessage { body }';
    expect((await entities(service, { refs, fields, as })).data._entities).toEqual([null, null]);
  });

  it.each(OTHERS)('below the order that it is about: %s', async (_, as) => {
    await using service = await openSupport();
    await service.receive('orders', [placed()]);
    const { id } = await open(service, { aboutId: 'ord_1' });
    const refs = [{ __typename: 'Order', id: 'ord_1' }];
    const fields = '... on Order { tickets { id } }';
    const seen = async (who: Request) =>
      (await entities(service, { refs, fields, as: who })).data._entities[0].tickets;
    expect([await seen(as), await seen(asCustomer()), await seen(asAgent())]).toEqual([
      [],
      [{ id }],
      [{ id }],
    ]);
  });

  it.each(OTHERS)('below its customer: %s', async (_, as) => {
    await using service = await openSupport();
    await open(service);
    const refs = [{ __typename: 'Customer', id: 'cus_1' }];
    const fields = '... on Customer { tickets { totalCount } }';
    const seen = async (who: Request) =>
      (await entities(service, { refs, fields, as: who })).data._entities[0].tickets;
    expect([await seen(as), await seen(asCustomer())]).toEqual([null, { totalCount: 1 }]);
  });

  it.each(['ticketReply', 'ticketClose', 'ticketRate'])('for %s', async (name) => {
    await using service = await openSupport();
    const { id: ticketId } = await open(service);
    const input = {
      ticketReply: { ticketId, body: 'Let me in', idempotencyKey: newKey() },
      ticketClose: { ticketId },
      ticketRate: { ticketId, rating: 1 },
    }[name];
    const answer = await mutate(service, name, { input: input ?? {}, as: asCustomer('cus_2') });
    expect(answer).toEqual({
      ticket: null,
      errors: [
        {
          __typename: 'NotFoundError',
          code: 'NOT_FOUND',
          message: `There is no ticket "${ticketId}" that you may change.`,
          path: ['ticketId'],
        },
      ],
    });
  });
});

describe('an internal note', () => {
  const noted = async () => {
    const service = await openSupport();
    const { id } = await open(service);
    await note(service, id);
    const { internalNotes } = await read(service, id, 'internalNotes { id body }', asAgent());
    return { service, id, noteId: internalNotes[0].id as string, body: internalNotes[0].body };
  };

  it('is seen by staff', async () => {
    const { service, body } = await noted();
    await using _ = service;
    expect(body).toBe('A bad payer.');
  });

  it('is not among the messages, for anybody, nor counted', async () => {
    const { service, id } = await noted();
    await using _ = service;
    const fields = 'messages { totalCount nodes { body } pageInfo { hasNextPage } }';
    const seen = {
      totalCount: 1,
      nodes: [{ body: 'It was to come on Monday.' }],
      pageInfo: { hasNextPage: false },
    };
    expect(await read(service, id, fields, asCustomer())).toEqual({ messages: seen });
    expect(await read(service, id, fields, asAgent())).toEqual({ messages: seen });
  });

  it('is no entity for its customer', async () => {
    const { service, noteId } = await noted();
    await using _ = service;
    const refs = [{ __typename: 'TicketMessage', id: noteId }];
    const fields = '... on TicketMessage { body }';
    const own = await entities(service, { refs, fields, as: asCustomer() });
    const staff = await entities(service, { refs, fields, as: asAgent() });
    expect([own.data._entities, staff.data._entities]).toEqual([
      [null],
      [{ body: 'A bad payer.' }],
    ]);
  });

  it.each(['internalNotes { body }', 'vouchers { code }', 'x: internalNotes { id }'])(
    'is not to be had by its customer as %s',
    async (fields) => {
      const { service, id } = await noted();
      await using _ = service;
      const text = `query ($id: ID!) { ticket(id: $id) { ...F } } fragment F on Ticket { ${fields} }`;
      const { data, errors } = await service.execute(text, { id }, asCustomer());
      expect({ data, code: errors?.[0]?.extensions?.['code'] }).toEqual({
        data: { ticket: null },
        code: 'FORBIDDEN',
      });
    },
  );

  it('changes nothing that its customer sees', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    const fields = 'version status updatedAt messages { nodes { id } pageInfo { endCursor } }';
    const before = await read(service, id, fields, asCustomer());
    await note(service, id);
    expect(await read(service, id, fields, asCustomer())).toEqual(before);
  });

  it('leaves no gap in the cursors', async () => {
    const { service, id } = await noted();
    await using _ = service;
    await reply(service, id, asCustomer(), 'Second');
    const fields = 'messages { edges { cursor } }';
    const { messages } = await read(service, id, fields, asCustomer());
    const places = messages.edges.map(({ cursor }: { cursor: string }) =>
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')).at(-1),
    );
    expect(places).toEqual([[1], [2]]);
  });

  it('is not between the cursors of the messages', async () => {
    const { service, id } = await noted();
    await using _ = service;
    await reply(service, id, asCustomer(), 'Second');
    const first = await read(
      service,
      id,
      'messages(first: 1) { pageInfo { endCursor } }',
      asCustomer(),
    );
    const after = first.messages.pageInfo.endCursor;
    const rest = await read(
      service,
      id,
      `messages(after: "${after}") { nodes { body } }`,
      asCustomer(),
    );
    expect(rest.messages.nodes).toEqual([{ body: 'Second' }]);
  });
});

describe('what is for staff', () => {
  it.each([
    '{ tickets { totalCount } }',
    '{ queueStats { open } }',
    '{ agents { name } }',
    'mutation { ticketNoteAdd(input: { ticketId: "a", body: "b", idempotencyKey: "12345678" }) { errors { __typename } } }',
    'mutation { ticketAssign(input: { ticketId: "a" }) { errors { __typename } } }',
    'mutation { ticketResolve(input: { ticketId: "a" }) { errors { __typename } } }',
    'mutation { ticketSetPriority(input: { ticketId: "a", priority: LOW }) { errors { __typename } } }',
    'mutation { agentNameSet(input: { name: "a" }) { errors { __typename } } }',
    'mutation { ticketVoucherIssue(input: { ticketId: "a", amount: 1, currency: "USD", reason: "b", idempotencyKey: "12345678" }) { errors { __typename } } }',
    '{ _entities(representations: [{ __typename: "Customer", id: "cus_1" }]) { ... on Customer { serviceTimeline { nodes { kind } } } } }',
  ])('is not for customers: %s', async (text) => {
    await using service = await openSupport();
    const { errors } = await service.execute(text, {}, asCustomer());
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it('needs the scope of vouchers too, for vouchers', async () => {
    await using service = await openSupport();
    const claims = buildClaims({ scopes: ['support:agent'] });
    const text =
      'mutation { ticketVoucherIssue(input: { ticketId: "a", amount: 1, currency: "USD", reason: "b", idempotencyKey: "12345678" }) { errors { __typename } } }';
    const { errors } = await service.execute(text, {}, { claims });
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it.each(['{ ticket(id: "a") { id } }'])('needs a sign-in: %s', async (text) => {
    await using service = await openSupport();
    const { errors } = await service.execute(text, {}, {});
    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

describe('staff who asked something themselves', () => {
  it.each([
    ['ticketNoteAdd', 'TicketReplyInput', { body: 'Give me more.' }],
    ['ticketAssign', 'TicketAssignInput', {}],
    ['ticketSetPriority', 'TicketSetPriorityInput', { priority: 'URGENT' }],
    ['ticketResolve', 'TicketCloseInput', {}],
  ])('do not work on it: %s', async (name, type, more) => {
    await using service = await openSupport();
    const { id: ticketId } = await open(service, { as: asAgent() });
    const text = `mutation ($input: ${type}!) { done: ${name}(input: $input) { errors { ... on UserError { code message } } } }`;
    const input = { ticketId, idempotencyKey: newKey(), ...more };
    const { data } = await service.execute(text, { input }, asAgent());
    expect(data.done.errors).toEqual([
      { code: 'FORBIDDEN', message: 'Staff do not work on a ticket of their own.' },
    ]);
  });

  it('do not read its notes, by any path', async () => {
    await using service = await openSupport();
    const { id } = await open(service, { as: asAgent() });
    const colleague: Request = {
      claims: buildClaims({ sub: 'cus_colleague', scopes: ['support:agent'] }),
    };
    const input = { ticketId: id, body: 'A bad payer.', idempotencyKey: newKey() };
    await mutate(service, 'ticketNoteAdd', { input, as: colleague });
    const seen = async (as: Request) => {
      const fields = '... on Ticket { aliased: internalNotes { body } }';
      const refs = [{ __typename: 'Ticket', id }];
      return (await entities(service, { refs, fields, as })).data._entities[0].aliased.length;
    };
    expect([await seen(asAgent()), await seen(colleague)]).toEqual([0, 1]);
  });

  it.each(['assignee { name }', 'sla { breached }'])(
    'and customers, do not see how it is worked on: %s',
    async (fields) => {
      await using service = await openSupport();
      const { id } = await open(service);
      const text = `query ($id: ID!) { ticket(id: $id) { ${fields} } }`;
      const { errors } = await service.execute(text, { id }, asCustomer());
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    },
  );
});
