import { describe, expect, it } from 'vitest';

import { type SupportService, asAgent, mutate, open, openSupport } from './build.ts';

describe('ticketAssign', () => {
  const assign = (service: SupportService, input: object) =>
    mutate(service, 'ticketAssign', {
      input,
      as: asAgent(),
      fields: 'status assignee { id name }',
    });

  it('gives a ticket to whoever asks, and opens it', async () => {
    await using service = await openSupport();
    const { id: ticketId } = await open(service);
    const { ticket } = await assign(service, { ticketId });
    expect(ticket).toMatchObject({
      status: 'OPEN',
      assignee: { id: expect.any(String) as unknown },
    });
  });

  it('gives a ticket to nobody', async () => {
    await using service = await openSupport();
    const { id: ticketId } = await open(service);
    await assign(service, { ticketId });
    expect((await assign(service, { ticketId, agentId: null })).ticket.assignee).toBe(null);
  });

  it('gives a ticket to a colleague, under the name that they chose', async () => {
    await using service = await openSupport();
    const { id: ticketId } = await open(service);
    const text = 'mutation { agentNameSet(input: { name: "Grace" }) { agent { id name } } }';
    const { data } = await service.execute(text, {}, asAgent('cus_grace'));
    const { agent } = data.agentNameSet;
    expect((await assign(service, { ticketId, agentId: agent.id })).ticket.assignee).toEqual({
      id: agent.id,
      name: 'Grace',
    });
  });

  it('refuses a colleague who is not known', async () => {
    await using service = await openSupport();
    const { id: ticketId } = await open(service);
    expect((await assign(service, { ticketId, agentId: 'agt_none' })).errors).toMatchObject([
      { code: 'NOT_FOUND', path: ['agentId'], message: 'There is no agent "agt_none".' },
    ]);
  });

  it('says CONFLICT when somebody else was faster', async () => {
    await using service = await openSupport();
    const { id: ticketId } = await open(service);
    await assign(service, { ticketId });
    expect((await assign(service, { ticketId, expectedVersion: 1 })).errors).toMatchObject([
      { code: 'CONFLICT', currentVersion: 2 },
    ]);
  });
});

describe('agentNameSet', () => {
  it('refuses an e-mail', async () => {
    await using service = await openSupport();
    const text =
      'mutation { agentNameSet(input: { name: "grace@example.com" }) { agent { id } errors { ... on UserError { message path } } } }';
    expect((await service.execute(text, {}, asAgent())).data.agentNameSet).toEqual({
      agent: null,
      errors: [{ message: 'A name is no e-mail.', path: ['name'] }],
    });
  });
});
