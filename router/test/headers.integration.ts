import { createVerifier, keyFor } from '@supergraph/kit/signing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

const KEY = 'ab'.repeat(32);
const FORGED = {
  'x-graph-claims': Buffer.from('{"sub":"admin"}').toString('base64url'),
  'x-graph-signature': 'v1;caller=router;at=1;nonce=aaaaaaaa;mac=00',
  'x-graph-variant': 'internal',
  'x-client-address': '10.0.0.1',
  'x-request-id': 'mine-12345678',
  'x-refresh-token': 'stolen',
  'x-deadline': '99999999999999',
  'x-other': 'leak',
  'x-forwarded-for': '6.6.6.6',
  cookie: 'session=leak',
};

const config = {
  signing: { key: KEY },
  headers: {
    forward: [
      { header: 'x-basket', to: ['prices'] },
      { cookie: 'refresh_token', as: 'x-refresh-token', to: ['readers'] },
    ],
    context: [
      { header: 'x-tongue', pattern: '^[a-z]{2}(-[A-Z]{2})?$', default: 'en' },
      { header: 'x-land', pattern: '^[A-Z]{2}$', default: 'US' },
    ],
  },
};

let shop: Shop;
let router: TestRouter;

beforeAll(async () => {
  shop = await startShop();
  router = await startRouter(shop.all, { config: { ...config, visitor: { enabled: true } } });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});
beforeEach(() => {
  for (const subgraph of shop.all) {
    subgraph.received.length = 0;
    subgraph.cookies = [];
  }
});

const ask = (headers: Record<string, string> = {}) =>
  router.query('{ books { price } me { name } }', { headers });

describe('the headers of a fetch', () => {
  it('hold nothing that a client forges', async () => {
    await ask(FORGED);

    for (const { headers } of shop.all.flatMap(({ received }) => received)) {
      expect(headers).not.toHaveProperty('x-graph-claims');
      expect(headers).not.toHaveProperty('x-other');
      expect(headers).not.toHaveProperty('x-forwarded-for');
      expect(headers).not.toHaveProperty('x-refresh-token');
      expect(headers).not.toHaveProperty('cookie');
      expect(headers).toMatchObject({ 'x-graph-variant': 'web', 'x-client-address': '127.0.0.1' });
      expect(headers['x-request-id']).not.toBe(FORGED['x-request-id']);
      expect(headers['x-graph-signature']).not.toBe(FORGED['x-graph-signature']);
      expect(Number(headers['x-deadline'])).toBeLessThan(Date.now() + 60_000);
    }
  });

  it('carry a forwarded header to the subgraph of its rule alone', async () => {
    await ask({ 'x-basket': 'tok_1' });

    expect(shop.prices.received[0]?.headers['x-basket']).toBe('tok_1');
    expect(shop.books.received[0]?.headers['x-basket']).toBeUndefined();
    expect(shop.readers.received[0]?.headers['x-basket']).toBeUndefined();
  });

  it('carry a forwarded cookie as a header to the subgraph of its rule alone', async () => {
    await ask({ cookie: 'a=b; refresh_token=r1; c=d' });

    expect(shop.readers.received[0]?.headers['x-refresh-token']).toBe('r1');
    expect(shop.books.received[0]?.headers['x-refresh-token']).toBeUndefined();
  });

  it('carry context values that fit their pattern', async () => {
    await ask({ 'x-tongue': 'de-CH', 'x-land': 'CH' });

    expect(shop.books.received[0]?.headers).toMatchObject({ 'x-tongue': 'de-CH', 'x-land': 'CH' });
  });

  it.each(['deutsch', 'de_CH', '../../etc', ''])(
    'carry the default instead of the context value "%s"',
    async (tongue) => {
      await ask({ 'x-tongue': tongue });

      expect(shop.books.received[0]?.headers['x-tongue']).toBe('en');
    },
  );

  it('are covered by a signature that the kit verifies', async () => {
    await ask({ 'x-tongue': 'fr' });

    const request = shop.books.received[0];
    const verifier = createVerifier({ router: keyFor(KEY, 'books') }, { now: Date.now });
    expect(
      verifier.verify({
        method: 'POST',
        path: request?.path ?? '',
        headers: request?.headers ?? {},
        body: request?.body ?? '',
      }),
    ).toBe('router');
  });

  it('have a signature that fails when the body was changed', async () => {
    await ask();

    const request = shop.books.received[0];
    const verifier = createVerifier({ router: keyFor(KEY, 'books') }, { now: Date.now });
    expect(() =>
      verifier.verify({
        method: 'POST',
        path: request?.path ?? '',
        headers: request?.headers ?? {},
        body: '{}',
      }),
    ).toThrow(/signed/u);
  });

  it('have one request id in all fetches of an operation, and another in the next', async () => {
    await ask();
    await ask();

    const ids = shop.all.flatMap(({ received }) =>
      received.map(({ headers }) => headers['x-request-id']),
    );
    expect(ids).toHaveLength(6);
    expect(new Set(ids).size).toBe(2);
  });
});

