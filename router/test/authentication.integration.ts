import { encodeClaims } from '@supergraph/kit/request-context';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';
import { AUDIENCE, ISSUER, type Issuer, startIssuer } from './harness/tokens.ts';

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const unsigned = (payload: object): string =>
  `${[{ alg: 'none', typ: 'JWT' }, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`;

describe('a token', () => {
  let shop: Shop;
  let issuer: Issuer;
  let router: TestRouter;

  beforeAll(async () => {
    [shop, issuer] = await Promise.all([startShop(), startIssuer()]);
    router = await startRouter(shop.all, {
      config: { auth: { jwksUrl: issuer.jwksUrl, issuer: ISSUER, audience: AUDIENCE } },
    });
  });
  afterAll(async () => {
    await router[Symbol.asyncDispose]();
    await issuer[Symbol.asyncDispose]();
    await shop[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    shop.readers.received.length = 0;
  });

  it('that verifies reaches subgraphs as claims, not as a token', async () => {
    const token = await issuer.sign({ sub: 'cus_é', scopes: ['catalog:write'] });

    const { data } = await router.query('{ me { name } }', { headers: bearer(token) });

    const headers = shop.readers.received[0]?.headers;
    expect(data).toEqual({ me: { name: 'Ada' } });
    expect(headers?.['authorization']).toBeUndefined();
    expect(headers?.['x-graph-claims']).toBe(
      encodeClaims({
        sub: 'cus_é',
        sid: 'ses_1',
        roles: [],
        scopes: ['catalog:write'],
        groups: [],
      }),
    );
  });

  it('may be absent: then there are no claims', async () => {
    const { status } = await router.query('{ me { name } }');

    expect(status).toBe(200);
    expect(shop.readers.received[0]?.headers['x-graph-claims']).toBeUndefined();
  });

  it.each<[string, () => Promise<string>]>([
    ['is signed by another key', () => issuer.forge()],
    ['is for another audience', () => issuer.sign({}, { audience: 'elsewhere' })],
    ['is from another issuer', () => issuer.sign({}, { issuer: 'https://evil.example' })],
    [
      'is not signed',
      () =>
        Promise.resolve(unsigned({ sub: 'cus_1', iss: ISSUER, aud: AUDIENCE, exp: 9_999_999_999 })),
    ],
    ['is not a token', () => Promise.resolve('hello')],
    ['has no subject', () => issuer.sign({ sub: undefined })],
    [
      'was changed',
      async () => {
        const [header, , signature] = (await issuer.sign()).split('.');
        const payload = Buffer.from(JSON.stringify({ sub: 'admin', exp: 9_999_999_999 })).toString(
          'base64url',
        );
        return [header, payload, signature].join('.');
      },
    ],
  ])('is refused with 401 when it %s', async (_name, make) => {
    const { status, headers, errors, data } = await router.query('{ me { name } }', {
      headers: bearer(await make()),
    });

    expect({ status, data, code: errors[0]?.extensions['code'] }).toEqual({
      status: 401,
      data: undefined,
      code: 'UNAUTHENTICATED',
    });
    expect(headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/u);
    expect(shop.readers.received).toEqual([]);
  });

  it('is refused with TOKEN_EXPIRED when it has expired', async () => {
    const token = await issuer.sign({}, { expiresAt: Math.floor(Date.now() / 1000) - 60 });

    const { status, headers, errors } = await router.query('{ me { name } }', {
      headers: bearer(token),
    });

    expect({ status, code: errors[0]?.extensions['code'] }).toEqual({
      status: 401,
      code: 'TOKEN_EXPIRED',
    });
    expect(headers.get('www-authenticate')).toContain('The token has expired.');
  });

  it('of another scheme is refused, never taken for no token', async () => {
    const { status } = await router.query('{ me { name } }', {
      headers: { authorization: 'Basic YTpi' },
    });

    expect(status).toBe(401);
  });
});

describe('keys', () => {
  it('that are new are found without a restart', async () => {
    await using shop = await startShop();
    await using issuer = await startIssuer();
    await using router = await startRouter(shop.all, {
      config: { auth: { jwksUrl: issuer.jwksUrl, jwksCooldownMs: 0 } },
    });
    const old = await issuer.sign();
    await router.query('{ me { name } }', { headers: bearer(old) });
    await issuer.rotate();

    const answer = await router.query('{ me { name } }', { headers: bearer(await issuer.sign()) });

    expect(answer.status).toBe(200);
  });
});

describe('without keys', () => {
  it('a token is answered with 503 when the keys are out of reach', async () => {
    await using shop = await startShop();
    await using issuer = await startIssuer();
    await using router = await startRouter(shop.all, {
      config: { auth: { jwksUrl: issuer.jwksUrl } },
    });
    const token = await issuer.sign();
    await issuer.kill();

    const { status, headers, errors } = await router.query('{ me { name } }', {
      headers: bearer(token),
    });

    expect({ status, code: errors[0]?.extensions['code'] }).toEqual({
      status: 503,
      code: 'AUTHENTICATION_UNAVAILABLE',
    });
    expect(headers.get('retry-after')).toBe('1');
    expect(JSON.stringify(errors)).not.toContain('127.0.0.1');
  });

  it('a token is answered with 503 when no keys are configured', async () => {
    await using shop = await startShop();
    await using issuer = await startIssuer();
    await using router = await startRouter(shop.all);

    const { status } = await router.query('{ me { name } }', {
      headers: bearer(await issuer.sign()),
    });

    expect(status).toBe(503);
  });

  it('a request without a token is served all the same', async () => {
    await using shop = await startShop();
    await using router = await startRouter(shop.all, {
      config: { auth: { jwksUrl: 'http://127.0.0.1:9/jwks.json' } },
    });

    expect((await router.query('{ me { name } }')).status).toBe(200);
  });
});
