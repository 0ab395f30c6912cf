import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { describe, expect, it } from 'vitest';

import { type TestRouter, startRouter } from './harness/router.ts';
import { type TestSubgraph, startSubgraph } from './harness/subgraphs.ts';

const SDL = 'type Query { place: String } type Mutation { move: String }';

function startPlace(place: string): Promise<TestSubgraph> {
  const answer = () => place;
  return startSubgraph('places', {
    sdl: SDL,
    resolvers: { Query: { place: answer }, Mutation: { move: answer } },
  });
}

/** Equal queries at once would share a call. */
async function askPlaces(router: TestRouter, times: number): Promise<unknown[]> {
  const places: unknown[] = [];
  for (let at = 0; at < times; at += 1) {
    const { data, errors } = await router.query('{ place }');
    places.push(data?.['place'] ?? errors);
  }
  return places;
}

/** A URL at which nothing listens. */
async function findDeadUrl(): Promise<string> {
  const server = createServer();
  const url = await listenAnywhere(server);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return url;
}

async function listenAnywhere(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

describe('instances that are discovered', () => {
  it('share the requests', async () => {
    await using a = await startPlace('a');
    await using b = await startPlace('b');
    await using router = await startRouter([a]);
    router.router.route({ places: [a.url, b.url] });
    expect(new Set(await askPlaces(router, 60))).toEqual(new Set(['a', 'b']));
  });

  it('take the place of the routing URL', async () => {
    await using a = await startPlace('a');
    await using b = await startPlace('b');
    await using router = await startRouter([a]);
    router.router.route({ places: [b.url] });
    expect(await askPlaces(router, 3)).toEqual(['b', 'b', 'b']);
  });

  it('are asked by a supergraph that is loaded after they were found', async () => {
    await using a = await startPlace('a');
    await using b = await startPlace('b');
    await using moved = await startRouter([Object.assign({ ...a }, { url: await findDeadUrl() })]);
    moved.router.route({ places: [b.url] });
    expect(await askPlaces(moved, 2)).toEqual(['b', 'b']);
  });

  it.each([
    ['an empty list', { places: [] }],
    ['no list', {}],
  ])('leave the routing URL in its place when there is %s', async (_what, instances) => {
    await using a = await startPlace('a');
    await using b = await startPlace('b');
    await using router = await startRouter([a]);
    router.router.route({ places: [b.url] });
    router.router.route(instances);
    expect(await askPlaces(router, 2)).toEqual(['a', 'a']);
  });

  it('do not win over a configured URL', async () => {
    await using a = await startPlace('a');
    await using b = await startPlace('b');
    const config = { subgraphs: { urls: { places: a.url } } };
    await using router = await startRouter([b], { config });
    router.router.route({ places: [b.url] });
    expect(await askPlaces(router, 3)).toEqual(['a', 'a', 'a']);
  });
});

describe('an instance that leaves', () => {
  it('finishes what it carries', async () => {
    await using a = await startPlace('a');
    await using b = await startPlace('b');
    await using router = await startRouter([a]);
    const arrived = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    a.replyWith(async () => {
      arrived.resolve();
      await release.promise;
      return { body: '{"data":{"place":"a, late"}}' };
    });
    const late = router.query('{ place }');
    await arrived.promise;

    router.router.route({ places: [b.url] });
    const next = await router.query('mutation { move }');
    release.resolve();

    expect([(await late).data, next.data]).toEqual([{ place: 'a, late' }, { move: 'b' }]);
  });

  it('can come back', async () => {
    await using a = await startPlace('a');
    await using b = await startPlace('b');
    await using router = await startRouter([a]);
    router.router.route({ places: [b.url] });
    await askPlaces(router, 1);
    router.router.route({ places: [a.url] });
    expect(await askPlaces(router, 2)).toEqual(['a', 'a']);
  });
});

describe('an instance that does not take connections', () => {
  it.each(['{ place }', 'mutation { move }'])('loses no %s', async (operation) => {
    await using a = await startPlace('a');
    await using router = await startRouter([a], {
      config: { subgraphs: { retryBudgetPercent: 0 } },
    });
    router.router.route({ places: [await findDeadUrl(), a.url] });
    const answers = [];
    for (let at = 0; at < 30; at += 1) {
      answers.push((await router.query(operation)).errors);
    }
    expect(answers.flat()).toEqual([]);
  });
});

it('repeats no mutation that an instance may have had', async () => {
  await using a = await startPlace('a');
  await using b = await startPlace('b');
  await using router = await startRouter([a]);
  const arrived = Promise.withResolvers<() => void>();
  const cutOff = createServer((_message, response) => {
    arrived.resolve(() => response.destroy());
  });
  const url = await listenAnywhere(cutOff);
  router.router.route({ places: [url] });
  const first = router.query('mutation { move }');
  const cut = await arrived.promise;
  router.router.route({ places: [b.url] });
  cut();
  const { errors } = await first;
  cutOff.close();
  expect([errors.length, b.received.length]).toEqual([1, 0]);
});
