import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

const PAGE = 'https://shop.example';
const JSON_TYPE = { 'content-type': 'application/json' };
const ME = '{ me { name } }';

let shop: Shop;
let router: TestRouter;
let studio: string;

beforeAll(async () => {
  shop = await startShop();
  studio = mkdtempSync(path.join(tmpdir(), 'studio-'));
  router = await startRouter(shop.all, {
    config: {
      listen: { maxBodyBytes: 2000 },
      cors: { origins: [PAGE], headers: ['x-basket'] },
      studio: { directory: studio },
    },
  });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
  rmSync(studio, { recursive: true });
});

const post = (body: string, headers: Record<string, string> = JSON_TYPE) =>
  router.fetch('/graphql', { method: 'POST', headers, body });
const codeOf = ({ errors }: { errors: readonly { extensions: Record<string, unknown> }[] }) =>
  errors[0]?.extensions['code'];

/** What the server says to `Expect: 100-continue` with a body of so many bytes. */
function askFirst(url: string, length: number): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: ${length}\r\n\r\n`,
      ),
    );
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString()));
    socket.once('end', () => resolve(text));
    socket.once('error', reject);
  });
}

describe('a body', () => {
  it.each<[string, string, { status: number; code: string }]>([
    ['is not JSON', '{', { status: 400, code: 'BAD_REQUEST' }],
    ['is a batch', `[{"query":"${ME}"},{"query":"${ME}"}]`, { status: 400, code: 'BAD_REQUEST' }],
    ['has no query', '{}', { status: 400, code: 'BAD_REQUEST' }],
    ['has an empty query', '{"query":" "}', { status: 400, code: 'BAD_REQUEST' }],
    [
      'has variables that are no object',
      `{"query":"${ME}","variables":[1]}`,
      { status: 400, code: 'BAD_REQUEST' },
    ],
    [
      'has an operation name that is no string',
      `{"query":"${ME}","operationName":7}`,
      { status: 400, code: 'BAD_REQUEST' },
    ],
    [
      'is too large',
      JSON.stringify({ query: ME, variables: { x: 'y'.repeat(3000) } }),
      { status: 413, code: 'PAYLOAD_TOO_LARGE' },
    ],
    [
      'is much too large',
      JSON.stringify({ query: ME, variables: { x: 'y'.repeat(12_000) } }),
      { status: 413, code: 'PAYLOAD_TOO_LARGE' },
    ],
  ])('that %s is refused', async (_name, body, { status, code }) => {
    const answer = await post(body);

    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status, code });
  });

  it('that is too large is refused before it is sent when the client asks first', async () => {
    const answer = await askFirst(router.url, 5_000_000);

    expect(answer).toContain('HTTP/1.1 413');
    expect(answer).not.toContain('100 Continue');
  });

  it('of another type is refused with 415', async () => {
    const answer = await post(ME, { 'content-type': 'application/graphql' });

    expect({ status: answer.status, code: codeOf(answer) }).toEqual({
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
    });
  });

  it('that is compressed is refused with 415', async () => {
    const { status } = await post('x', { ...JSON_TYPE, 'content-encoding': 'gzip' });

    expect(status).toBe(415);
  });

  it('that persists a query by hash is told to send the text', async () => {
    const answer = await post('{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"ab"}}}');

    expect(codeOf(answer)).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });
});

describe('a request that a page could send without preflight', () => {
  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'as %s is refused',
    async (type) => {
      const answer = await post(JSON.stringify({ query: ME }), { 'content-type': type });

      expect({ status: answer.status, code: codeOf(answer) }).toEqual({
        status: 403,
        code: 'CSRF_PREVENTED',
      });
    },
  );

  it('by GET is refused', async () => {
    const answer = await router.fetch(`/graphql?query=${encodeURIComponent(ME)}`);

    expect({ status: answer.status, code: codeOf(answer) }).toEqual({
      status: 403,
      code: 'CSRF_PREVENTED',
    });
  });
});

describe('a page of another origin', () => {
  it('that is configured may read answers', async () => {
    const { headers } = await post(JSON.stringify({ query: ME }), { ...JSON_TYPE, origin: PAGE });

    expect(headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
  });

  it('that is configured passes the preflight', async () => {
    const { status, headers } = await router.fetch('/graphql', {
      method: 'OPTIONS',
      headers: { origin: PAGE },
    });

    expect(status).toBe(204);
    expect(headers.get('access-control-allow-headers')).toContain('x-basket');
  });

  it.each(['https://evil.example', `${PAGE}.evil.example`, 'null'])(
    'is told nothing when it is %s',
    async (origin) => {
      const preflight = await router.fetch('/graphql', { method: 'OPTIONS', headers: { origin } });
      const answer = await post(JSON.stringify({ query: ME }), { ...JSON_TYPE, origin });

      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});

describe('the format of an answer', () => {
  it.each([
    [undefined, 'application/json; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    [
      'application/json;q=0.5, application/graphql-response+json',
      'application/graphql-response+json; charset=utf-8',
    ],
    [
      'application/graphql-response+json;q=0.1, application/json',
      'application/json; charset=utf-8',
    ],
  ])('for Accept %s is %s', async (accept, type) => {
    const { headers } = await post(JSON.stringify({ query: ME }), {
      ...JSON_TYPE,
      ...(accept && { accept }),
    });

    expect(headers.get('content-type')).toBe(type);
  });

  it('is refused with 406 when the client takes neither', async () => {
    const answer = await post(JSON.stringify({ query: ME }), { ...JSON_TYPE, accept: 'text/csv' });

    expect({ status: answer.status, code: codeOf(answer) }).toEqual({
      status: 406,
      code: 'NOT_ACCEPTABLE',
    });
  });

  it('is never to be kept by a cache', async () => {
    expect((await post(JSON.stringify({ query: ME }))).headers.get('cache-control')).toBe(
      'no-store',
    );
  });
});

describe('a path', () => {
  it.each([
    ['/health/live', 200, '{"status":"live"}\n'],
    ['/health/ready', 200, '{"status":"ready"}\n'],
  ])('%s answers %i', async (where, status, text) => {
    expect(await router.fetch(where)).toMatchObject({ status, text });
  });

  it('that is not there is refused for a POST', async () => {
    const answer = await router.fetch('/nowhere', { method: 'POST', body: 'x' });

    expect({ status: answer.status, code: codeOf(answer) }).toEqual({
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  it.each([
    ['PUT', JSON_TYPE],
    ['DELETE', {}],
    ['HEAD', {}],
  ])('/graphql refuses %s', async (method, given) => {
    const { status, headers } = await router.fetch('/graphql', { method, headers: given });

    expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'GET, POST' });
  });

  it('/graphql leads a browser to the studio', async () => {
    const { status, headers } = await router.fetch('/graphql', {
      headers: { accept: 'text/html,*/*;q=0.8' },
    });

    expect({ status, location: headers.get('location') }).toEqual({ status: 303, location: '/' });
  });
});

describe('the studio', () => {
  it('says how to build it when it is not built', async () => {
    const { status, text } = await router.fetch('/');

    expect(status).toBe(200);
    expect(text).toContain('The studio is not built');
  });

  it('is served from its folder as soon as it is there, with nothing from other origins allowed', async () => {
    mkdirSync(path.join(studio, 'assets'));
    writeFileSync(path.join(studio, 'index.html'), '<h1>Studio</h1>');
    writeFileSync(path.join(studio, 'assets/app-1a2b.js'), 'let x;');

    const page = await router.fetch('/');
    const script = await router.fetch('/assets/app-1a2b.js');

    expect(page.text).toBe('<h1>Studio</h1>');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(script.headers.get('cache-control')).toContain('immutable');
  });

  it.each([
    '/../../../etc/passwd',
    '/..%2f..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/%00',
    '/%E0%A4%A',
  ])('serves nothing outside its folder for %s', async (where) => {
    const { status, text } = await router.fetch(where);

    expect(status).toBe(404);
    expect(text).not.toContain('root:');
  });
});

describe('an operation beyond the limits', () => {
  it.each([
    ['OPERATION_TOO_DEEP', { depth: 2 }, '{ a: __schema { types { fields { name } } } }'],
    ['TOO_MANY_FIELDS', { fields: 2 }, '{ me { name } books { id } }'],
    ['TOO_MANY_ALIASES', { aliases: 2 }, '{ a: me { name } b: me { name } c: me { name } }'],
    ['TOO_MANY_ROOT_FIELDS', { rootFields: 1 }, '{ me { name } books { id } }'],
    [
      'TOO_MANY_DIRECTIVES',
      { directives: 1 },
      '{ me @include(if: true) { name @skip(if: false) } }',
    ],
    ['GRAPHQL_PARSE_FAILED', { tokens: 5 }, '{ me { name } books { id } }'],
  ])('is refused as %s', async (code, limits, query) => {
    await using limited = await startRouter(shop.all, { config: { limits } });

    const answer = await limited.query(query);

    expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status: 400, code });
  });
});
