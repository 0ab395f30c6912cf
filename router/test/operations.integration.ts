import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

describe('an operation', () => {
  let shop: Shop;
  let router: TestRouter;

  beforeAll(async () => {
    shop = await startShop();
    router = await startRouter(shop.all);
  });
  afterAll(async () => {
    await router[Symbol.asyncDispose]();
    await shop[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    router.lines.length = 0;
  });

  it('is answered from several subgraphs', async () => {
    const { status, data, errors } = await router.query('{ books { id title price } me { name } }');

    expect({ status, errors }).toEqual({ status: 200, errors: [] });
    expect(data).toEqual({
      books: [
        { id: 'b1', title: 'Emma', price: 490 },
        { id: 'b2', title: 'Ivanhoe', price: 500 },
      ],
      me: { name: 'Ada' },
    });
  });

  it('that is not JSON is not quoted in the log', async () => {
    const headers = { 'content-type': 'application/json' };

    await router.fetch('/graphql', { method: 'POST', headers, body: 'password=hunter2' });

    expect(router.lines).toHaveLength(1);
    expect(JSON.stringify(router.lines)).not.toContain('password');
  });

  it('is answered by GET', async () => {
    const { data } = await router.fetch(
      `/graphql?query=${encodeURIComponent('query Q($id: ID!) { book(id: $id) { title } }')}&variables=${encodeURIComponent('{"id":"b1"}')}`,
      {
        headers: { 'graphql-require-preflight': '1' },
      },
    );

    expect(data).toEqual({ book: { title: 'Emma' } });
  });

  it('is refused by GET when it is a mutation', async () => {
    const query = encodeURIComponent('mutation { bookRename(id: "b1", title: "x") { title } }');
    const { status, headers, data } = await router.fetch(`/graphql?query=${query}`, {
      headers: { 'graphql-require-preflight': '1' },
    });

    expect({ status, data, allow: headers.get('allow') }).toEqual({
      status: 405,
      data: undefined,
      allow: 'POST',
    });
  });

  it('runs as a mutation by POST', async () => {
    const { data } = await router.query(
      'mutation { bookRename(id: "b1", title: "Emma II") { title price } }',
    );

    expect(data).toEqual({ bookRename: { title: 'Emma II', price: 490 } });
  });

  const COUNT = 'query Q($c: CountInput!) { count(input: $c) }';
  it.each<[string, string, { variables?: Record<string, unknown>; code: string }]>([
    ['a field that is not there', '{ nothing }', { code: 'GRAPHQL_VALIDATION_FAILED' }],
    ['a syntax error', '{ books {', { code: 'GRAPHQL_PARSE_FAILED' }],
    [
      'a variable without a declaration',
      '{ book(id: $id) { id } }',
      { code: 'GRAPHQL_VALIDATION_FAILED' },
    ],
    [
      'a variable that only the request has',
      '{ me { name } }',
      { variables: { no: 1 }, code: 'BAD_USER_INPUT' },
    ],
    [
      'a variable of the wrong type',
      COUNT,
      { variables: { c: { from: 'x' } }, code: 'BAD_USER_INPUT' },
    ],
    [
      'an unknown input field',
      COUNT,
      { variables: { c: { from: 1, to: 2 } }, code: 'BAD_USER_INPUT' },
    ],
    [
      'a number that does not fit',
      COUNT,
      { variables: { c: { from: 1e12 } }, code: 'BAD_USER_INPUT' },
    ],
    ['a missing variable', COUNT, { code: 'BAD_USER_INPUT' }],
    ['a subscription', 'subscription { books { id } }', { code: 'SUBSCRIPTIONS_NOT_SUPPORTED' }],
  ])('is refused with 400 for %s', async (_name, query, { variables, code }) => {
    const { status, data, errors } = await router.query(query, { ...(variables && { variables }) });

    expect({ status, data, code: errors[0]?.extensions['code'] }).toEqual({
      status: 400,
      data: undefined,
      code,
    });
  });

  it('is refused when the document has no operation of that name', async () => {
    const { status, errors } = await router.query('query A { me { name } }', {
      operationName: 'B',
    });

    expect({ status, code: errors[0]?.extensions['code'] }).toEqual({
      status: 400,
      code: 'OPERATION_RESOLUTION_FAILURE',
    });
  });

  it('keeps the message of a field error that has a code, names the subgraph, drops its stack', async () => {
    const { status, data, errors } = await router.query('{ coded me { name } }');

    expect({ status, data }).toEqual({ status: 200, data: { coded: null, me: { name: 'Ada' } } });
    expect(errors).toEqual([
      {
        message: 'There is no such reader.',
        path: ['coded'],
        extensions: { code: 'NOT_FOUND', subgraph: 'readers' },
      },
    ]);
  });

  it('says where a subgraph sent null against its schema', async () => {
    const { data, errors } = await router.query('{ must { value } }');

    expect(data).toEqual({ must: null });
    expect(errors[0]).toMatchObject({ path: ['must', 'value'] });
  });

  it('has one summary in the log, with its fetches by subgraph', async () => {
    await router.query('query Shelf { books { id price } }', {
      headers: {
        'x-correlation-id': 'corr-12345678',
        'graphql-client-name': 'web shop',
        'graphql-client-version': '1.2',
      },
    });

    const lines = router.lines.filter(({ correlationId }) => correlationId === 'corr-12345678');
    expect(lines.filter(({ msg }) => msg === 'operation')).toMatchObject([
      {
        operation: 'Shelf',
        type: 'query',
        status: 200,
        fetches: 2,
        subgraphs: { books: { fetches: 1 }, prices: { fetches: 1 } },
        client: 'web shop',
        clientVersion: '1.2',
      },
    ]);
  });

  it('is counted in the metrics', async () => {
    await router.query('{ me { name } }');

    const { text } = await router.fetch('/metrics');
    expect(text).toMatch(
      /router_operation_duration_seconds_count\{[^}]*type="query",outcome="ok"/u,
    );
    expect(text).toMatch(
      /router_fetch_duration_seconds_count\{[^}]*subgraph="readers",outcome="answered"/u,
    );
  });

  it('shows the schema outside production', async () => {
    const { data } = await router.query('{ __schema { queryType { name } } }');

    expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  it('may be the introspection query of the common tools', async () => {
    const { errors } = await router.query(getIntrospectionQuery({ inputValueDeprecation: true }));

    expect(errors).toEqual([]);
  });
});

describe('in production', () => {
  let shop: Shop;
  let router: TestRouter;

  beforeAll(async () => {
    shop = await startShop();
    router = await startRouter(shop.all, {
      config: { environment: 'production', visitor: { enabled: true } },
    });
  });
  afterAll(async () => {
    await router[Symbol.asyncDispose]();
    await shop[Symbol.asyncDispose]();
  });

  it('hides the schema', async () => {
    const { status, data } = await router.query('{ __schema { queryType { name } } }');

    expect({ status, data }).toEqual({ status: 400, data: undefined });
  });

  it('suggests no names', async () => {
    const { errors } = await router.query('{ book(id: "b1") { titel } }');

    expect(errors[0]?.message).not.toMatch(/did you mean/iu);
  });

  it('suggests no names for variables', async () => {
    const query = 'query($input: CountInput!) { count(input: $input) }';
    const { status, text } = await router.query(query, { variables: { input: { fron: 1 } } });

    expect(status).toBe(400);
    expect(text).not.toMatch(/did you mean/iu);
  });

  it('masks a message that has no code', async () => {
    const { errors, headers, text } = await router.query('{ broken }');

    const ids = {
      requestId: headers.get('x-request-id'),
      correlationId: headers.get('x-correlation-id'),
    };
    expect(errors).toEqual([
      {
        message: 'The subgraph "readers" failed.',
        path: ['broken'],
        extensions: { code: 'SUBGRAPH_ERROR', subgraph: 'readers', ...ids },
      },
    ]);
    expect(text).not.toContain('postgres');
  });

  it('says of a lost fetch what it says elsewhere', async () => {
    shop.readers.replyWith(() => Promise.resolve({ status: 500, body: 'at /srv/app.js' }));

    const { errors, headers } = await router.query('{ me { name } }');
    shop.readers.replyWith(undefined);

    expect(errors).toEqual([
      {
        message: 'The subgraph "readers" did not serve the request.',
        path: ['me'],
        extensions: {
          code: 'SUBGRAPH_ERROR',
          subgraph: 'readers',
          requestId: headers.get('x-request-id'),
          correlationId: headers.get('x-correlation-id'),
          retryable: false,
        },
      },
    ]);
  });

  it('keeps a message that has a code', async () => {
    const { errors } = await router.query('{ coded }');

    expect(errors[0]).toMatchObject({
      message: 'There is no such reader.',
      extensions: { code: 'NOT_FOUND' },
    });
  });

  it('marks the visitor cookie Secure', async () => {
    const { cookies } = await router.query('{ me { name } }');

    expect(cookies).toEqual([
      expect.stringMatching(/^visitor_id=vis_\d+; .*HttpOnly; SameSite=Lax; Secure$/u),
    ]);
  });
});

describe('outside production', () => {
  it('shows the message of an error that has no code', async () => {
    await using shop = await startShop();
    await using router = await startRouter(shop.all);

    const { errors } = await router.query('{ broken }');

    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('postgres'),
      extensions: { code: 'SUBGRAPH_ERROR' },
    });
  });
});
