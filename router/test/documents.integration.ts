import { hash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { type Answer, type TestRouter, startRouter } from './harness/router.ts';
import { type Shop, startShop } from './harness/shop.ts';

const KNOWN = 'query Known { books { title } }';
const OTHER = 'query Other { me { name } }';
const sha = (text: string): string => hash('sha256', text);

let shop: Shop;
let folder: string;
let manifest: string;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop[Symbol.asyncDispose]());
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'documents-'));
  manifest = path.join(folder, 'manifest.json');
  await writeFile(manifest, JSON.stringify({ known: KNOWN }));
});
afterEach(() => rm(folder, { recursive: true }));

const start = (documents: object): Promise<TestRouter> =>
  startRouter(shop.all, {
    config: { documents: { files: [manifest], pollMs: 20, ...documents } },
  });
const post = (router: TestRouter, body: object): Promise<Answer> =>
  router.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const get = (router: TestRouter, params: Record<string, string>): Promise<Answer> =>
  router.fetch(`/graphql?${new URLSearchParams(params).toString()}`, {
    headers: { 'graphql-require-preflight': '1' },
  });
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const codeOf = ({ errors }: Answer): unknown => errors[0]?.extensions['code'];

describe('an enforced list', () => {
  let router: TestRouter;

  beforeEach(async () => {
    router = await start({ mode: 'enforce' });
  });
  afterEach(() => router[Symbol.asyncDispose]());

  it.each<[string, object]>([
    ['its id', { documentId: 'known' }],
    ['the hash of its text', { documentId: `sha256:${sha(KNOWN)}` }],
    ['the extension of clients', { extensions: persisted('known') }],
    ['its text', { query: KNOWN }],
  ])('runs what it has by %s', async (_name, body) => {
    const { status, data } = await post(router, body);

    expect({ status, data }).toEqual({
      status: 200,
      data: { books: [{ title: 'Emma' }, { title: 'Ivanhoe' }] },
    });
  });

  it('runs what it has by GET', async () => {
    const { data } = await get(router, { documentId: 'known' });

    expect(data).toEqual({ books: [{ title: 'Emma' }, { title: 'Ivanhoe' }] });
  });

  it.each<[string, object, string]>([
    ['another text', { query: OTHER }, 'QUERY_NOT_IN_SAFELIST'],
    ['another id', { documentId: 'other' }, 'PERSISTED_QUERY_NOT_IN_LIST'],
    [
      'the introspection of a stranger',
      { query: '{ __schema { queryType { name } } }' },
      'QUERY_NOT_IN_SAFELIST',
    ],
    [
      'a text under a known id',
      { documentId: 'known', query: OTHER },
      'PERSISTED_QUERY_HASH_MISMATCH',
    ],
    [
      'a text that registers itself',
      { query: OTHER, extensions: persisted(sha(OTHER)) },
      'QUERY_NOT_IN_SAFELIST',
    ],
  ])('refuses %s with 400', async (_name, body, code) => {
    const answer = await post(router, body);

    expect({ status: answer.status, code: codeOf(answer), data: answer.data }).toEqual({
      status: 400,
      code,
      data: undefined,
    });
  });

  it('takes over a changed manifest', async () => {
    expect(codeOf(await post(router, { documentId: 'other' }))).toBe('PERSISTED_QUERY_NOT_IN_LIST');
    await writeFile(manifest, JSON.stringify({ other: OTHER }));

    await expect
      .poll(async () => (await post(router, { documentId: 'other' })).data)
      .toEqual({ me: { name: 'Ada' } });
    expect(codeOf(await post(router, { documentId: 'known' }))).toBe('PERSISTED_QUERY_NOT_IN_LIST');
  });

  it('keeps the last manifest that could be used, and logs the line of the fault', async () => {
    await writeFile(manifest, '{\n  "known": "query Known { books",\n  "other": 7\n}');
    const findFault = () => router.lines.find(({ msg }) => msg === 'persisted documents refused');
    await expect.poll(findFault).toBeDefined();

    expect((await post(router, { documentId: 'known' })).data).toMatchObject({ books: [{}, {}] });
    expect(JSON.stringify(findFault())).toContain(`${manifest} cannot be used: line 3: other: `);
  });

  it('recovers from a manifest that could not be used', async () => {
    await writeFile(manifest, '{');
    await expect
      .poll(() => router.lines.some(({ msg }) => msg === 'persisted documents refused'))
      .toBe(true);
    await writeFile(manifest, JSON.stringify({ other: OTHER }));

    await expect
      .poll(async () => (await post(router, { documentId: 'other' })).data)
      .toEqual({ me: { name: 'Ada' } });
  });
});

