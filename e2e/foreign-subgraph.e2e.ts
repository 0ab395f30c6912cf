import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { createSignedFetch } from '@supergraph/kit/signed-fetch';
import { keyFor } from '@supergraph/kit/signing';
import { createTestFolder } from '@supergraph/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type LoggedProcess, startProcess } from './harness/logged-process.ts';
import { type Operation, query } from './harness/query.ts';
import { askUntil } from './harness/shop.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const PYTHON = 'python3';
const PYTHON_SERVER = path.join(root, 'e2e/fixtures/python-subgraph/server.py');
const CATALOG_SDL = path.join(root, 'subgraphs/catalog/schema.graphql');
const LEASE_MS = 900;

const hasPython = spawnSync(PYTHON, ['-c', 'import http.server']).status === 0;
const reason = hasPython ? '' : ` (skipped: there is no ${PYTHON} on the PATH)`;

const keyOf = (caller: string): string =>
  createHash('sha256').update(`key of ${caller}`).digest('hex');

const PUBLISH = `mutation ($input: PublishInput!) { publish(input: $input) { outcome message } }`;
const TOKEN = `mutation ($input: TokenCreateInput!) { tokenCreate(input: $input) { secret } }`;
const AUDIT = `{ audit { actor action subject outcome } }`;

type Parsed = ReturnType<typeof JSON.parse>;

