import { describe, expect, it } from 'vitest';

import { type Answer, type TestRouter, startRouter } from './harness/router.ts';
import { type Reply, type TestSubgraph, startSubgraph } from './harness/subgraphs.ts';

const SDL = `type Query { place: String spot: Spot }
  type Spot @key(fields: "id") { id: ID! }`;
const NAMES_SDL = 'type Spot @key(fields: "id") { id: ID! name: String }';
const BUSY: Reply = { status: 503, headers: { 'content-type': 'text/plain' }, body: 'busy' };
/** So that nothing but what is tested keeps calls back. */
const NEVER_OPEN = { minCalls: 100_000 };

const startPlace = (place = 'here'): Promise<TestSubgraph> =>
  startSubgraph('places', {
    sdl: SDL,
    resolvers: { Query: { place: () => place, spot: () => ({ id: 's1' }) } },
  });

function startWith(subgraph: TestSubgraph, subgraphs: object): Promise<TestRouter> {
  return startRouter([subgraph], {
    config: { subgraphs: { backoffMs: 1, breaker: NEVER_OPEN, ...subgraphs } },
  });
}

const codesOf = ({ errors }: Answer) => errors.map(({ extensions }) => extensions['code']);

/** Answers the first call with this, and every later one by executing it; when each came is kept. */
function beBusyOnce(subgraph: TestSubgraph, headers: () => Record<string, string>): number[] {
  const cameAt: number[] = [];
  subgraph.replyWith(() => {
    cameAt.push(performance.now());
    return Promise.resolve(
      cameAt.length === 1
        ? { ...BUSY, headers: { ...BUSY.headers, ...headers() } }
        : { body: '{"data":{"place":"here"}}' },
    );
  });
  return cameAt;
}

describe('Retry-After of a subgraph', () => {
  it.each([
    ['in seconds', () => '1', 990],
    // A date has no fractions of seconds: up to one is lost.
    ['as a date', () => new Date(Date.now() + 2000).toUTCString(), 990],
  ])('%s is waited for', async (_form, retryAfter, atLeastMs) => {
    await using places = await startPlace();
    const cameAt = beBusyOnce(places, () => ({ 'retry-after': retryAfter() }));
    await using router = await startWith(places, {});

    const { data } = await router.query('{ place }');

    const [first = 0, second = 0] = cameAt;
    expect([data, cameAt.length]).toEqual([{ place: 'here' }, 2]);
    expect(second - first).toBeGreaterThanOrEqual(atLeastMs);
  });

  it('that is later than anybody waits is the end of it', async () => {
    await using places = await startPlace();
    const cameAt = beBusyOnce(places, () => ({ 'retry-after': '60' }));
    await using router = await startWith(places, {});

    const answer = await router.query('{ place }');

    expect(answer.errors[0]?.extensions).toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
      retryable: true,
    });
    expect(cameAt).toHaveLength(1);
  });
});

describe('the budget of retries', () => {
  it.each([
    // Ten are there from the start.
    ['nothing', 0, 10],
    ['a tenth', 10, 12],
    ['all', 100, 30],
  ])('lets %s of the queries be repeated', async (_share, retryBudgetPercent, retries) => {
    await using places = await startPlace();
    places.replyWith(() => Promise.resolve(BUSY));
    await using router = await startWith(places, { retries: 1, retryBudgetPercent });
    const startedAt = performance.now();

    for (let at = 0; at < 30; at += 1) {
      await router.query('{ place }');
    }

    // And one comes back each second.
    const seconds = Math.ceil((performance.now() - startedAt) / 1000);
    const made = places.received.length - 30;
    expect(made).toBeGreaterThanOrEqual(retries);
    expect(made).toBeLessThanOrEqual(Math.min(30, retries + 1 + seconds));
  });
});

it('passes over an instance that fails three times, until it has had five seconds', async () => {
  await using bad = await startPlace('bad');
  await using good = await startPlace('good');
  bad.replyWith(() => Promise.resolve({ status: 500, body: 'no' }));
  await using router = await startWith(bad, {});
  router.router.route({ places: [bad.url, good.url] });
  const ask = async () => (await router.query('{ place }')).data?.['place'];

  await expect.poll(async () => (await ask(), bad.received.length)).toBe(3);
  const ejectedAt = performance.now();
  bad.replyWith(undefined);
  const meanwhile = new Set<unknown>();
  for (let at = 0; at < 30; at += 1) {
    meanwhile.add(await ask());
  }

  expect(meanwhile).toEqual(new Set(['good']));
  await expect.poll(ask, { timeout: 10_000, interval: 50 }).toBe('bad');
  expect(performance.now() - ejectedAt).toBeGreaterThanOrEqual(4900);
}, 20_000);

