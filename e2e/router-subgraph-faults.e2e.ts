import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { BROKEN_ANSWERS, WRONG_SHAPES, json, text } from './harness/router-broken-answers.ts';
import { ask } from './harness/router-client.ts';
import { type RouterProcess, startRouterProcess } from './harness/router-process.ts';
import {
  type AnswerCall,
  type Subgraph,
  composeSupergraph,
  sendJson,
  startSubgraph,
} from './harness/router-subgraph.ts';

const ITEMS = `
  type Query { items: [Item!]! }
  type Mutation { rename(name: String!): Item }
  type Item @key(fields: "id") { id: ID! name: String }
`;
const STOCK = `
  type Query { depot: Depot motto: String }
  type Item @key(fields: "id") { id: ID! stock: Int }
  enum Size { SMALL LARGE }
  interface Place { name: String }
  type Depot implements Place { id: ID! name: String size: Size area: Int must: String! tags: [String!] boss: Boss place: Place }
  type Boss { name: String! }
  type Shed implements Place { name: String }
`;
const TIMEOUT_MS = 700;

const ITEM_FIELDS = [
  { id: '1', name: 'one' },
  { id: '2', name: 'two' },
];
const DEPOT = {
  id: 'd',
  name: 'depot',
  size: 'SMALL',
  area: 5,
  must: 'there',
  tags: ['a'],
  boss: { name: 'Bo' },
  place: { __typename: 'Shed', name: 'shed' },
};
const SECRETS =
  /127\.0\.0\.1|localhost|10\.0\.0\.7|node_modules|SELECT|\n\s*at |nginx|ECONN|socket/u;

let items: Subgraph;
let stock: Subgraph;
let router: RouterProcess;

beforeAll(async () => {
  items = await startSubgraph('items', {
    sdl: ITEMS,
    resolvers: {
      Query: { items: () => ITEM_FIELDS },
      Mutation: { rename: (_: unknown, { name }: { name: string }) => ({ id: '1', name }) },
    },
  });
  stock = await startSubgraph('stock', {
    sdl: STOCK,
    resolvers: {
      Query: { depot: () => DEPOT, motto: () => 'on and on' },
      Item: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        stock: ({ id }: { id: string }) => Number(id),
      },
    },
  });
  router = await startRouterProcess({
    sdl: composeSupergraph([items, stock]),
    config: {
      environment: 'production',
      subgraphs: {
        timeoutMs: TIMEOUT_MS,
        backoffMs: 1,
        // One broken answer after the other is what this file is made of.
        breaker: { minCalls: 1_000_000 },
      },
    },
  });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await stock[Symbol.asyncDispose]();
  await items[Symbol.asyncDispose]();
});
afterEach(() => {
  stock.answerWith(undefined);
  items.answerWith(undefined);
});

const depot = (fields: object): AnswerCall => json({ data: { depot: { ...DEPOT, ...fields } } });
describe('a subgraph that', () => {
  const query = '{ items { id name stock } }';

  it.each(BROKEN_ANSWERS)(
    '%s loses its own fields with a code, and the log says why',
    async (...[, answer, code]) => {
      stock.answerWith(answer);
      const from = router.lines.length;

      const { status, data, errors, text: body, headers, ms } = await ask(router.url, { query });

      expect({ status, data }).toEqual({
        status: 200,
        data: { items: ITEM_FIELDS.map((item) => ({ ...item, stock: null })) },
      });
      expect(errors.map(({ extensions }) => extensions)).toEqual([
        expect.objectContaining({ code, subgraph: 'stock', requestId: headers['x-request-id'] }),
      ]);
      expect(body).not.toMatch(SECRETS);
      expect(body).not.toContain(String(stock.port));
      expect(ms).toBeLessThan(TIMEOUT_MS + 1500);
      const line = await router.until(({ msg }) => msg === 'fetch', from);
      expect(line).toMatchObject({ requestId: headers['x-request-id'], subgraph: 'stock', code });
      expect(line['error']).toBeTruthy();
    },
  );

  it.each<[string, unknown[], unknown[]]>([
    ['null', [null, { stock: 2 }], [null, 2]],
    ['a text', ['SELECT', { stock: 2 }], [null, 2]],
    ['a list', [[1], { stock: 2 }], [null, 2]],
    ['without its field', [{}, { stock: 2 }], [null, 2]],
    ['with a text for a number', [{ stock: 'many' }, { stock: 2 }], [null, 2]],
    ['with an object for a number', [{ stock: { a: 1 } }, { stock: 2 }], [null, 2]],
    ['with a list for a number', [{ stock: [1] }, { stock: 2 }], [null, 2]],
    ['with a number that is no Int', [{ stock: 2 ** 40 }, { stock: 2 }], [null, 2]],
  ])('answers an entity that is %s nulls that one alone', async (...[, list, numbers]) => {
    stock.answerWith((_, response) => {
      const named = list.map((one) =>
        typeof one === 'object' && one !== null && !Array.isArray(one)
          ? { __typename: 'Item', ...one }
          : one,
      );
      sendJson(response, { data: { _entities: named } });
    });

    const { status, data, text: body } = await ask(router.url, { query });

    expect({ status, data }).toEqual({
      status: 200,
      data: { items: ITEM_FIELDS.map((item, at) => ({ ...item, stock: numbers[at] })) },
    });
    expect(body).not.toMatch(SECRETS);
  });
});