describe('a router', () => {
  it('does not start on a manifest that cannot be used, and names file and line', async () => {
    await writeFile(manifest, '{\n  "known": "{ books"\n}');

    await expect(start({ mode: 'enforce' })).rejects.toThrow(
      `The manifest ${manifest} cannot be used: line 2: known: The document "known" is not GraphQL`,
    );
  });

  it('does not start on a manifest that is not there', async () => {
    await rm(manifest);

    await expect(start({ mode: 'enforce' })).rejects.toThrow('ENOENT');
  });

  it('reads several manifests', async () => {
    const second = path.join(folder, 'second.json');
    await writeFile(second, JSON.stringify({ other: OTHER }));
    await using router = await start({ mode: 'enforce', files: [manifest, second] });

    const answers = [
      await post(router, { documentId: 'known' }),
      await post(router, { documentId: 'other' }),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });

  it('needs ids where the list says so', async () => {
    await using router = await start({ mode: 'enforce', requireId: true });

    expect(codeOf(await post(router, { query: KNOWN }))).toBe('PERSISTED_QUERY_ID_REQUIRED');
    expect((await post(router, { documentId: 'known' })).status).toBe(200);
  });
});

it('a variant has a list of its own', async () => {
  await using router = await startRouter(shop.all, {
    config: { variants: { mobile: { documents: { mode: 'enforce', files: [manifest] } } } },
  });
  const send = (url: string, body: object): Promise<Answer> =>
    router.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  expect((await send('/graphql', { query: OTHER })).status).toBe(200);
  expect(codeOf(await send('/graphql/mobile', { query: OTHER }))).toBe('QUERY_NOT_IN_SAFELIST');
  expect((await send('/graphql/mobile', { documentId: 'known' })).status).toBe(200);
  expect(codeOf(await send('/graphql', { documentId: 'known' }))).toBe(
    'PERSISTED_QUERY_NOT_SUPPORTED',
  );
});

describe('log-unknown', () => {
  it('runs an unknown text and logs it once, by its hash', async () => {
    await using router = await start({ mode: 'log-unknown' });
    await post(router, { query: KNOWN });
    const headers = { 'content-type': 'application/json', 'x-client-name': 'shop-web' };
    const body = JSON.stringify({ query: OTHER });
    await router.fetch('/graphql', { method: 'POST', headers, body });
    const { data } = await router.fetch('/graphql', { method: 'POST', headers, body });

    const told = router.lines.filter(({ msg }) => msg === 'unknown document');
    expect(data).toEqual({ me: { name: 'Ada' } });
    expect(told).toMatchObject([{ sha256: sha(OTHER), operation: 'Other', client: 'shop-web' }]);
    expect(JSON.stringify(told)).not.toContain('name }');
  });
});

describe('automatic persisted queries', () => {
  let router: TestRouter;

  beforeEach(async () => {
    router = await startRouter(shop.all);
  });
  afterEach(() => router[Symbol.asyncDispose]());

  it('follow the protocol: not found with 200, sent with the text, then by the hash', async () => {
    const extensions = persisted(sha(OTHER));
    const first = await post(router, { extensions });
    const second = await post(router, { query: OTHER, extensions });
    const third = await get(router, { extensions: JSON.stringify(extensions) });

    expect({ status: first.status, errors: first.errors, data: first.data }).toEqual({
      status: 200,
      errors: [
        { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
      ],
      data: undefined,
    });
    expect([second.data, third.data]).toEqual([{ me: { name: 'Ada' } }, { me: { name: 'Ada' } }]);
  });

  it('refuse a text under the hash of another with 400', async () => {
    const answer = await post(router, { query: OTHER, extensions: persisted(sha(KNOWN)) });

    expect({ status: answer.status, code: codeOf(answer) }).toEqual({
      status: 400,
      code: 'PERSISTED_QUERY_HASH_MISMATCH',
    });
  });

  it('that are off tell a client to send texts, and take them', async () => {
    await using off = await startRouter(shop.all, {
      config: { documents: { automatic: { enabled: false } } },
    });
    const extensions = persisted(sha(OTHER));
    const first = await post(off, { extensions });

    expect({ status: first.status, message: first.errors[0]?.message }).toEqual({
      status: 200,
      message: 'PersistedQueryNotSupported',
    });
    expect((await post(off, { query: OTHER, extensions })).data).toEqual({ me: { name: 'Ada' } });
  });

  it('do not run a mutation by GET', async () => {
    const mutation = 'mutation { bookRename(id: "b1", title: "x") { title } }';
    const extensions = persisted(sha(mutation));
    await post(router, { query: mutation, extensions });

    const { status } = await get(router, { extensions: JSON.stringify(extensions) });

    expect(status).toBe(405);
  });
});