describe.skipIf(!hasPython)(`a subgraph in Python${reason}`, () => {
  const resources = new AsyncDisposableStack();
  let registry: LoggedProcess;
  let router: LoggedProcess;
  let python: LoggedProcess;
  let token: string;
  let productId: string;

  const startNode = (entry: string, env: Readonly<Record<string, string>>) =>
    startProcess({
      command: process.execPath,
      args: [path.join(root, entry)],
      env: { PORT: '0', ...env },
    }).then((started) => resources.use(started));
  const startPython = (env: Readonly<Record<string, string>> = {}) =>
    startProcess({
      command: PYTHON,
      args: ['-B', PYTHON_SERVER],
      env: {
        PATH: process.env['PATH'] ?? '',
        GRAPH_REGISTRY: registry.url,
        GRAPH_TOKEN: token,
        CALLER_KEYS: JSON.stringify({ router: keyFor(keyOf('router'), 'care') }),
        ...env,
      },
    }).then((started) => resources.use(started));

  const signed = (caller: string, audience: string) =>
    createSignedFetch({ caller, key: keyFor(keyOf(caller), audience), now: Date.now });
  const ask = async (text: string, variables: object = {}): Promise<Parsed> => {
    const response = await signed('graph', 'registry')(new URL('/graphql', registry.url), {
      method: 'POST',
      body: { query: text, variables },
    });
    return response.json();
  };
  const askWithToken = async (
    route: string,
    method: string,
    body: object,
  ): Promise<{ status: number; answer: Parsed }> => {
    const response = await fetch(new URL(route, registry.url), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: await response.json() };
  };
  const care = (operation: Operation) => query(router.url, operation);
  const untilServed = () =>
    askUntil(
      () => care({ query: '{ careGuide(material: "wool") { material } }' }),
      ({ data }) => data?.careGuide?.material === 'wool',
    );
  const listInstances = async (): Promise<string[]> =>
    (await ask('{ instances(subgraph: "care") { id } }')).data.instances.map(
      ({ id }: { id: string }) => id,
    );
  /** Published under the address of the first, so that the version stays the same. */
  const startSecond = () => startPython({ SUBGRAPH_URL: python.url });

  beforeAll(async () => {
    const folder = resources.use(createTestFolder());
    const callersOf = (audience: string, ...callers: string[]) => ({
      DATA_DIR: folder.path,
      CALLER_KEYS: JSON.stringify(
        Object.fromEntries(callers.map((caller) => [caller, keyFor(keyOf(caller), audience)])),
      ),
    });
    registry = await startNode('schema/src/server.ts', {
      ...callersOf('registry', 'graph', 'router', 'catalog'),
      LEASE_MS: String(LEASE_MS),
    });
    const catalog = await startNode('subgraphs/catalog/src/server.ts', {
      ...callersOf('catalog', 'graph', 'router'),
      SIGNING_KEY: keyOf('catalog'),
      REGISTRY_URL: registry.url,
    });
    await ask(PUBLISH, {
      input: {
        subgraphs: [
          {
            name: 'catalog',
            url: `${catalog.url}/graphql`,
            sdl: readFileSync(CATALOG_SDL, 'utf8'),
          },
        ],
      },
    });
    token = (await ask(TOKEN, { input: { name: 'care-team', subgraphs: ['care'] } })).data
      .tokenCreate.secret;
    router = await startNode('router/src/server.ts', {
      GRAPH_REGISTRY: registry.url,
      SIGNING_KEY: keyOf('router'),
    });

    const value = {
      type: 'product',
      key: 'jumper',
      categoryKeys: [],
      name: { en: 'Jumper' },
      variants: [{ sku: 'JUMPER' }],
    };
    await signed('graph', 'catalog')(new URL('/internal/v1/import', catalog.url), {
      method: 'POST',
      headers: { 'idempotency-key': 'import-of-a-jumper' },
      body: { lines: [{ line: 1, value }], after: [] },
    });
    const { data } = await care({ query: '{ variantBySku(sku: "JUMPER") { product { id } } }' });
    productId = data.variantBySku.product.id;
    const materials = path.join(folder.path, 'materials.json');
    writeFileSync(materials, JSON.stringify({ [productId]: 'wool' }));
    python = await startPython({ MATERIALS_FILE: materials });
    await untilServed();
  });
  afterAll(() => resources.disposeAsync());

  it('publishes itself with the token of its team, and is active at once', () => {
    expect(python.ready['outcome']).toBe('ACTIVATED');
  });

  it('answers fields of a product whose other fields a subgraph in TypeScript answers', async () => {
    const { data, errors } = await care({
      query: `query ($sku: String!, $first: Int!) {
        variantBySku(sku: $sku) { product { name how: care { ...Guide washingCelsius } } }
      }
      fragment Guide on CareGuide { __typename material steps(first: $first) }`,
      variables: { sku: 'JUMPER', first: 1 },
    });
    const how = {
      __typename: 'CareGuide',
      material: 'wool',
      steps: ['Wash by hand.'],
      washingCelsius: 30,
    };
    expect([data, errors]).toEqual([
      { variantBySku: { product: { name: 'Jumper', how } } },
      undefined,
    ]);
  });

  it('answers null for what it does not know', async () => {
    const { data, errors } = await care({
      query: '{ careGuide(material: "stone") { material } }',
    });
    expect([data, errors]).toEqual([{ careGuide: null }, undefined]);
  });

  it('keeps its lease for longer than one', async () => {
    const before = await listInstances();
    await new Promise((resolve) => {
      setTimeout(resolve, 2 * LEASE_MS);
    });
    expect([before.length, await listInstances()]).toEqual([1, before]);
  });

  it('is unchanged when another instance of it publishes the same', async () => {
    const second = await startSecond();
    await second.stop('SIGTERM');
    expect(second.ready['outcome']).toBe('UNCHANGED');
  });

  it('withdraws when it is told to stop, and ends with 0', async () => {
    const before = await listInstances();
    const second = await startSecond();
    const during = await listInstances();
    const code = await second.stop('SIGTERM');
    expect([during.length - before.length, code, await listInstances()]).toEqual([1, 0, before]);
  });

  it('loses no request when one of its instances is told to stop', async () => {
    const second = await startSecond();
    const ended = second.stop('SIGTERM').then(() => true);
    const failed: unknown[] = [];
    while (!(await Promise.race([ended, Promise.resolve(false)]))) {
      const { errors } = await care({ query: '{ careGuide(material: "wool") { steps } }' });
      failed.push(...(errors ?? []));
    }
    expect(failed).toEqual([]);
  });

  it.each(['catalog', 'another'])('may not publish "%s" with its token', async (name) => {
    const { status, answer } = await askWithToken('/graphql', 'POST', {
      query: PUBLISH,
      variables: {
        input: { subgraphs: [{ name, url: python.url, sdl: 'type Query { a: Int }' }] },
      },
    });
    expect([status < 500, answer.data ?? null, answer.errors[0].extensions.code]).toEqual([
      true,
      null,
      'FORBIDDEN',
    ]);
  });

  it('may not register as an instance of another subgraph', async () => {
    const { status, answer } = await askWithToken('/instances/stranger', 'PUT', {
      subgraph: 'catalog',
      url: python.url,
      version: '1',
      schemaHash: 'a'.repeat(64),
    });
    expect([status, answer.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN']);
  });

  it('has its refusals in the audit log', async () => {
    await askWithToken('/instances/stranger', 'PUT', {
      subgraph: 'catalog',
      url: python.url,
      version: '1',
      schemaHash: 'a'.repeat(64),
    });
    const { data } = await ask(AUDIT);
    expect(data.audit[0]).toEqual({
      actor: 'token:care-team',
      action: 'register an instance of',
      subject: 'catalog',
      outcome: 'REFUSED',
    });
  });

  it.each([
    ['an unsigned request', {}, 'SIGNATURE_INVALID'],
    ['a request signed for another service', { audience: 'catalog' }, 'SIGNATURE_INVALID'],
    ['an old request', { lateMs: 61_000 }, 'SIGNATURE_EXPIRED'],
  ])('refuses %s', async (_, { audience = 'care', lateMs }: Forgery, code) => {
    const key = keyFor(keyOf('router'), audience);
    const late = createSignedFetch({
      caller: 'router',
      key,
      now: () => Date.now() - (lateMs ?? 0),
    });
    const body = { query: '{ __typename }' };
    const response =
      lateMs === undefined && audience === 'care'
        ? await fetch(python.url, { method: 'POST', body: JSON.stringify(body) })
        : await late(new URL(python.url), { method: 'POST', body });
    const { errors }: Parsed = await response.json();
    expect([response.status, errors[0].extensions.code]).toEqual([401, code]);
  });

  it('answers an unknown field with an error of GraphQL', async () => {
    const response = await signed('router', 'care')(new URL(python.url), {
      method: 'POST',
      body: { query: '{ careGuide(material: "wool") { colour } }' },
    });
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { errors: [{ message: 'Cannot query field "colour" on type "CareGuide".' }] },
    ]);
  });
});

interface Forgery {
  readonly audience?: string;
  readonly lateMs?: number;
}
