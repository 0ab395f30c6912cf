import { type IncomingHttpHeaders, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { type CommandClient, createCommandClient } from '#src/command-client.ts';
import { createLogger } from '#src/log.ts';

const KEY = 'aa'.repeat(32);

interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  /** Never answers. */
  readonly hangs?: boolean;
}

interface Participant extends AsyncDisposable {
  readonly client: CommandClient;
  readonly received: { path: string; headers: IncomingHttpHeaders; body: unknown }[];
  replies: Reply[];
  readonly clock: { at: number };
}

/** A service at the other end that says what it is told to say; the last reply again and again. */
async function startParticipant(...replies: Reply[]): Promise<Participant> {
  const received: Participant['received'] = [];
  const clock = { at: Date.now() };
  const server = createServer((request, response) => {
    void (async () => {
      const body = (await request.toArray()).join('');
      received.push({
        path: request.url ?? '',
        headers: request.headers,
        body: JSON.parse(body) as unknown,
      });
      const reply =
        participant.replies.length > 1 ? participant.replies.shift() : participant.replies[0];
      if (reply?.hangs !== true) {
        response.writeHead(reply?.status ?? 200).end(JSON.stringify(reply?.body ?? {}));
      }
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const client = createCommandClient({
    name: 'cart',
    settings: { SIGNING_KEY: KEY, SERVICE_URLS: { stock: `http://127.0.0.1:${port}` } },
    now: () => clock.at,
    log: createLogger({ service: 'test', level: 'silent' }),
  });
  const participant: Participant = {
    client,
    received,
    replies,
    clock,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return participant;
}

function reserve({ client }: Participant, more: object = {}) {
  return client.call({
    service: 'stock',
    command: 'reserve',
    input: { checkoutId: 'chk_1' },
    answer: z.object({ status: z.string() }),
    idempotencyKey: 'saga-1:reserve',
    correlationId: 'cor_1',
    ...more,
  });
}

const HELD = { body: { status: 'HELD', news: 'a member nobody knows' } };

describe('a command', () => {
  it('is sent signed, with its key, its correlation and a deadline', async () => {
    await using participant = await startParticipant(HELD);
    expect(await reserve(participant)).toEqual({ status: 'answered', answer: { status: 'HELD' } });
    const [{ path, headers, body } = { path: '', headers: {}, body: null }] = participant.received;
    expect([path, body]).toEqual(['/internal/v1/reserve', { checkoutId: 'chk_1' }]);
    expect(headers).toMatchObject({
      'idempotency-key': 'saga-1:reserve',
      'x-correlation-id': 'cor_1',
      'x-deadline': String(participant.clock.at + 2000),
      'x-graph-signature': expect.stringContaining('caller=cart') as unknown,
    });
  });

  it('is sent again with the same key while the other side is unwell', async () => {
    await using participant = await startParticipant({ status: 503 }, { status: 429 }, HELD);
    expect(await reserve(participant)).toMatchObject({ status: 'answered' });
    expect(participant.received.map(({ headers }) => headers['idempotency-key'])).toEqual(
      Array.from({ length: 3 }, () => 'saga-1:reserve'),
    );
  });

  it('is given up after three tries, and says why', async () => {
    await using participant = await startParticipant({ status: 503, body: 'closing' });
    expect(await reserve(participant)).toEqual({
      status: 'unavailable',
      reason: 'stock answered reserve with 503: "closing"',
      mayHaveHappened: true,
    });
    expect(participant.received).toHaveLength(3);
  });

  it('is not sent again when it was itself at fault', async () => {
    await using participant = await startParticipant({ status: 400, body: 'no such member' });
    await expect(reserve(participant)).rejects.toThrow('400: "no such member"');
    expect(participant.received).toHaveLength(1);
  });

  it('is not waited for beyond its deadline', async () => {
    await using participant = await startParticipant({ hangs: true });
    participant.clock.at = Date.now();
    const deadline = participant.clock.at + 50;
    const pending = reserve(participant, { deadline });
    participant.clock.at = deadline;
    expect(await pending).toMatchObject({ status: 'unavailable' });
    expect(participant.received.length).toBeLessThanOrEqual(1);
  });

  it('certainly had no effect where nobody listens', async () => {
    const participant = await startParticipant(HELD);
    await participant[Symbol.asyncDispose]();
    expect(await reserve(participant)).toMatchObject({
      status: 'unavailable',
      mayHaveHappened: false,
    });
  });

  it('is refused here once five failed in a row, and let through one by one later', async () => {
    await using participant = await startParticipant({ status: 500 });
    await reserve(participant);
    await reserve(participant);
    expect(participant.client.breakerOf('stock')).toBe('OPEN');
    expect(participant.received).toHaveLength(5);
    expect(await reserve(participant)).toEqual({
      status: 'unavailable',
      reason: 'Its circuit breaker is open.',
      mayHaveHappened: false,
    });
    expect(participant.received).toHaveLength(5);
    participant.replies = [HELD];
    participant.clock.at += 5000;
    const answers = await Promise.all([reserve(participant), reserve(participant)]);
    expect(answers.map(({ status }) => status)).toEqual(['answered', 'unavailable']);
    expect(participant.received).toHaveLength(6);
  });

  it('adds at most a tenth to the calls by its retries, after ten', async () => {
    await using participant = await startParticipant(HELD);
    const calls = 90;
    for (let call = 0; call < calls; call += 1) {
      // One in three fails at first: too few for the circuit breaker.
      participant.replies = call % 3 === 0 ? [{ status: 503 }, HELD] : [HELD];
      await reserve(participant);
    }
    const retries = participant.received.length - calls;
    expect(retries).toBeGreaterThanOrEqual(10);
    expect(retries).toBeLessThanOrEqual(10 + calls / 10);
  }, 30_000);
});