describe('the correlation id', () => {
  it('is the client’s when it is well-formed, in fetches and in the answer', async () => {
    const { headers } = await ask({ 'x-correlation-id': 'order-flow.42' });

    expect(headers.get('x-correlation-id')).toBe('order-flow.42');
    expect(shop.books.received[0]?.headers['x-correlation-id']).toBe('order-flow.42');
  });

  it.each(['short', 'with space here', 'x'.repeat(200), '{"a":"injection"}'])(
    'is replaced when it is "%s"',
    async (id) => {
      const { headers } = await ask({ 'x-correlation-id': id });

      expect(headers.get('x-correlation-id')).toMatch(/^req_\w+$/u);
    },
  );

  it('stands in the answer to a refused request too', async () => {
    const { status, headers } = await router.query('{ nothing }', {
      headers: { 'x-correlation-id': 'order-flow.42' },
    });

    expect({ status, id: headers.get('x-correlation-id') }).toEqual({
      status: 400,
      id: 'order-flow.42',
    });
  });
});

describe('the trace', () => {
  it('is passed on when it is well-formed', async () => {
    const traceparent = `00-${'a1'.repeat(16)}-${'b2'.repeat(8)}-01`;
    await ask({ traceparent });

    expect(shop.books.received[0]?.headers['traceparent']).toBe(traceparent);
  });

  it.each([`00-${'0'.repeat(32)}-${'b2'.repeat(8)}-01`, 'nonsense'])(
    'begins here instead of at "%s"',
    async (traceparent) => {
      await ask({ traceparent });

      expect(shop.books.received[0]?.headers['traceparent']).toMatch(
        /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/u,
      );
      expect(shop.books.received[0]?.headers['traceparent']).not.toBe(traceparent);
    },
  );
});

describe('the visitor', () => {
  it('keeps the id of the header', async () => {
    const { cookies } = await ask({ 'x-visitor-id': 'device-0001' });

    expect(cookies).toEqual([]);
    expect(shop.books.received[0]?.headers['x-visitor-id']).toBe('device-0001');
  });

  it('keeps the id of the cookie', async () => {
    const { cookies } = await ask({ cookie: 'visitor_id=vis_known_1' });

    expect(cookies).toEqual([]);
    expect(shop.books.received[0]?.headers['x-visitor-id']).toBe('vis_known_1');
  });

  it('gets an id and a cookie when it has none that is well-formed', async () => {
    const { cookies } = await ask({ 'x-visitor-id': 'no good; x=y' });

    const id = shop.books.received[0]?.headers['x-visitor-id'];
    expect(id).toMatch(/^vis_\d+$/u);
    expect(cookies).toEqual([
      `visitor_id=${String(id)}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax`,
    ]);
  });
});

describe('Set-Cookie of subgraphs', () => {
  it('is appended, never joined', async () => {
    shop.books.cookies = ['a=1; Path=/', 'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT'];
    shop.readers.cookies = ['c=3'];

    const { cookies } = await ask({ 'x-visitor-id': 'device-0001' });

    expect(cookies.toSorted()).toEqual([
      'a=1; Path=/',
      'b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT',
      'c=3',
    ]);
  });
});

describe('the address of a client', () => {
  it('is read through proxies that are trusted', async () => {
    await using trusting = await startRouter(shop.all, {
      config: { client: { trustedProxies: ['127.0.0.0/8', '10.0.0.0/8'] } },
    });

    await trusting.query('{ me { name } }', {
      headers: { 'x-forwarded-for': '1.1.1.1, 203.0.113.7, 10.1.2.3' },
    });

    expect(shop.readers.received[0]?.headers['x-client-address']).toBe('203.0.113.7');
  });
});
