import { signRequest } from '@supergraph/kit/signing';
import { buildClaims, createTestService } from '@supergraph/kit/testing';
import { describe, expect, it } from 'vitest';

import { notes } from './fixture/notes.ts';

const WRITE =
  'mutation ($id: ID!, $text: String!) { noteWrite(id: $id, text: $text) { id text writtenAt } }';

const ask = (query: string) => ({ as: 'router', method: 'POST', body: { query } }) as const;

it('writes through the queued writer and reads through the readers', async () => {
  await using service = await createTestService(notes, { now: () => 0 });
  const { data } = await service.execute(WRITE, { id: 'n1', text: 'hello' });
  expect(data.noteWrite).toEqual({
    id: 'n1',
    text: 'hello',
    writtenAt: '1970-01-01T00:00:00.000Z',
  });
});

it('publishes an event in the transaction of its cause', async () => {
  await using service = await createTestService(notes);
  await service.execute(WRITE, { id: 'n1', text: 'hello' });
  expect(await service.published()).toEqual([
    { type: 'notes.note.written', key: 'n1', data: { noteId: 'n1' } },
  ]);
});

it('leaves neither row nor event behind when the transaction fails', async () => {
  await using service = await createTestService(notes);
  await service.execute(WRITE, { id: 'n1', text: 'fail after publishing' });
  const { data } = await service.execute('{ notes { id } }');
  expect([data.notes, await service.published()]).toEqual([[], []]);
});

