import { afterAll, beforeAll, expect, it } from 'vitest';

import { query } from './harness/query.ts';
import { askUntil, createKey, signIn } from './harness/shop.ts';
import { type RunningGraph, startGraph } from './harness/start-graph.ts';

let graph: RunningGraph;
let customer: Record<string, string>;
let agent: Record<string, string>;
beforeAll(async () => {
  graph = await startGraph();
  customer = await signIn(graph.url);
  agent = await signIn(graph.url, 'agent@example.com');
});
afterAll(() => graph?.stop());

async function ask(text: string, headers: Record<string, string>, variables: object = {}) {
  const answer = await query(graph.url, { query: text, headers, variables: { ...variables } });
  expect(answer.errors).toBeUndefined();
  return answer.data;
}

async function open(): Promise<{ id: string; customerId: string }> {
  const input = {
    subject: 'Where is my parcel?',
    body: 'It was to come on Monday.',
    category: 'DELIVERY',
    idempotencyKey: createKey(),
  };
  const { ticketOpen } = await ask(
    'mutation ($input: TicketOpenInput!) { ticketOpen(input: $input) { ticket { id customer { id } } errors { __typename } } }',
    customer,
    { input },
  );
  expect(ticketOpen.errors).toEqual([]);
  return { id: ticketOpen.ticket.id, customerId: ticketOpen.ticket.customer.id };
}

it('a question, a note and an answer: the customer sees the answer, and who gave it, alone', async () => {
  const { id: ticketId } = await open();
  for (const [name, body] of [
    ['ticketNoteAdd', 'A secret note'],
    ['ticketReply', 'It is on its way.'],
  ]) {
    const input = { ticketId, body, idempotencyKey: createKey() };
    const text = `mutation ($input: TicketReplyInput!) { ${name}(input: $input) { errors { __typename } } }`;
    await ask(text, agent, { input });
  }
  const { ticket } = await ask(
    `query ($id: ID!) { ticket(id: $id) { status messages { totalCount nodes { body author { ... on Customer { publicName } ... on Agent { name } } } }
      suggestedArticles { title } } }`,
    customer,
    { id: ticketId },
  );
  expect(ticket).toEqual({
    status: 'WAITING_FOR_CUSTOMER',
    messages: {
      totalCount: 2,
      nodes: [
        { body: 'It was to come on Monday.', author: { publicName: expect.any(String) } },
        { body: 'It is on its way.', author: { name: expect.stringMatching(/^Agent \w{4}$/u) } },
      ],
    },
    suggestedArticles: expect.arrayContaining([{ title: 'Where is my parcel?' }]),
  });
});

it('pricing makes a voucher for a ticket, which its customer can use', async () => {
  const { id: ticketId } = await open();
  const input = {
    ticketId,
    amount: 500,
    currency: 'USD',
    reason: 'Late parcel',
    idempotencyKey: createKey(),
  };
  const text = `mutation ($input: TicketVoucherIssueInput!) { ticketVoucherIssue(input: $input) {
    voucher { code status } ticket { internalNotes { body } } errors { __typename } } }`;
  const { ticketVoucherIssue } = await ask(text, agent, { input });
  const { code } = ticketVoucherIssue.voucher;
  expect(ticketVoucherIssue).toEqual({
    voucher: { code: expect.stringMatching(/^GW-/u), status: 'ISSUED' },
    ticket: { internalNotes: [{ body: `Goodwill voucher ${code} of 5.00 USD: Late parcel` }] },
    errors: [],
  });
  expect((await ask(text, agent, { input })).ticketVoucherIssue.voucher.code).toBe(code);
});

it('the timeline answers while the services that it is joined from are down', async () => {
  const { customerId } = await open();
  const text = `query ($id: ID!) { customer(id: $id) { id serviceTimeline { nodes { source kind } } orders { totalCount } } }`;
  for (const name of ['orders', 'payments', 'erp', 'cart']) {
    process.kill(graph.pidOf(name), 'SIGKILL');
  }
  const { data } = await askUntil(
    () => query(graph.url, { query: text, headers: agent, variables: { id: customerId } }),
    ({ errors }) => errors !== undefined,
  );
  expect(data.customer.orders).toBe(null);
  expect(data.customer.serviceTimeline.nodes).toContainEqual({
    source: 'support',
    kind: 'TICKET_OPENED',
  });
  expect(data.customer.serviceTimeline.nodes).toContainEqual({
    source: 'customers',
    kind: 'LOGGED_IN',
  });
});

it('orders answers while support is down, and a ticket is there again after it', async () => {
  const { id } = await open();
  process.kill(graph.pidOf('support'), 'SIGKILL');
  const text = '{ me { id tickets { totalCount } orders { totalCount } } }';
  const broken = await askUntil(
    () => query(graph.url, { query: text, headers: customer }),
    ({ errors }) => errors?.some(({ path }) => path?.[1] === 'tickets') === true,
  );
  expect(broken.data.me).toMatchObject({ id: expect.any(String), tickets: null });
  const whole = await askUntil(
    () =>
      query(graph.url, {
        query: 'query ($id: ID!) { ticket(id: $id) { id } }',
        headers: customer,
        variables: { id },
      }),
    ({ errors }) => errors === undefined,
  );
  expect(whole.data.ticket).toEqual({ id });
});

it.each([
  ['web', 'internalNotes { body }', 'Cannot query field "internalNotes" on type "Ticket".'],
  ['mobile', 'sla { breached }', 'Cannot query field "sla" on type "Ticket".'],
  ['partner', 'id', 'Cannot query field "ticket" on type "Query".'],
] as const)('%s does not know of %s', async (variant, fields, message) => {
  const text = `{ ticket(id: "tkt_1") { ${fields} } }`;
  const { errors } = await query(graph.url, { query: text, variant, headers: agent });
  expect(errors?.[0]?.message).toContain(message);
});

it('agent shows the queue to staff', async () => {
  const text = '{ tickets { totalCount nodes { sla { breached } internalNotes { body } } } }';
  const { data, errors } = await query(graph.url, {
    query: text,
    variant: 'agent',
    headers: agent,
  });
  expect(errors).toBeUndefined();
  expect(data.tickets.totalCount).toBeGreaterThan(0);
});
