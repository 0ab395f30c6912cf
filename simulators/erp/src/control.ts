import type { IncomingMessage, ServerResponse } from 'node:http';

import { z } from 'zod';

import type { SeenCall } from './answer-call.ts';
import { type Behaviour, behaviourShape, changesShape } from './behaviour.ts';
import type { PriceBook } from './price-book.ts';
import type { ShipmentBook } from './shipments.ts';

export interface Controlled {
  readonly book: PriceBook;
  readonly shipments: ShipmentBook;
  readonly seen: SeenCall[];
  behaviour: Behaviour;
  /** By how much the clock of this system is ahead. */
  aheadMs: number;
  /** Back to how it was at the start; shipments stay. */
  reset(): void;
}

const advanceShape = z.strictObject({ hours: z.number().min(0) });
const bookShape = z.strictObject({ currency: z.string(), materials: z.array(z.string()) });
const HOUR_MS = 3_600_000;

type Route = (controlled: Controlled, body: unknown) => unknown;

const ROUTES: Readonly<Record<string, Route>> = {
  'GET /behaviour': ({ behaviour }) => behaviour,
  'POST /behaviour': (controlled, body) => {
    controlled.behaviour = behaviourShape.parse({
      ...controlled.behaviour,
      ...changesShape.parse(body),
    });
    return controlled.behaviour;
  },
  'GET /calls': ({ seen }) => ({
    total: seen.length,
    byOperation: Object.fromEntries(
      [...Map.groupBy(seen, ({ operation }) => operation)].map(([name, calls]) => [
        name,
        calls.length,
      ]),
    ),
    calls: seen,
  }),
  'POST /advance': (controlled, body) => {
    controlled.aheadMs += advanceShape.parse(body).hours * HOUR_MS;
    return { aheadMs: controlled.aheadMs };
  },
  'POST /price-book': ({ book }, body) => {
    const { currency, materials } = bookShape.parse(body);
    return Object.fromEntries(
      materials.map((material) => [
        material,
        { amount: book.findPrice(material, currency) ?? null, ...book.findMaterial(material) },
      ]),
    );
  },
  'GET /shipments': ({ shipments }) => shipments.list(),
  'POST /reset': (controlled) => {
    controlled.reset();
    return controlled.behaviour;
  },
};

/** The control port: JSON, for tests and demonstrations. */
export async function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  controlled: Controlled,
): Promise<void> {
  const send = (status: number, body: unknown): void =>
    void response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(body));
  const name = `${request.method} ${request.url}`;
  const route = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined;
  if (route === undefined) {
    send(404, { message: `There is no "${name}". There is: ${Object.keys(ROUTES).join(', ')}.` });
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  try {
    const text = Buffer.concat(chunks).toString('utf8');
    send(200, route(controlled, text === '' ? {} : JSON.parse(text)));
  } catch (error) {
    send(400, { message: error instanceof z.ZodError ? z.prettifyError(error) : String(error) });
  }
}
