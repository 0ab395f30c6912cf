import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const ADDRESS = {
  name: 'Jörg Łukasz',
  company: null,
  line1: 'Große Straße 1',
  line2: null,
  city: 'Köln',
  region: null,
  postalCode: '50667',
  countryCode: 'DE',
  phone: null,
};

export interface Orders extends AsyncDisposable {
  readonly url: string;
  /** Countries by order; Germany otherwise. */
  readonly countries: Map<string, string>;
  readonly unknown: Set<string>;
  isDown: boolean;
  /** Keys of the calls, in order. */
  readonly keys: string[];
  /** Events of its feed. */
  readonly feed: object[];
}

/** The service `orders`, as far as its command deliveryDetails and its feed go. */
export async function startOrders(): Promise<Orders> {
  const answer = (orderId: string): object =>
    orders.unknown.has(orderId)
      ? { status: 'REFUSED', code: 'NOT_FOUND', message: 'There is none.' }
      : {
          status: 'FOUND',
          number: 'ABCD2345',
          address: { ...ADDRESS, countryCode: orders.countries.get(orderId) ?? 'DE' },
          lines: [{ sku: 'A-1', quantity: 2 }],
          carrier: 'Post',
          service: 'Standard',
        };
  const server = createServer((request, response) => {
    void (async () => {
      const body = (await request.toArray()).join('');
      if (orders.isDown) {
        response.writeHead(503).end();
      } else if (request.method === 'GET') {
        response.end(JSON.stringify(readFeed(request, orders.feed)));
      } else {
        orders.keys.push(String(request.headers['idempotency-key']));
        response.end(JSON.stringify(answer(JSON.parse(body).orderId)));
      }
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const orders: Orders = {
    url: `http://127.0.0.1:${port}`,
    countries: new Map(),
    unknown: new Set(),
    isDown: false,
    keys: [],
    feed: [],
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return orders;
}

function readFeed({ url = '' }: IncomingMessage, feed: readonly object[]): object {
  const after = Number(new URL(url, 'http://orders').searchParams.get('after') ?? 0);
  return { events: feed.slice(after), head: feed.length };
}

/** An event of orders as it stands in its feed. */
export function buildEnvelope(seq: number, type: string, data: { readonly orderId: string }) {
  return {
    seq,
    id: `evt_${seq}`,
    topic: 'orders',
    type,
    key: data.orderId,
    at: Date.now(),
    correlationId: `T-${seq}`,
    causationId: null,
    featureVersion: 1,
    compatibilityVersion: 1,
    data,
  };
}
