import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, it } from 'vitest';

import { createKeyRing } from '#src/key-ring.ts';

import {
  MINUTE_MS,
  START,
  type TestCustomers,
  addCustomer,
  signIn,
  startCustomers,
  tryLogin,
} from './build.ts';

const email = 'cus_ada@example.com';
const DAY_MS = 24 * 60 * MINUTE_MS;

async function readJwks({ service }: TestCustomers) {
  const response = await service.fetch('/.well-known/jwks.json', { as: null });
  return (await response.json()) as { keys: { kid: string }[] };
}

async function verify(customers: TestCustomers, token: string) {
  const keys = createLocalJWKSet(await readJwks(customers));
  const options = {
    issuer: 'customers',
    audience: 'supergraph',
    currentDate: new Date(customers.clock.at),
  };
  return jwtVerify(token, keys, { ...options, algorithms: ['ES256'] });
}

/** Does what the job does whenever it runs. */
async function rotate({ service }: TestCustomers) {
  await createKeyRing(service.deps).rotate();
}

async function startSignedIn() {
  const customers = await startCustomers();
  await addCustomer(customers, { roles: ['agent'] });
  return { customers, client: await signIn(customers, { email }) };
}

it('publishes the keys to everybody, for five minutes, without a signature', async () => {
  await using customers = await startCustomers();
  const response = await customers.service.fetch('/.well-known/jwks.json', { as: null });
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/jwk-set+json');
  expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  expect(await response.json()).toEqual({
    keys: [
      {
        kty: 'EC',
        crv: 'P-256',
        alg: 'ES256',
        use: 'sig',
        kid: expect.stringMatching(/^[\w-]{43}$/u),
        x: expect.any(String),
        y: expect.any(String),
      },
    ],
  });
});

it('signs access tokens that the published keys verify', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  const { payload } = await verify(customers, client.accessToken);
  expect(payload).toEqual({
    sub: 'cus_ada',
    sid: client.request.claims?.sid,
    roles: ['agent'],
    scopes: [
      'customers:read',
      'inventory:read',
      'orders:read',
      'reviews:moderate',
      'support:agent',
      'vouchers:issue',
    ],
    groups: [],
    iss: 'customers',
    aud: 'supergraph',
    iat: START / 1000,
    exp: START / 1000 + 15 * 60,
  });
});

it('ends access tokens after 15 minutes', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  customers.clock.at += 15 * MINUTE_MS;
  await expect(verify(customers, client.accessToken)).rejects.toThrow('"exp" claim');
});

it('does not verify a token whose claims were changed', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  const [header, , signature] = client.accessToken.split('.');
  const claims = Buffer.from(JSON.stringify({ sub: 'cus_root', exp: 9_999_999_999 })).toString(
    'base64url',
  );
  await expect(verify(customers, [header, claims, signature].join('.'))).rejects.toThrow(
    'signature',
  );
});

it('signs with the issuer and the audience of the settings', async () => {
  await using customers = await startCustomers({
    JWT_ISSUER: 'https://id.example',
    JWT_AUDIENCE: 'shop',
  });
  await addCustomer(customers);
  const { accessToken } = await tryLogin(customers, { email });
  expect(decodeJwt(accessToken)).toMatchObject({ iss: 'https://id.example', aud: 'shop' });
});

it('keeps its key over a restart', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  await customers.restart();
  const again = await signIn(customers, { email });
  expect(decodeProtectedHeader(again.accessToken).kid).toBe(
    decodeProtectedHeader(client.accessToken).kid,
  );
});

it('makes one next key when two processes rotate at the same time', async () => {
  await using customers = await startCustomers();
  customers.clock.at += 30 * DAY_MS;
  await Promise.all([rotate(customers), rotate(customers)]);
  expect((await readJwks(customers)).keys).toHaveLength(2);
});

it('publishes the next key before it signs', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  const [first] = (await readJwks(customers)).keys;
  customers.clock.at += 30 * DAY_MS;
  await rotate(customers);
  expect((await readJwks(customers)).keys).toHaveLength(2);
  const { accessToken } = await tryLogin(customers, { email });
  expect(decodeProtectedHeader(accessToken).kid).toBe(first?.kid);
});

it('keeps tokens of the old key valid after the new one signs', async () => {
  await using customers = await startCustomers();
  await addCustomer(customers);
  customers.clock.at += 30 * DAY_MS;
  await rotate(customers);
  customers.clock.at += 15 * MINUTE_MS - 1;
  const old = (await tryLogin(customers, { email })).accessToken;
  customers.clock.at += 1;
  await rotate(customers);
  const young = (await tryLogin(customers, { email })).accessToken;
  expect(decodeProtectedHeader(young).kid).not.toBe(decodeProtectedHeader(old).kid);
  await expect(verify(customers, old)).resolves.toMatchObject({ payload: { sub: 'cus_ada' } });
  await expect(verify(customers, young)).resolves.toMatchObject({ payload: { sub: 'cus_ada' } });
});

it('forgets a retired key when its last token has ended', async () => {
  await using customers = await startCustomers();
  const [first] = (await readJwks(customers)).keys;
  for (const ms of [30 * DAY_MS, 15 * MINUTE_MS, 20 * MINUTE_MS + 1]) {
    customers.clock.at += ms;
    await rotate(customers);
  }
  const { keys } = await readJwks(customers);
  expect(keys).toHaveLength(1);
  expect(keys[0]?.kid).not.toBe(first?.kid);
});
