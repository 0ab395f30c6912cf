import { hostname } from 'node:os';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Answer, ask, send } from './harness/router-client.ts';
import { makeRequest } from './harness/router-fuzz.ts';
import { ODD_NAMES, startOddGraph } from './harness/router-odd-graph.ts';
import { type RouterProcess, startRouterProcess } from './harness/router-process.ts';
import { Random } from './harness/random.ts';
import { makeRaw, sendRaw } from './harness/router-raw-socket.ts';
import { type Subgraph, composeSupergraph } from './harness/router-subgraph.ts';
import { type Issuer, startIssuer } from './harness/router-tokens.ts';

/** A longer run: FUZZ_REQUESTS=1000000 FUZZ_SEED=$RANDOM. */
const REQUESTS = Number(process.env['FUZZ_REQUESTS'] ?? 10_000);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const CONNECTIONS = 400;
const CONCURRENCY = 12;
const ANSWER_MS = 5000;
const MB = 1024 * 1024;
const LEAKS = /node_modules|file:\/\/|router\/src|\.ts:\d|\n\s+at |127\.0\.0\.1|localhost|root:x:/u;
/** Codes that say the router sent something wrong, or fell over. */
const OWN_FAULTS = /"code":"(?:INTERNAL_SERVER_ERROR|PLAN_FAILED|SUBGRAPH_[A-Z_]+)"/u;

let subgraphs: readonly Subgraph[];
let issuer: Issuer;
let router: RouterProcess;
/** How many requests were answered with data: nonsense that is refused at the door tests the door alone. */
let executed = 0;

beforeAll(async () => {
  issuer = await startIssuer();
  subgraphs = await startOddGraph();
  router = await startRouterProcess({
    sdl: composeSupergraph(subgraphs),
    // What an operation does not declare must not keep it from running: refused ones test little.
    config: { auth: { jwksUrl: issuer.jwksUrl }, limits: { unknownVariables: 'ignore' } },
  });
});
afterAll(async () => {
  await router[Symbol.asyncDispose]();
  await Promise.all([...subgraphs, issuer].map((one) => one[Symbol.asyncDispose]()));
});

/** What is wrong with an answer; undefined when nothing is. */
function findFault({ status, text, ms, headers }: Answer): string | undefined {
  if (status >= 500 || ms > ANSWER_MS || OWN_FAULTS.test(text)) {
    return `status ${status} after ${Math.round(ms)} ms`;
  }
  if (text.includes(hostname()) || (LEAKS.test(text) && headers['content-type'] !== 'text/html')) {
    return 'a leak';
  }
  return undefined;
}

async function fuzzOne(at: number): Promise<string | undefined> {
  const sent = makeRequest(new Random(SEED * 1_000_003 + at));
  const found = await send(router.url, sent, 2 * ANSWER_MS).catch(String);
  const fault = typeof found === 'string' ? found : findFault(found);
  const answer = typeof found === 'string' ? '' : found.text.slice(0, 2000);
  executed += answer.startsWith('{"data":{') ? 1 : 0;
  return fault && `${fault}: seed ${SEED}, request ${at}: ${show(sent)}\n${answer}`;
}

const show = (sent: object): string => JSON.stringify(sent).slice(0, 3000);

/** Runs them a few at a time. Gives the faults. */
async function runAll(
  count: number,
  one: (at: number) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const faults: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count && faults.length < 5) {
      next += 1;
      const fault = await one(next - 1);
      faults.push(...(fault === undefined ? [] : [fault]));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return faults;
}

const isHealthy = async (): Promise<void> => {
  const { data, errors } = await ask(router.url, { query: '{ item(id: 1) { name stock } }' });
  expect({ data, errors }).toEqual({ data: { item: { name: 'item 1', stock: 4 } }, errors: [] });
};

