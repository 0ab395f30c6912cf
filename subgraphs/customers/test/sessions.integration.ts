import { expect, it } from 'vitest';

import {
  MINUTE_MS,
  type Request,
  type TestCustomers,
  addCustomer,
  claimsOf,
  lastCookie,
  signIn,
  startCustomers,
  tryLogin,
} from './build.ts';

const email = 'cus_ada@example.com';
const DAY_MS = 24 * 60 * MINUTE_MS;

const REFRESH = /* GraphQL */ `
  mutation ($input: SessionRefreshInput! = {}) {
    sessionRefresh(input: $input) {
      customer {
        id
      }
      accessToken
      refreshToken
      errors {
        ... on UserError {
          code
        }
      }
    }
  }
`;

/** Refreshes as a browser does, whose cookie the router hands on. */
async function refresh(
  { service }: TestCustomers,
  refreshToken: string | null,
  request: Request = {},
) {
  const { data } = await service.execute(REFRESH, {}, { refreshToken, ...request });
  return data.sessionRefresh;
}

async function startSignedIn(login: { rememberMe?: boolean } = {}) {
  const customers = await startCustomers();
  await addCustomer(customers);
  return { customers, client: await signIn(customers, { email, ...login }) };
}

const INVALID = { accessToken: null, refreshToken: null, errors: [{ code: 'TOKEN_INVALID' }] };

it('rotates the refresh token and stays in the session', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  const { accessToken, refreshToken, errors } = await refresh(customers, client.refreshToken);
  expect(errors).toEqual([]);
  expect(refreshToken).toBeNull();
  expect(lastCookie(customers)).not.toBe(client.refreshToken);
  expect(claimsOf(accessToken)?.sid).toBe(client.request.claims?.sid);
});

it('takes the token of the input before that of the cookie', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  const variables = { input: { refreshToken: client.refreshToken } };
  const request = { refreshToken: 'stale', variant: 'mobile' };
  const { data } = await customers.service.execute(REFRESH, variables, request);
  expect(data.sessionRefresh).toMatchObject({
    refreshToken: expect.stringMatching(/^[\w-]{43}$/u),
    errors: [],
  });
});

it('revokes the whole session when a used token comes again', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  await refresh(customers, client.refreshToken);
  const successor = lastCookie(customers);
  customers.clock.at += MINUTE_MS;
  expect(await refresh(customers, client.refreshToken)).toMatchObject(INVALID);
  expect(await refresh(customers, successor)).toMatchObject(INVALID);
});

it('leaves the other sessions of the customer alone when one is revoked', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  const other = await signIn(customers, { email });
  await refresh(customers, client.refreshToken);
  customers.clock.at += MINUTE_MS;
  await refresh(customers, client.refreshToken);
  expect((await refresh(customers, other.refreshToken)).errors).toEqual([]);
});

it('revokes for the reuse of a token that is many rotations old', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  for (const token of [client.refreshToken, '', '']) {
    await refresh(customers, token === '' ? lastCookie(customers) : token);
    customers.clock.at += MINUTE_MS;
  }
  const latest = lastCookie(customers);
  await refresh(customers, client.refreshToken);
  expect(await refresh(customers, latest)).toMatchObject(INVALID);
});

it('gives the second of two tabs an access token only, and keeps the session', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  await refresh(customers, client.refreshToken);
  const winner = lastCookie(customers);
  customers.clock.at += 10_000;
  const loser = await refresh(customers, client.refreshToken, { variant: 'mobile' });
  expect(loser).toMatchObject({ accessToken: expect.any(String), refreshToken: null, errors: [] });
  expect(lastCookie(customers)).toBe(winner);
  expect((await refresh(customers, winner)).errors).toEqual([]);
});

it('rotates once for two refreshes at the same time', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  const before = customers.service.cookies.length;
  const answers = await Promise.all([1, 2].map(() => refresh(customers, client.refreshToken)));
  expect(answers.map(({ errors }) => errors)).toEqual([[], []]);
  expect(customers.service.cookies).toHaveLength(before + 1);
});

it('forgets the cookie of a token that is refused', async () => {
  const { customers } = await startSignedIn();
  await using _ = customers;
  await refresh(customers, 'A'.repeat(43));
  expect(customers.service.cookies.at(-1)).toBe(
    'refresh_token=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
  );
});

it.each([
  ['no token', null],
  ['a forged one', 'A'.repeat(43)],
  ['a huge one', 'A'.repeat(1_000_000)],
])('refuses %s', async (_, token) => {
  await using customers = await startCustomers();
  expect(await refresh(customers, token)).toMatchObject(INVALID);
});

