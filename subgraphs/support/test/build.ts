import { createHash } from 'node:crypto';

import type { RequestContext } from '@supergraph/kit/request-context';
import { type TestService, buildClaims, createTestService } from '@supergraph/kit/testing';

import type { Settings } from '#src/settings.ts';
import { support } from '#src/subgraph.ts';

type TestOptions = NonNullable<Parameters<typeof createTestService>[1]>;
export type SupportService = TestService<Settings>;
export type Request = Partial<RequestContext>;

export function openSupport(options: TestOptions = {}): Promise<SupportService> {
  return createTestService(support, options);
}

export function asCustomer(sub = 'cus_1'): Request {
  return { claims: buildClaims({ sub }) };
}

export function asAgent(sub = 'cus_agent'): Request {
  return { claims: buildClaims({ sub, scopes: ['support:agent', 'vouchers:issue'] }) };
}

const TICKET = `id number version subject category status priority rating createdAt updatedAt firstResponseDueAt
  about { __typename ... on Order { id } ... on Product { id } ... on ReturnRequest { id } }
  customer { id }`;
const ERRORS = `errors { __typename ... on UserError { code message path }
  ... on ConflictError { currentVersion } ... on IllegalStateError { state allowed } }`;

/** Runs a mutation that answers with a ticket. */
export async function mutate(
  service: SupportService,
  name: string,
  { input, as = asCustomer(), fields = TICKET }: { input: object; as?: Request; fields?: string },
) {
  const type = name === 'ticketNoteAdd' ? 'TicketReply' : name[0]?.toUpperCase() + name.slice(1);
  const inputType = type === 'TicketResolve' ? 'TicketClose' : type;
  const text = `mutation ($input: ${inputType}Input!) { ${name}(input: $input) { ticket { ${fields} } ${ERRORS} } }`;
  const { data, errors } = await service.execute(text, { input }, as);
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data[name];
}

let keys = 0;
/** A key that no other call has. */
export function newKey(): string {
  keys += 1;
  return `test-key-${keys}`;
}

/** Opens a ticket and answers it. */
export async function open(
  service: SupportService,
  { as, ...input }: { as?: Request; [member: string]: unknown } = {},
) {
  const { ticket } = await mutate(service, 'ticketOpen', {
    input: {
      subject: 'Where is my parcel?',
      body: 'It was to come on Monday.',
      category: 'DELIVERY',
      idempotencyKey: newKey(),
      ...input,
    },
    ...(as !== undefined && { as }),
  });
  return ticket;
}

export function reply(service: SupportService, ticketId: string, as: Request, body = 'An answer.') {
  return mutate(service, 'ticketReply', {
    input: { ticketId, body, idempotencyKey: newKey() },
    as,
  });
}

export function note(service: SupportService, ticketId: string, body = 'A bad payer.') {
  const input = { ticketId, body, idempotencyKey: newKey() };
  return mutate(service, 'ticketNoteAdd', { input, as: asAgent() });
}

/** Reads fields of a ticket. */
export async function read(service: SupportService, id: string, fields: string, as: Request) {
  const text = `query ($id: ID!) { ticket(id: $id) { ${fields} } }`;
  const { data, errors } = await service.execute(text, { id }, as);
  if (errors !== undefined) {
    throw new Error(JSON.stringify(errors));
  }
  return data.ticket;
}

/** An order of a customer, as orders tells it. */
export function placed(orderId = 'ord_1', more: object = {}) {
  return {
    type: 'orders.order.placed',
    key: orderId,
    data: {
      orderId,
      checkoutId: orderId.replace('ord', 'chk'),
      customerId: 'cus_1',
      total: 2200,
      currency: 'USD',
      lines: [],
      ...more,
    },
  };
}

export function productId(name: string): string {
  const letters = createHash('sha256').update(name).digest('hex').toUpperCase().slice(0, 26);
  return `prod_${letters}`;
}

/** The events of a type that were published, without their envelope. */
export async function findTold(service: SupportService, type: string): Promise<object[]> {
  return (await service.published()).filter((event) => event.type === type).map(({ data }) => data);
}

/** What happened to the payment of an order, as payments tells it. */
export function payment(type: string, more: object = {}) {
  const data = {
    paymentIntentId: 'pay_1',
    checkoutId: 'chk_1',
    orderId: 'ord_1',
    amount: 2200,
    currency: 'USD',
    ...more,
  };
  return { type: `payments.payment.${type}`, key: 'pay_1', data };
}
