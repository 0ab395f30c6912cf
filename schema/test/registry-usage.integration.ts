import { describe, expect, it } from 'vitest';

import type { Case } from '#src/registry/collaborators.ts';

import { PRODUCTS } from './build-project.ts';
import { type TestRegistry, createTestRegistry } from './registry-fixture.ts';

const OPERATION = {
  id: 'a'.repeat(64),
  name: 'Weigh',
  text: 'query Weigh { product { weight } }',
  clientName: 'web',
  clientVersion: '1.2.0',
  calls: 5,
  lastSeenAt: '2026-03-01T11:59:58.123Z',
};
const DAY_MS = 86_400_000;
const USAGE = `{ usage { since operations { id name text clients { name version calls lastSeenAt } } } }`;

function report(registry: TestRegistry, id: string, operations: readonly object[]) {
  return registry.fetch('/usage', { as: 'router', method: 'POST', body: { id, operations } });
}

describe('POST /usage', () => {
  it('keeps operations with their clients', async () => {
    await using registry = await createTestRegistry();

    await report(registry, 'one', [OPERATION]);

    const { data } = await registry.ask(USAGE);
    expect(data.usage).toEqual({
      since: '2026-03-01T12:00:00.000Z',
      operations: [
        {
          id: OPERATION.id,
          name: 'Weigh',
          text: OPERATION.text,
          clients: [{ name: 'web', version: '1.2.0', calls: 5, lastSeenAt: OPERATION.lastSeenAt }],
        },
      ],
    });
  });

  it('counts a batch once that is sent twice', async () => {
    await using registry = await createTestRegistry();
    await report(registry, 'one', [OPERATION]);

    await report(registry, 'one', [OPERATION]);

    const { data } = await registry.ask(USAGE);
    expect(data.usage.operations[0].clients[0].calls).toBe(5);
  });

  it('adds up batches', async () => {
    await using registry = await createTestRegistry();
    await report(registry, 'one', [OPERATION]);
    registry.clock.at += DAY_MS;

    await report(registry, 'two', [
      { ...OPERATION, calls: 2, lastSeenAt: '2026-03-02T08:00:00.000Z' },
    ]);

    const { data } = await registry.ask(USAGE);
    expect(data.usage.operations[0].clients).toEqual([
      { name: 'web', version: '1.2.0', calls: 7, lastSeenAt: '2026-03-02T08:00:00.000Z' },
    ]);
  });

  it('keeps clients apart by version', async () => {
    await using registry = await createTestRegistry();

    await report(registry, 'one', [OPERATION, { ...OPERATION, clientVersion: '2.0.0', calls: 1 }]);

    const { data } = await registry.ask(USAGE);
    expect(data.usage.operations[0].clients).toMatchObject([
      { version: '1.2.0', calls: 5 },
      { version: '2.0.0', calls: 1 },
    ]);
  });

  it('takes clients without a name', async () => {
    await using registry = await createTestRegistry();

    const response = await report(registry, 'one', [
      { ...OPERATION, name: null, clientName: null, clientVersion: null },
    ]);

    expect(response.status).toBe(200);
  });

  it.each([
    ['no id', { operations: [] }, /id/u],
    ['a negative count', { id: 'one', operations: [{ ...OPERATION, calls: -1 }] }, /calls/u],
    ['no instant', { id: 'one', operations: [{ ...OPERATION, lastSeenAt: 'now' }] }, /lastSeenAt/u],
  ])('refuses %s', async (_, body, message) => {
    await using registry = await createTestRegistry();

    const response = await registry.fetch('/usage', { as: 'router', method: 'POST', body });

    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toMatch(message);
  });

  it.each([
    ['a name that is longer than it may be', { name: 'N'.repeat(501) }],
    ['a text that is longer than it may be', { text: `{ a${'b'.repeat(1_000_000)} }` }],
    ['a client with control characters', { clientName: 'web\u009B2J' }],
  ])('counts the calls of others beside %s', async (_, odd) => {
    await using registry = await createTestRegistry();
    const others = { ...OPERATION, id: 'b'.repeat(64), name: 'Other' };

    const { status } = await report(registry, 'one', [{ ...OPERATION, ...odd }, others]);

    const { data } = await registry.ask('{ usage { operations { name } } }');
    expect([status, data.usage.operations]).toEqual([
      200,
      expect.arrayContaining([{ name: 'Other' }]),
    ]);
  });

  it('refuses more calls than there can be', async () => {
    await using registry = await createTestRegistry();

    const { status } = await report(registry, 'one', [{ ...OPERATION, calls: 10 ** 15 }]);

    expect(status).toBe(400);
  });

  it('counts none of a batch of which one operation is wrong', async () => {
    await using registry = await createTestRegistry();

    await report(registry, 'one', [OPERATION, { ...OPERATION, calls: 'many' }]);

    const { data } = await registry.ask(USAGE);
    expect(data.usage).toEqual({ since: null, operations: [] });
  });
});

describe('what verdicts are given', () => {
  /** The case that a publish is judged by, so many days after one report. */
  async function judgedAfter(days: number): Promise<Case | undefined> {
    const cases: Case[] = [];
    await using registry = await createTestRegistry({
      judge: (given) => {
        cases.push(given);
        return Promise.resolve({ changes: [], planDifferences: [] });
      },
    });
    await registry.publish({ products: PRODUCTS });
    await report(registry, 'one', [OPERATION]);
    registry.clock.at += days * DAY_MS;
    await registry.publish({ products: PRODUCTS.replace('weight', 'mass') });
    return cases.at(-1);
  }

  it('has the operations in use', async () => {
    const judged = await judgedAfter(1);

    expect(judged?.operations).toEqual([
      {
        id: OPERATION.id,
        name: 'Weigh',
        text: OPERATION.text,
        usage: [
          {
            clientName: 'web',
            clientVersion: '1.2.0',
            calls: 5,
            lastSeenAt: OPERATION.lastSeenAt,
          },
        ],
      },
    ]);
  });

  it('says since when usage is reported', async () => {
    expect((await judgedAfter(1))?.reports.since).toBe('2026-03-01T12:00:00.000Z');
  });

  it('does not take silence for reports', async () => {
    expect((await judgedAfter(8))?.reports.since).toBeUndefined();
  });
});