it('refuses an access token in place of a refresh token', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  expect(await refresh(customers, client.accessToken)).toMatchObject(INVALID);
});

it.each([
  [{ rememberMe: false }, DAY_MS],
  [{ rememberMe: true }, 30 * DAY_MS],
])('with %j expires after %i ms without use', async (login, lifetimeMs) => {
  const { customers, client } = await startSignedIn(login);
  await using _ = customers;
  customers.clock.at += lifetimeMs;
  const { accessToken, errors } = await refresh(customers, client.refreshToken);
  expect({ accessToken, errors }).toEqual({
    accessToken: null,
    errors: [{ code: 'TOKEN_EXPIRED' }],
  });
});

it('lives on by being used', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  customers.clock.at += DAY_MS - 1;
  await refresh(customers, client.refreshToken);
  customers.clock.at += DAY_MS - 1;
  expect((await refresh(customers, lastCookie(customers))).errors).toEqual([]);
});

const SESSIONS = '{ me { sessions { id userAgent lastSeenAt current } } }';

it('lists the live sessions, latest first, and says which is this one', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  customers.clock.at += MINUTE_MS;
  const phone = await signIn(
    customers,
    { email },
    { clientName: 'shop-ios', clientVersion: '4.2' },
  );
  const { data } = await customers.service.execute(SESSIONS, {}, client.request);
  expect(data.me.sessions).toEqual([
    {
      id: phone.request.claims?.sid,
      userAgent: 'shop-ios 4.2',
      lastSeenAt: '2026-01-31T08:01:00.000Z',
      current: false,
    },
    {
      id: client.request.claims?.sid,
      userAgent: null,
      lastSeenAt: '2026-01-31T08:00:00.000Z',
      current: true,
    },
  ]);
});

it('keeps at most 50 sessions of a customer', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  for (let count = 0; count < 50; count++) {
    customers.clock.at += 1;
    await tryLogin(customers, { email });
  }
  const { data } = await customers.service.execute(SESSIONS, {}, client.request);
  expect(data.me.sessions).toHaveLength(50);
  expect(await refresh(customers, client.refreshToken)).toMatchObject(INVALID);
});

const LOGOUT =
  'mutation ($everywhere: Boolean, $sessionId: ID) { logout(everywhere: $everywhere, sessionId: $sessionId) { ok } }';

it('ends this session at logout, and no other', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  const other = await signIn(customers, { email });
  const { data } = await customers.service.execute(LOGOUT, {}, client.request);
  expect(data.logout).toEqual({ ok: true });
  expect(lastCookie(customers)).toBe('');
  expect(await refresh(customers, client.refreshToken)).toMatchObject(INVALID);
  expect((await refresh(customers, other.refreshToken)).errors).toEqual([]);
});

it('ends every session at a logout everywhere', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  const other = await signIn(customers, { email });
  await customers.service.execute(LOGOUT, { everywhere: true }, client.request);
  expect(await refresh(customers, client.refreshToken)).toMatchObject(INVALID);
  expect(await refresh(customers, other.refreshToken)).toMatchObject(INVALID);
});

it('ends a named session and keeps the own cookie', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  const other = await signIn(customers, { email });
  const cookies = customers.service.cookies.length;
  const sessionId = other.request.claims?.sid;
  const { data } = await customers.service.execute(LOGOUT, { sessionId }, client.request);
  expect(data.logout).toEqual({ ok: true });
  expect(customers.service.cookies).toHaveLength(cookies);
  expect(await refresh(customers, other.refreshToken)).toMatchObject(INVALID);
});

it('does not end a session of somebody else', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  await addCustomer(customers, { id: 'cus_eve' });
  const eve = await signIn(customers, { email: 'cus_eve@example.com' });
  const sessionId = client.request.claims?.sid;
  const { data } = await customers.service.execute(LOGOUT, { sessionId }, eve.request);
  expect(data.logout).toEqual({ ok: false });
  expect((await refresh(customers, client.refreshToken)).errors).toEqual([]);
});

it('says UNAUTHENTICATED at a logout without a sign-in', async () => {
  await using customers = await startCustomers();
  const { errors } = await customers.service.execute(LOGOUT);
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});

it('refuses changes with an access token whose session has ended', async () => {
  const { customers, client } = await startSignedIn();
  await using _ = customers;
  await customers.service.execute(LOGOUT, {}, client.request);
  const update = 'mutation { profileUpdate(input: { firstName: "Eve" }) { customer { id } } }';
  const { errors } = await customers.service.execute(update, {}, client.request);
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
});