it('sends as many fetches at once as are allowed, lets as many wait, and refuses the rest', async () => {
  await using places = await startPlace();
  const release = Promise.withResolvers<void>();
  let now = 0;
  let most = 0;
  places.replyWith(async () => {
    now += 1;
    most = Math.max(most, now);
    await release.promise;
    now -= 1;
    return { body: '{"data":{"place":"here"}}' };
  });
  await using router = await startWith(places, { concurrency: 2, queue: 3, deduplicate: false });

  const all = Array.from({ length: 8 }, () => router.query('{ place }'));
  const ended: Answer[] = [];
  all.forEach((each) => void each.then((answer) => ended.push(answer)));
  // The three that find no place are answered while the others still wait.
  await expect.poll(() => ended.length).toBe(3);
  const refused = [...ended];
  const sent = places.received.length;
  release.resolve();
  const answers = await Promise.all(all);

  expect(refused.flatMap(codesOf)).toEqual(Array.from({ length: 3 }, () => 'SUBGRAPH_UNAVAILABLE'));
  expect(refused.every(({ errors }) => errors[0]?.extensions['retryable'] === true)).toBe(true);
  expect([sent, most, places.received.length]).toEqual([2, 2, 5]);
  expect(answers.filter(({ data }) => data?.['place'] === 'here')).toHaveLength(5);
});

it('lets a fetch that nobody waits for any more out of the queue', async () => {
  await using places = await startPlace();
  const release = Promise.withResolvers<Reply>();
  places.replyWith(() => release.promise);
  await using router = await startWith(places, { concurrency: 1, queue: 1, deduplicate: false });
  const waiting = async () =>
    /^router_fetch_queue_depth\{.*\} (?<depth>\d+)$/mu.exec((await router.fetch('/metrics')).text)
      ?.groups?.['depth'];
  const first = router.query('{ place }');
  await expect.poll(() => places.received.length).toBe(1);
  const leaving = new AbortController();
  const second = router.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ place }"}',
    signal: leaving.signal,
  });
  await expect.poll(waiting).toBe('1');

  leaving.abort();
  await expect(second).rejects.toThrow('abort');
  await expect.poll(waiting).toBe('0');
  const third = router.query('{ place }');
  await expect.poll(waiting).toBe('1');
  release.resolve({ body: '{"data":{"place":"here"}}' });

  expect([(await first).data, (await third).data]).toEqual([{ place: 'here' }, { place: 'here' }]);
  expect(places.received).toHaveLength(2);
});

describe('the deadline of an operation', () => {
  it('is told to every subgraph, and is one', async () => {
    await using places = await startPlace();
    await using names = await startSubgraph('names', {
      sdl: NAMES_SDL,
      resolvers: { Spot: { name: () => 'quay', __resolveReference: (spot: object) => spot } },
    });
    await using router = await startRouter([places, names], {
      config: { subgraphs: { deadlineMs: 7000 } },
    });
    const askedAt = Date.now();

    const { data } = await router.query('{ spot { name } }');

    const [first, second] = [...places.received, ...names.received].map(({ headers }) =>
      Number(headers['x-deadline']),
    );
    expect(data).toEqual({ spot: { name: 'quay' } });
    expect(first).toBeGreaterThanOrEqual(askedAt + 7000);
    expect(first).toBeLessThanOrEqual(Date.now() + 7000);
    expect(second).toBe(first);
  });

  it('ends a fetch whose own time is longer, and its repetitions', async () => {
    await using places = await startPlace();
    places.replyWith(() => new Promise(() => undefined));
    await using router = await startWith(places, { deadlineMs: 300, timeoutMs: 60_000 });
    const startedAt = performance.now();

    const answer = await router.query('{ place }');

    expect([codesOf(answer), places.received.length]).toEqual([['SUBGRAPH_TIMEOUT'], 1]);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  it('lets no fetch go out that would come behind it', async () => {
    await using places = await startPlace();
    await using names = await startSubgraph('names', {
      sdl: NAMES_SDL,
      resolvers: { Spot: { name: () => 'quay', __resolveReference: (spot: object) => spot } },
    });
    places.replyWith(() => new Promise(() => undefined));
    await using router = await startRouter([places, names], {
      config: { subgraphs: { deadlineMs: 200, retries: 0 } },
    });

    const answer = await router.query('{ spot { name } }');

    expect([answer.data, codesOf(answer)]).toEqual([{ spot: null }, ['SUBGRAPH_TIMEOUT']]);
    expect(names.received).toEqual([]);
  });
});
