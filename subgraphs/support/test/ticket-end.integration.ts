import { describe, expect, it } from 'vitest';

import {
  type SupportService,
  asAgent,
  asCustomer,
  findTold,
  mutate,
  open,
  openSupport,
  read,
} from './build.ts';

describe('the end of a ticket', () => {
  it.each([
    ['ticketResolve', asAgent(), 'RESOLVED'],
    ['ticketClose', asAgent(), 'CLOSED'],
    ['ticketClose', asCustomer(), 'CLOSED'],
  ])('comes by %s', async (name, as, status) => {
    await using service = await openSupport();
    const { id } = await open(service);
    const input = { ticketId: id, resolution: 'It came.' };
    expect((await mutate(service, name, { input, as })).ticket.status).toBe(status);
    const { messages } = await read(service, id, 'messages(first: 9) { nodes { body } }', as);
    expect(messages.nodes.at(-1).body).toBe('It came.');
  });

  it('is told once: when it was solved, not when it was closed after that', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    await mutate(service, 'ticketResolve', { input: { ticketId: id }, as: asAgent() });
    await mutate(service, 'ticketClose', { input: { ticketId: id } });
    expect(await findTold(service, 'support.ticket.resolved')).toEqual([
      { ticketId: id, customerId: 'cus_1' },
    ]);
  });

  it('is not resolved twice', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    await mutate(service, 'ticketResolve', { input: { ticketId: id }, as: asAgent() });
    const again = await mutate(service, 'ticketResolve', {
      input: { ticketId: id },
      as: asAgent(),
    });
    expect(again.errors).toMatchObject([
      {
        code: 'ILLEGAL_STATE',
        state: 'RESOLVED',
        allowed: ['OPEN', 'WAITING_FOR_CUSTOMER', 'CLOSED'],
      },
    ]);
  });
});

describe('ticketRate', () => {
  const rate = async (service: SupportService, id: string, more = {}) =>
    mutate(service, 'ticketRate', { input: { ticketId: id, rating: 4, ...more } });

  it('keeps what the customer thinks, and tells others', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    await mutate(service, 'ticketResolve', { input: { ticketId: id }, as: asAgent() });
    const { ticket } = await rate(service, id, { comment: 'Kind.' });
    expect(ticket).toMatchObject({ rating: 4, status: 'RESOLVED' });
    expect(await findTold(service, 'support.ticket.rated')).toEqual([
      { ticketId: id, customerId: 'cus_1', rating: 4 },
    ]);
  });

  it('is not possible before the ticket is solved', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    expect((await rate(service, id)).errors).toMatchObject([
      { code: 'ILLEGAL_STATE', state: 'NEW', allowed: ['RESOLVED', 'CLOSED'] },
    ]);
  });

  it('is possible once', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    await mutate(service, 'ticketClose', { input: { ticketId: id } });
    await rate(service, id);
    expect((await rate(service, id, { rating: 1 })).errors).toMatchObject([
      { code: 'ILLEGAL_STATE', message: 'The ticket was rated before.' },
    ]);
  });

  it.each([0, 6])('refuses %i', async (rating) => {
    await using service = await openSupport();
    const { id } = await open(service);
    expect((await rate(service, id, { rating })).errors).toMatchObject([
      { code: 'VALIDATION', path: ['rating'] },
    ]);
  });

  it('is not for staff', async () => {
    await using service = await openSupport();
    const { id } = await open(service);
    const input = { ticketId: id, rating: 5 };
    const { errors } = await mutate(service, 'ticketRate', { input, as: asAgent() });
    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }]);
  });
});
