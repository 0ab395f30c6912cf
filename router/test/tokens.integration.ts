import { type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { authShape } from '#src/config/auth.ts';
import { type Authenticate, createAuthenticate } from '#src/pipeline/authenticate.ts';
import type { RouterRequest } from '#src/pipeline/http-message.ts';

import { type Issuer, startIssuer } from './harness/tokens.ts';

const requestWith = (token: string): RouterRequest => ({
  method: 'POST',
  url: '/graphql',
  headers: { authorization: `Bearer ${token}` },
  body: Buffer.alloc(0),
  remoteAddress: null,
});

/** Answers every request in one way. */
async function serve(reply: (response: ServerResponse) => unknown) {
  const server = createServer((_message, response) => void reply(response));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

let issuer: Issuer;
let clock: number;

beforeEach(async () => {
  issuer = await startIssuer();
  clock = Date.now();
});
afterEach(() => issuer[Symbol.asyncDispose]());

function create(config: object = {}): Authenticate {
  const parsed = authShape.parse({ jwksUrl: issuer.jwksUrl, jwksCooldownMs: 5000, ...config });
  return createAuthenticate(parsed, { now: () => clock });
}

/** The subject of the accepted token, or the code of the refusal. */
async function answer(authenticate: Authenticate, token: string): Promise<unknown> {
  try {
    return (await authenticate(requestWith(token)))?.['sub'];
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe('a token that was verified', () => {
  it('is answered without waiting, with the same claims', async () => {
    const authenticate = create();
    const token = await issuer.sign();
    const first = await authenticate(requestWith(token));

    expect(authenticate(requestWith(token))).toBe(first);
  });

  it('is verified every time when no tokens are kept', async () => {
    const authenticate = create({ cachedTokens: 0 });
    const token = await issuer.sign();
    await authenticate(requestWith(token));

    expect(authenticate(requestWith(token))).toBeInstanceOf(Promise);
  });

  it('gives way to others when too many are kept', async () => {
    const authenticate = create({ cachedTokens: 1 });
    const token = await issuer.sign();
    await authenticate(requestWith(token));
    await authenticate(requestWith(await issuer.sign({ sub: 'cus_2' })));

    expect(authenticate(requestWith(token))).toBeInstanceOf(Promise);
  });

  it('is refused from the moment it expires', async () => {
    const authenticate = create({ clockToleranceSeconds: 5 });
    const expiresAt = Math.floor(clock / 1000) + 60;
    const token = await issuer.sign({}, { expiresAt });
    await authenticate(requestWith(token));

    clock = (expiresAt + 5) * 1000 - 1;
    expect(await answer(authenticate, token)).toBe('cus_1');
    clock += 1;
    expect(await answer(authenticate, token)).toBe('TOKEN_EXPIRED');
  });

  it('does not open the way for another with the same payload', async () => {
    const authenticate = create();
    await authenticate(requestWith(await issuer.sign()));

    expect(await answer(authenticate, await issuer.forge())).toBe('UNAUTHENTICATED');
  });
});

describe('keys', () => {
  it('are fetched once for many tokens', async () => {
    const authenticate = create();
    const tokens = await Promise.all([1, 2, 3].map((id) => issuer.sign({ sub: `cus_${id}` })));
    await Promise.all(tokens.map((token) => answer(authenticate, token)));

    expect(issuer.asked).toBe(1);
  });

  it('that a token names and nobody knows are looked for after the cooldown', async () => {
    const authenticate = create();
    await authenticate(requestWith(await issuer.sign()));
    await issuer.rotate();
    const token = await issuer.sign();

    expect(await answer(authenticate, token)).toBe('UNAUTHENTICATED');
    clock += 5000;
    expect(await answer(authenticate, token)).toBe('cus_1');
  });

  it('are not fetched for each of many tokens with unknown keys', async () => {
    const authenticate = create();
    await authenticate(requestWith(await issuer.sign()));
    await issuer.rotate();
    for (let count = 0; count < 20; count += 1) {
      await answer(authenticate, await issuer.sign());
    }

    expect(issuer.asked).toBe(1);
  });

  it('that were removed open nothing once another key was found', async () => {
    const authenticate = create();
    const old = await issuer.sign();
    await authenticate(requestWith(old));
    await issuer.rotate();
    clock += 5000;
    await authenticate(requestWith(await issuer.sign()));

    expect(await answer(authenticate, old)).toBe('UNAUTHENTICATED');
  });

  it('that were removed open nothing after the greatest age of keys', async () => {
    const authenticate = create({ jwksMaxAgeMs: 60_000 });
    const old = await issuer.sign();
    await authenticate(requestWith(old));
    await issuer.rotate();

    expect(await answer(authenticate, old)).toBe('cus_1');
    clock += 60_000;
    expect(await answer(authenticate, old)).toBe('UNAUTHENTICATED');
  });

  it('are renewed beside the requests before they are too old', async () => {
    const authenticate = create({ jwksMaxAgeMs: 60_000 });
    const token = await issuer.sign();
    await authenticate(requestWith(token));
    clock += 50_000;

    expect(authenticate(requestWith(token))).not.toBeInstanceOf(Promise);
    await expect.poll(() => issuer.asked).toBe(2);
  });

  it('that cannot be renewed serve until the greatest age of keys, and then nobody', async () => {
    const authenticate = create({ jwksMaxAgeMs: 60_000 });
    const token = await issuer.sign();
    await authenticate(requestWith(token));
    await issuer.kill();

    clock += 59_000;
    expect(await answer(authenticate, token)).toBe('cus_1');
    clock += 2000;
    expect(await answer(authenticate, token)).toBe('AUTHENTICATION_UNAVAILABLE');
  });

  it('that are out of reach are not asked for by every token', async () => {
    let asked = 0;
    await using server = await serve((response) => {
      asked += 1;
      response.writeHead(500).end();
    });
    const authenticate = create({ jwksUrl: server.url });
    const token = await issuer.sign();
    for (let count = 0; count < 5; count += 1) {
      expect(await answer(authenticate, token)).toBe('AUTHENTICATION_UNAVAILABLE');
    }

    expect(asked).toBe(1);
    clock += 1000;
    await answer(authenticate, token);
    expect(asked).toBe(2);
  });

  it.each([
    ['another status', 500, '{ "keys": [] }'],
    ['text', 200, 'keys'],
    ['JSON that is no key set', 200, '{ "keys": 7 }'],
  ])('that are answered with %s are out of reach', async (_name, status, text) => {
    await using server = await serve((response) => response.writeHead(status).end(text));
    const authenticate = create({ jwksUrl: server.url });

    expect(await answer(authenticate, await issuer.sign())).toBe('AUTHENTICATION_UNAVAILABLE');
  });
});