describe('a router that is sent nonsense', () => {
  it(`answers ${REQUESTS} requests in time, none with a fault of its own`, async () => {
    await runAll(REQUESTS / 4, fuzzOne);
    const before = await router.memory();
    const faults = await runAll(REQUESTS, fuzzOne);
    const after = await router.memory();

    expect(faults).toEqual([]);
    expect(executed).toBeGreaterThan(REQUESTS / 10);
    await isHealthy();
    process.stdout.write(
      `fuzz: ${executed} executed, heap ${Math.round(before.heapUsed / MB)} to ${Math.round(after.heapUsed / MB)} MB, rss ${Math.round(before.rss / MB)} to ${Math.round(after.rss / MB)} MB\n`,
    );
    expect(after.heapUsed - before.heapUsed).toBeLessThan(40 * MB);
    expect(after.rss).toBeLessThan(before.rss + 200 * MB);
  });

  it(`ends ${CONNECTIONS} connections that do not speak HTTP`, async () => {
    const port = Number(new URL(router.url).port);
    const faults = await runAll(CONNECTIONS, async (at) => {
      const bytes = makeRaw(new Random(SEED * 1_000_003 + at));
      const text = await sendRaw(port, bytes, ANSWER_MS).catch(String);
      const isFault = / 5\d\d |^Error|node_modules|\n\s+at /u.test(text.slice(0, 2000));
      return isFault ? `seed ${SEED}, connection ${at}: ${text.slice(0, 1000)}` : undefined;
    });

    expect(faults).toEqual([]);
    await isHealthy();
  });

  it('logs no fault of its own', () => {
    const faults = router.lines.filter(
      ({ level, text }) => level === 'error' || text !== undefined,
    );

    expect(faults.slice(0, 3)).toEqual([]);
  });
});

describe('names that every object of the language has', () => {
  const answer = (text: string): unknown => (JSON.parse(text) as { data: unknown }).data;

  it.each(ODD_NAMES)('"%s" may be an alias, at the root and below', async (name) => {
    const query = `{ ${name}: items { ${name}: name stock } again: item(id: 1) { ${name}: toString } }`;

    const { text, status } = await ask(router.url, { query });

    const item = (id: number) => `{"${name}":"item ${id}","stock":4}`;
    expect({ status, data: answer(text) }).toEqual({
      status: 200,
      data: JSON.parse(`{"${name}":[${item(1)},${item(2)}],"again":{"${name}":"text 1"}}`),
    });
  });

  it.each(ODD_NAMES)('"%s" may name a variable, an operation and a fragment', async (name) => {
    const query = `query ${name}($${name}: ID!, $more: Int) {
      item(id: $${name}) { ...${name} related(representations: $more) { stock } } }
      fragment ${name} on Item { name }`;
    const body = `{"query":${JSON.stringify(query)},"operationName":"${name}","variables":{"${name}":"5","more":1}}`;

    const { text, status } = await send(router.url, {
      headers: { 'content-type': 'application/json' },
      body,
    });

    expect({ status, data: answer(text) }).toEqual({
      status: 200,
      data: { item: { name: 'item 5', related: [{ stock: 4 }] } },
    });
  });

  it('may be fields, arguments, inputs and values of enums', async () => {
    const query = `query ($size: Size, $input: Filter) { constructor toString { constructor { valueOf } }
      echo(size: $size, constructor: $input) items { constructor toString hasOwnProperty size } }`;
    const variables = { size: 'toString', input: { constructor: 'c', toString: [1] } };

    const { data, errors } = await ask(router.url, { query, variables });

    const item = (id: number) => ({
      constructor: `built ${id}`,
      toString: `text ${id}`,
      hasOwnProperty: true,
      size: 'constructor',
    });
    expect(errors).toEqual([]);
    expect(data).toEqual({
      constructor: 'built',
      toString: { constructor: { valueOf: 7 } },
      echo: '{"size":"toString","constructor":{"constructor":"c","toString":[1]}}',
      items: [item(1), item(2)],
    });
  });
});
