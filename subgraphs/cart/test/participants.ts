import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

import { buildPriceEvent, buildProductEvent } from './build.ts';
import { COMMANDS, type Input, type World } from './participant-commands.ts';

/** A command as it arrived. */
export interface Received {
  readonly service: string;
  readonly command: string;
  readonly key: string;
  readonly correlationId: string;
  readonly input: Input;
}

export interface Participants extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
  readonly world: World;
  readonly received: Received[];
  /** Called before a command has its effect; what it answers is sent instead, without an effect. */
  onCommand: (received: Received) => Promise<Reply | undefined> | Reply | undefined;
  /** Called after a command had its effect and before it is answered. */
  onEffect: (received: Received) => Promise<Reply | undefined> | Reply | undefined;
  /** What commands say instead of having an effect, by `service.command`. */
  readonly refusals: Map<string, string>;
  /** How often commands had an effect, by `service.command`. */
  readonly effects: Map<string, number>;
}

export type Reply = { readonly status: number } | 'no answer';

const SERVICES = ['pricing', 'inventory', 'payments', 'orders', 'erp'] as const;

/** The services that take part in a checkout, as far as their contracts go: every command once per key. */
export async function startParticipants(): Promise<Participants> {
  const world: World = {
    stock: new Map(),
    holds: new Map(),
    committed: new Map(),
    vouchers: new Map(),
    payments: new Map(),
    orders: new Map(),
    price: 1000,
    freight: 500,
  };
  const answers = new Map<string, object>();
  const received: Received[] = [];
  const effects = new Map<string, number>();
  const refusals = new Map<string, string>();
  const handle = async (call: Received): Promise<object | Reply> => {
    received.push(call);
    const instead = await participants.onCommand(call);
    if (instead !== undefined) {
      return instead;
    }
    const message = refusals.get(`${call.service}.${call.command}`);
    if (message !== undefined) {
      return { status: 'REFUSED', code: 'VALIDATION', message };
    }
    const id = `${call.service} ${call.command} ${call.key}`;
    const known = answers.get(id);
    const answer = known ?? COMMANDS[`${call.service}.${call.command}`]?.(world, call.input);
    if (answer === undefined) {
      return { status: 404 };
    }
    if (known === undefined) {
      answers.set(id, answer);
      const name = `${call.service}.${call.command}`;
      effects.set(name, (effects.get(name) ?? 0) + 1);
    }
    return (await participants.onEffect(call)) ?? answer;
  };
  const server = createServer((request, response) => {
    void (async () => {
      const text = (await request.toArray()).join('');
      if (request.method === 'GET') {
        response.end(JSON.stringify(await readFeed(request.url ?? '')));
        return;
      }
      const result = await handle(readCall(request, text));
      if (result !== 'no answer') {
        response.writeHead(statusOf(result)).end(JSON.stringify(result));
      }
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const participants: Participants = {
    env: {
      SIGNING_KEY: 'ab'.repeat(32),
      SERVICE_URLS: JSON.stringify(
        Object.fromEntries(
          [...SERVICES, 'catalog'].map((name) => [name, `http://127.0.0.1:${port}/${name}/`]),
        ),
      ),
    },
    world,
    received,
    effects,
    refusals,
    onCommand: () => undefined,
    onEffect: () => undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return participants;
}

function readCall({ url, headers }: IncomingMessage, text: string): Received {
  const [, service = '', , , command = ''] = (url ?? '').split('/');
  return {
    service,
    command,
    key: String(headers['idempotency-key']),
    correlationId: String(headers['x-correlation-id']),
    input: JSON.parse(text),
  };
}

/** An answer may have a member `status` too, which is a word then. */
function statusOf(result: object): number {
  return 'status' in result && typeof result.status === 'number' ? result.status : 200;
}

const FEED_WAITS_MS = 1000;

/** The feeds of catalog and pricing, with what makes var_A sellable; the others' are empty. */
async function readFeed(target: string): Promise<object> {
  const query = new URL(target, 'http://feed').searchParams;
  const topic = query.get('topic') ?? '';
  const events = { catalog: [buildProductEvent()], pricing: [buildPriceEvent('A')] }[topic] ?? [];
  const after = Number(query.get('after'));
  if (after >= events.length) {
    await setTimeout(FEED_WAITS_MS, undefined, { ref: false });
  }
  return {
    head: events.length,
    events: events.slice(after).map((event, index) => ({
      ...event,
      seq: after + index + 1,
      id: `evt_${topic}_${after + index}`,
      topic,
      at: 0,
      correlationId: 'cor_feed',
      causationId: null,
      featureVersion: 1,
      compatibilityVersion: 1,
    })),
  };
}