it('masks what a resolver did not mean for clients', async () => {
  await using service = await createTestService(notes);
  const { errors } = await service.execute('{ broken }');
  expect(errors).toMatchObject([
    {
      message: 'Internal server error',
      path: ['broken'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
  ]);
});

it('resolves a hundred references with the statements of one', async () => {
  await using service = await createTestService(notes);
  const query =
    'query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Note { text } } }';
  const keys = (count: number) => ({
    keys: Array.from({ length: count }, (_, at) => ({ __typename: 'Note', id: `n${at}` })),
  });
  const one = await service.countStatements(() => service.execute(query, keys(1)));
  const many = await service.countStatements(() => service.execute(query, keys(100)));
  expect(many).toBe(one);
});

it.each([
  ['a field @authenticated', '{ mine }', 'UNAUTHENTICATED'],
  [
    'an entity field @authenticated',
    '{ _entities(representations: [{ __typename: "Note", id: "n1" }]) { ... on Note { secret } } }',
    'UNAUTHENTICATED',
  ],
  ['a mutation with scopes', 'mutation { noteErase }', 'UNAUTHENTICATED'],
  ['a field whose type needs scopes', '{ audit { entries } }', 'UNAUTHENTICATED'],
])('refuses %s to the anonymous', async (_what, query, code) => {
  await using service = await createTestService(notes);
  await service.execute(WRITE, { id: 'n1', text: 'hello' });
  const { errors } = await service.execute(query);
  expect(errors).toMatchObject([{ extensions: { code } }]);
});

it.each([
  ['half of an alternative', ['notes:write'], undefined],
  ['one whole alternative', ['notes:write', 'notes:delete'], true],
  ['the other alternative', ['notes:admin'], true],
])('decides on scopes by alternatives: %s', async (_what, scopes, expected) => {
  await using service = await createTestService(notes);
  const { data } = await service.execute(
    'mutation { noteErase }',
    {},
    { claims: buildClaims({ scopes }) },
  );
  expect(data.noteErase ?? undefined).toBe(expected);
});

it('names the scopes that are missing', async () => {
  await using service = await createTestService(notes);
  const { errors } = await service.execute('{ audit { entries } }', {}, { claims: buildClaims() });
  expect(errors?.[0]?.extensions).toEqual({ code: 'FORBIDDEN', requiredScopes: [['ops:read']] });
});

it('answers the router over HTTP and knows who called', async () => {
  await using service = await createTestService(notes);
  const response = await service.fetch('/graphql', ask('{ caller }'));
  expect(await response.json()).toEqual({ data: { caller: 'router' } });
});

it.each([
  ['a query', '/graphql', { method: 'POST', body: { query: '{ caller }' } }],
  ['the SDL', '/graphql', { method: 'POST', body: { query: '{ _service { sdl } }' } }],
  ['the feed', '/events?topic=notes', {}],
  ['a command', '/internal/v1/note-count', { method: 'POST', body: { atLeast: 1 } }],
] as const)('refuses %s that is not signed', async (_what, path, request) => {
  await using service = await createTestService(notes);
  const response = await service.fetch(path, { as: null, ...request });
  expect([response.status, await response.json()]).toMatchObject([
    401,
    { errors: [{ extensions: { code: 'SIGNATURE_INVALID' } }] },
  ]);
});

it('refuses a known caller on a route that is not for it', async () => {
  await using service = await createTestService(notes);
  const response = await service.fetch('/graphql', { ...ask('{ caller }'), as: 'pricing' });
  expect([response.status, await response.json()]).toMatchObject([
    403,
    { errors: [{ message: 'The caller "pricing" may not call this.' }] },
  ]);
});

it('refuses work whose deadline has passed', async () => {
  await using service = await createTestService(notes);
  const response = await service.fetch('/graphql', {
    ...ask('{ caller }'),
    headers: { 'x-deadline': '1' },
  });
  expect(response.status).toBe(504);
});

it('refuses a signed body that is not JSON, and one of another type', async () => {
  const key = 'a'.repeat(64);
  const settings = { CALLER_KEYS: JSON.stringify({ router: key }) };
  await using service = await createTestService(notes, { settings });
  const url = `${await service.listen()}/graphql`;
  const send = async (type: string) => {
    const request = { method: 'POST', path: '/graphql', headers: {}, body: '{"query":' };
    const signature = signRequest(request, { caller: 'router', key, now: Date.now });
    const headers = { ...signature, 'content-type': type };
    const response = await fetch(url, { method: 'POST', headers, body: request.body });
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    return [response.status, errors[0]?.message];
  };
  expect(await send('application/json')).toEqual([400, 'The body is not JSON.']);
  expect(await send('text/plain')).toEqual([400, 'Send the body as application/json.']);
});

describe('a command', () => {
  const call = (service: Awaited<ReturnType<typeof openNotes>>, body: unknown, as = 'cart') =>
    service.fetch('/internal/v1/note-count', {
      as,
      method: 'POST',
      headers: { 'idempotency-key': 'saga-0001' },
      body,
    });
  const openNotes = () => createTestService(notes);

  it('runs for a caller in its list', async () => {
    await using service = await openNotes();
    const response = await call(service, { atLeast: 2 });
    expect(await response.json()).toEqual({ count: 0, asked: 2 });
  });

  it('is refused to a caller that is not in its list', async () => {
    await using service = await openNotes();
    expect((await call(service, { atLeast: 2 }, 'pricing')).status).toBe(403);
  });

  it('names what is wrong with its input', async () => {
    await using service = await openNotes();
    const response = await call(service, { atLeast: 'two' });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { errors: [{ message: expect.stringContaining('atLeast: ') }] },
    ]);
  });
});

it('is live without a signature, ready once it listens, and says its numbers', async () => {
  await using service = await createTestService(notes);
  const url = await service.listen();
  const answers = await Promise.all(
    ['/health/live', '/health/ready', '/metrics'].map((path) => fetch(url + path)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

it('brings events to a follower that waits, as soon as they are committed', async () => {
  await using service = await createTestService(notes);
  const waiting = service.fetch('/events?topic=notes&after=0&wait=20s', { as: 'cart' });
  await service.execute(WRITE, { id: 'n1', text: 'hello' });
  const page = await (await waiting).json();
  expect(page).toMatchObject({ events: [{ key: 'n1', correlationId: 'cor_test' }], head: 1 });
});

it('lets no follower hold up the end of the process', async () => {
  const service = await createTestService(notes);
  const waiting = service.fetch('/events?topic=notes&after=0&wait=20s', { as: 'cart' });
  await fetch(`${await service.listen()}/health/live`);
  await service[Symbol.asyncDispose]();
  expect((await waiting).status).toBe(200);
});
