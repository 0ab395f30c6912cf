import { describe, expect, it } from 'vitest';

import { PRODUCTS } from './build-project.ts';
import { readEvents } from './event-reader.ts';
import { createTestRegistry } from './registry-fixture.ts';

const WITH_NAME = PRODUCTS.replace('weight: Int', 'weight: Int\n  name: String');

describe('GET /supergraph', () => {
  it('says 404 before the first publish', async () => {
    await using registry = await createTestRegistry();

    const response = await registry.fetch('/supergraph', { as: 'router' });

    expect([response.status, await response.json()]).toEqual([
      404,
      { code: 'NO_SUPERGRAPH', message: 'Nothing was published yet.' },
    ]);
  });

  it('answers the supergraph with its version as the tag', async () => {
    await using registry = await createTestRegistry();
    const { version } = await registry.publish({ products: PRODUCTS });

    const response = await registry.fetch('/supergraph', { as: 'router' });

    expect(response.headers.get('etag')).toBe(`"${version}"`);
    expect(await response.text()).toContain('@join__graph(name: "products"');
  });

  it('says 304 to who has it', async () => {
    await using registry = await createTestRegistry();
    const { version } = await registry.publish({ products: PRODUCTS });

    const headers = { 'if-none-match': `W/"other", "${version}"` };
    const response = await registry.fetch('/supergraph', { as: 'router', headers });

    expect(response.status).toBe(304);
  });

  it('answers who has an older one', async () => {
    await using registry = await createTestRegistry();
    const { version } = await registry.publish({ products: PRODUCTS });
    await registry.publish({ products: WITH_NAME });

    const headers = { 'if-none-match': `"${version}"` };
    const response = await registry.fetch('/supergraph', { as: 'router', headers });

    expect(await response.text()).toContain('name: String');
  });

  it('answers the same after a restart', async () => {
    await using first = await createTestRegistry();
    const { version } = await first.publish({ products: PRODUCTS });
    await using second = await createTestRegistry({ db: first.db });

    const response = await second.fetch('/supergraph', { as: 'router' });

    expect(response.headers.get('etag')).toBe(`"${version}"`);
  });
});

describe('GET /supergraph/events', () => {
  it('says on connect what is active', async () => {
    await using registry = await createTestRegistry();
    const { version } = await registry.publish({ products: PRODUCTS });

    await using events = await readEvents(registry);

    expect(await events.next('supergraph')).toEqual({
      event: 'supergraph',
      id: '1',
      data: { version, activation: 1 },
    });
  });

  it('says on connect which instances there are', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);

    await using events = await readEvents(registry);

    expect((await events.next('instances')).data).toEqual({ products: ['http://127.0.0.1/one'] });
  });

  it('tells a publish', async () => {
    await using registry = await createTestRegistry();
    await using events = await readEvents(registry);

    const { version } = await registry.publish({ products: PRODUCTS });

    expect((await events.next('supergraph')).data).toEqual({ version, activation: 1 });
  });

  it('tells a rollback', async () => {
    await using registry = await createTestRegistry();
    const { version } = await registry.publish({ products: PRODUCTS });
    await registry.publish({ products: WITH_NAME });
    await using events = await readEvents(registry);

    await registry.ask('mutation { rollback(input: {}) { version } }');

    const told = await events.next('supergraph', ({ activation }) => activation === 3);
    expect(told.data['version']).toBe(version);
  });

  it('tells every router', async () => {
    await using registry = await createTestRegistry();
    await using one = await readEvents(registry);
    await using other = await readEvents(registry);

    await registry.publish({ products: PRODUCTS });

    const told = await Promise.all([one.next('supergraph'), other.next('supergraph')]);
    expect(told.map(({ id }) => id)).toEqual(['1', '1']);
  });

  it('tells that an instance came', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await using events = await readEvents(registry);
    await registry.register('one', 'products', PRODUCTS);

    await registry.register('two', 'products', PRODUCTS);

    const told = await events.next('instances', ({ products }) => String(products).includes('two'));
    expect(told.data).toEqual({ products: ['http://127.0.0.1/one', 'http://127.0.0.1/two'] });
  });

  it('tells that an instance withdrew', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);
    await registry.register('two', 'products', PRODUCTS);
    await using events = await readEvents(registry);
    await events.next('instances');

    await registry.fetch('/instances/one', { as: 'products', method: 'DELETE' });

    expect((await events.next('instances')).data).toEqual({ products: ['http://127.0.0.1/two'] });
  });

  it('tells that a lease ran out', async () => {
    await using registry = await createTestRegistry({ leaseMs: 10_000 });
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);
    await using events = await readEvents(registry);
    await events.next('instances');

    registry.clock.at += 10_000;

    expect((await events.next('instances')).data).toEqual({});
  });

  it('tells the instances anew when another schema becomes active', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('old', 'products', PRODUCTS);
    await registry.register('new', 'products', WITH_NAME);
    await using events = await readEvents(registry);
    await events.next('instances');

    await registry.publish({ products: WITH_NAME });

    expect((await events.next('instances')).data).toEqual({ products: ['http://127.0.0.1/new'] });
  });

  it('ends when the registry stops', async () => {
    const registry = await createTestRegistry();
    await using events = await readEvents(registry);

    await registry[Symbol.asyncDispose]();

    await expect(events.ended()).resolves.toBeUndefined();
  });
});

