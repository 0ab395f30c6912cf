import { describe, expect, it } from 'vitest';

import { createGraphClient } from './graph-client.ts';
import { createSession } from './session.ts';

const LOGIN_ANSWER = {
  data: {
    login: {
      accessToken: 'secret',
      expiresAt: '2030-01-01T00:00:00.000Z',
      customer: { publicName: 'Sam' },
      errors: [],
    },
  },
};

const REFUSED = { errors: [{ message: 'The token is not known.' }] };

/** A client whose graph gives these answers, one after the other, and keeps the requests. */
function createClient(...answers: readonly unknown[]) {
  const requests: { url: unknown; headers: Headers; body: string }[] = [];
  const stored = new Map<string, string>();
  const session = createSession({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
  });
  const left = [...answers];
  const clock = { now: 0 };
  const client = createGraphClient({
    session,
    url: '/graphql/partner',
    now: () => clock.now,
    random: () => 'fresh',
    fetch: async (url, init) => {
      requests.push({
        url,
        headers: new Headers(init?.headers),
        body: typeof init?.body === 'string' ? init.body : '',
      });
      const answer = left.shift();
      const status = answer === REFUSED ? 401 : 200;
      return Response.json(answer, { status, headers: { 'x-correlation-id': 'c-1' } });
    },
  });
  const run = (variables: unknown = {}) =>
    client.fetch('/graphql', { body: JSON.stringify({ query: '{ a }', variables }) });
  return { client, session, requests, run, clock };
}

const shopper = { name: 'shopper', label: 'Shopper', email: 'shopper@example.com' };

describe('the graph client', () => {
  it('signs the requests after a sign-in', async () => {
    const { client, requests, run } = createClient(LOGIN_ANSWER, { data: {} });
    await client.signIn(shopper);
    await run();

    expect(requests[1]?.headers.get('authorization')).toBe('Bearer secret');
  });

  it('asks the endpoint of the page, and signs in where everything is', async () => {
    const { client, requests, run } = createClient(LOGIN_ANSWER, { data: {} });
    await client.signIn(shopper);
    await run();

    expect(requests.map(({ url }) => url)).toEqual(['/graphql', '/graphql/partner']);
  });

  it('says why a sign-in fails', async () => {
    const refusal = { data: { login: { accessToken: null, errors: [{ message: 'Wrong.' }] } } };
    const { client } = createClient(refusal);

    expect(await client.signIn(shopper)).toBe('Wrong.');
  });

  it('signs in anew when the access token has ended', async () => {
    const { client, clock, requests, run } = createClient(LOGIN_ANSWER, LOGIN_ANSWER, { data: {} });
    await client.signIn(shopper);
    clock.now = Date.parse('2030-01-01T00:00:00.000Z');
    await run();

    expect(requests.map(({ body }) => body.includes('login'))).toEqual([true, true, false]);
  });

  it('signs in anew and asks again when the graph does not know the token', async () => {
    const { client, run } = createClient(LOGIN_ANSWER, REFUSED, LOGIN_ANSWER, { data: { a: 1 } });
    await client.signIn(shopper);

    expect(await (await run()).json()).toEqual({ data: { a: 1 } });
  });

  it('does not sign in twice for an example that anybody may run', async () => {
    const { client, requests } = createClient(LOGIN_ANSWER);
    await client.ensureSignedIn('login');
    await client.ensureSignedIn('login');

    expect(requests).toHaveLength(1);
  });

  it('sends a carried field of an answer as its header', async () => {
    const { requests, run } = createClient({ data: { x: { cartToken: 't-1' } } }, { data: {} });
    await run();
    await run();

    expect(requests[1]?.headers.get('x-cart-token')).toBe('t-1');
  });

  it('says who it is', async () => {
    const { requests, run } = createClient({ data: {} });
    await run();

    expect(requests[0]?.headers.get('x-client-name')).toBe('studio');
  });

  it('sends what was chosen in the bar', async () => {
    const { requests, run, session } = createClient({ data: {} });
    session.update({ context: { 'x-locale': 'de' } });
    await run();

    expect(requests[0]?.headers.get('x-locale')).toBe('de');
  });

  it('fills placeholders from the answers before', async () => {
    const { requests, run } = createClient({ data: { box: { id: 'b1' } } }, { data: {} });
    await run();
    await run({ id: '{{box.id}}', key: '{{random}}' });

    expect(requests[1]?.body).toContain('{"id":"b1","key":"fresh"}');
  });

  it('sends nothing when a placeholder has no value', async () => {
    const { requests, run } = createClient();
    const answer = await run({ id: '{{box.id}}' });

    expect(await answer.text()).toContain('{{box.id}}');
    expect(requests).toEqual([]);
  });

  it('keeps the correlation id of the last answer', async () => {
    const { run, session } = createClient({ data: {} });
    await run();

    expect(session.state().lastAnswer).toEqual({ status: 200, tookMs: 0, correlationId: 'c-1' });
  });
});