describe('data of a wrong shape', () => {
  const query =
    '{ depot { id name size area must tags boss { name } place { name __typename } } items { name } }';
  const others = { items: ITEM_FIELDS.map(({ name }) => ({ name })) };

  it.each(WRONG_SHAPES)('with %s nulls no more than it must', async (...[, fields, expected]) => {
    stock.answerWith(depot(fields));

    const { status, data, errors, text: body } = await ask(router.url, { query });

    expect({ status, data }).toEqual({
      status: 200,
      data: { depot: expected && { ...DEPOT, ...expected }, ...others },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_INVALID_RESPONSE' } }]);
    expect(body).not.toMatch(SECRETS);
  });

  it.each(['name', 'area', 'size', 'tags', 'boss', 'place'])(
    'without "%s" nulls it',
    async (name) => {
      stock.answerWith(depot({ [name]: undefined }));

      const { data } = await ask(router.url, { query });

      expect(data).toEqual({ depot: { ...DEPOT, [name]: null }, ...others });
    },
  );

  it.each<[string, unknown]>([
    ['a list', []],
    ['a text', 'SELECT'],
    ['a number', 1],
    ['true', true],
  ])('with %s at the root nulls that field', async (...[, value]) => {
    stock.answerWith(json({ data: { depot: value } }));

    const { status, data, text: body } = await ask(router.url, { query });

    expect({ status, data }).toEqual({ status: 200, data: { depot: null, ...others } });
    expect(body).not.toMatch(SECRETS);
  });

  it('keeps keys that nobody asked for from clients and from other requests', async () => {
    const extra =
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"secret":1';
    const boss = `{"name":"Bo",${extra}}`;
    const fields = JSON.stringify({ ...DEPOT, boss: undefined }).slice(1);
    stock.answerWith(
      text(
        `{"data":{"depot":{${extra},"boss":${boss},${fields},${extra}},"extensions":{${extra}}}`,
      ),
    );

    const { status, data, text: body } = await ask(router.url, { query });
    stock.answerWith(undefined);
    const after = await ask(router.url, { query });

    expect({ status, data }).toEqual({ status: 200, data: { depot: DEPOT, ...others } });
    expect(body).not.toMatch(/polluted|secret/u);
    expect(after.text).not.toContain('polluted');
  });

  it.each<[string, unknown]>([
    ['errors that are no list', { message: 'x' }],
    ['an error that is null', [null]],
    ['an error that is a text', ['SELECT']],
    ['an error without a message', [{}]],
    ['a message that is an object', [{ message: { a: 1 } }]],
    ['a path out of the world', [{ message: 'x', path: ['constructor', '__proto__', 9, -1] }]],
    ['a path that is no list', [{ message: 'x', path: 'depot' }]],
    ['extensions that are a list', [{ message: 'x', extensions: ['SELECT'] }]],
  ])('keeps the data beside %s', async (...[, errors]) => {
    stock.answerWith(json({ data: { depot: DEPOT }, errors }));

    const { status, data, text: body } = await ask(router.url, { query });

    expect({ status, data }).toEqual({ status: 200, data: { depot: DEPOT, ...others } });
    expect(body).not.toMatch(SECRETS);
  });

  it('tells nothing of an error without a code', async () => {
    const message = 'SELECT * FROM depot: connect ECONNREFUSED 10.0.0.7:5432';
    const extensions = { stacktrace: ['\n at db'], exception: { stacktrace: ['\n at db'] } };
    stock.answerWith(
      json({ data: { depot: null }, errors: [{ message, path: ['depot'], extensions }] }),
    );

    const { errors, text: body } = await ask(router.url, { query });

    expect(errors).toMatchObject([{ path: ['depot'], extensions: { subgraph: 'stock' } }]);
    expect(body).not.toMatch(SECRETS);
  });
});

describe('a mutation', () => {
  const query = 'mutation { rename(name: "x") { name } }';
  const faults = BROKEN_ANSWERS.filter(([name]) => !name.includes('entities'));

  it.each(faults)('is sent once to a subgraph that %s', async (...[, answer]) => {
    items.calls.length = 0;
    items.answerWith(answer);

    const { status, data, errors, text: body } = await ask(router.url, { query });
    await delay(100);

    expect(items.calls).toHaveLength(1);
    expect({ status, data }).toEqual({ status: 200, data: { rename: null } });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.extensions['retryable'] ?? false).toBe(false);
    expect(body).not.toMatch(SECRETS);
  });

  it('runs to its end when its client goes away', async () => {
    items.calls.length = 0;
    let isCut = false;
    items.answerWith((_, response) => {
      response.on('close', () => {
        isCut = !response.writableFinished;
      });
      setTimeout(() => sendJson(response, { data: { rename: null } }), 300);
    });
    const leaving = new AbortController();
    const asked = ask(router.url, { query }, { signal: leaving.signal });
    await expect.poll(() => items.calls.length).toBe(1);
    leaving.abort();

    await expect(asked).rejects.toThrow('aborted');
    await delay(400);

    expect({ isCut, calls: items.calls.length }).toEqual({ isCut: false, calls: 1 });
  });
});

describe('the router process', () => {
  it('serves on after all of that, and logged no fault of its own', async () => {
    const { data, errors } = await ask(router.url, { query: '{ items { stock } depot { name } }' });

    expect({ data, errors }).toEqual({
      data: { items: [{ stock: 1 }, { stock: 2 }], depot: { name: 'depot' } },
      errors: [],
    });
    expect(router.isRunning()).toBe(true);
    expect(router.lines.filter(({ level, text: crash }) => level === 'error' || crash)).toEqual([]);
  });
});