describe('GET /metrics', () => {
  it('has the number of the active activation', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.publish({ products: WITH_NAME });

    const metrics = await (await registry.fetch('/metrics')).text();

    expect(metrics).toMatch(/^registry_active_activation\{.*\} 2$/mu);
  });

  it('has how long requests took, by route and not by instance', async () => {
    await using registry = await createTestRegistry();
    await registry.register('one', 'products', PRODUCTS);

    await expect
      .poll(async () => (await registry.fetch('/metrics')).text())
      .toMatch(/http_request_duration_seconds_count\{.*route="\/instances\/:id",status="2xx"/u);
  });
});

describe('PUT /instances/:id', () => {
  it('answers the lease', async () => {
    await using registry = await createTestRegistry({ leaseMs: 7000 });

    const response = await registry.register('one', 'products', PRODUCTS);

    expect(await response.json()).toEqual({ leaseMs: 7000 });
  });

  it('renews the lease', async () => {
    await using registry = await createTestRegistry({ leaseMs: 10_000 });
    await registry.register('one', 'products', PRODUCTS);
    registry.clock.at += 9000;
    await registry.register('one', 'products', PRODUCTS);
    registry.clock.at += 9000;

    const { data } = await registry.ask('{ instances { id } }');

    expect(data.instances).toEqual([{ id: 'one' }]);
  });

  it.each([
    ['a hash that is none', { schemaHash: 'abc' }, /SHA-256/u],
    ['no URL', { url: '' }, /http or https URL/u],
  ])('refuses %s', async (_, part, message) => {
    await using registry = await createTestRegistry();
    const body = { subgraph: 'products', url: 'http://127.0.0.1', schemaHash: 'a'.repeat(64) };

    const response = await registry.fetch('/instances/one', {
      as: 'products',
      method: 'PUT',
      body: { ...body, ...part },
    });

    expect(response.status).toBe(400);
    expect(JSON.stringify(await response.json())).toMatch(message);
  });

  it('keeps every instance over a restart, until its lease runs out anew', async () => {
    await using first = await createTestRegistry({ leaseMs: 10_000 });
    await first.register('one', 'products', PRODUCTS);
    await using second = await createTestRegistry({ db: first.db, leaseMs: 10_000 });

    const { data } = await second.ask('{ instances { id } }');

    expect(data.instances).toEqual([{ id: 'one' }]);
  });
});

describe('DELETE /instances/:id', () => {
  it('says that there is none', async () => {
    await using registry = await createTestRegistry();

    const response = await registry.fetch('/instances/one', { as: 'products', method: 'DELETE' });

    expect(response.status).toBe(404);
  });
});
