import { describe, expect, it } from 'vitest';

import { defineConsumer } from '@supergraph/kit/consumer';
import { createTestService } from '../testing/service.ts';
import { notes } from './fixture/notes.ts';

describe('the routes for consumers', () => {
  it.each(['router', 'cart', 'stranger', null])('are not for %s', async (as) => {
    await using service = await createTestService(notes);
    const statuses = await Promise.all([
      service.fetch('/internal/v1/consumers', { as }),
      service.fetch('/internal/v1/consumers/replay', { as, method: 'POST', body: {} }),
      service.fetch('/internal/v1/consumers/rebuild', { as, method: 'POST', body: {} }),
    ]);
    const refused = as === null ? 401 : 403;
    expect(statuses.map(({ status }) => status)).toEqual([refused, refused, refused]);
  });

  it('refuse a consumer that is none, and say which there are', async () => {
    await using service = await createTestService(notes);
    const body = { consumer: 'nothing' };
    const request = { as: 'graph', method: 'POST', body } as const;
    const response = await service.fetch('/internal/v1/consumers/rebuild', request);
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect([response.status, errors[0]?.message]).toEqual([
      404,
      expect.stringContaining('There is no consumer "nothing" here; known are'),
    ]);
  });

  it('refuse what they do not know', async () => {
    await using service = await createTestService(notes);
    const request = { as: 'graph', method: 'POST', body: { consumr: 'x' } } as const;
    const response = await service.fetch('/internal/v1/consumers/replay', request);
    expect(response.status).toBe(400);
  });

  it('empty nothing that could not be read again', async () => {
    const cleared: string[] = [];
    const follower = defineConsumer({
      name: 'notes.prices',
      producer: 'pricing',
      topic: 'pricing',
      compatibilityVersion: 1,
      handlers: {},
      clear: async () => void cleared.push('prices'),
    });
    await using service = await createTestService({
      ...notes,
      create: (deps) => ({ ...notes.create(deps), consumers: [follower] }),
    });
    const request = { as: 'graph', method: 'POST', body: {} } as const;
    const response = await service.fetch('/internal/v1/consumers/rebuild', request);
    expect([response.status, await response.text(), cleared]).toEqual([
      409,
      expect.stringContaining('notes.prices follows pricing, which this process does not know'),
      [],
    ]);
  });
});
