import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { readEvents } from './event-reader.ts';
import { createTestRegistry } from './registry-fixture.ts';

const WITH_NAME = PRODUCTS.replace('weight: Int', 'weight: Int\n  name: String');

describe('a publish while instances run', () => {
  it('is staged while they serve another schema', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);

    expect(await registry.publish({ products: WITH_NAME })).toMatchObject({
      outcome: 'STAGED',
      waitingFor: ['products'],
      activation: 1,
    });
  });

  it('becomes active by itself when an instance serves it', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);
    const { version } = await registry.publish({ products: WITH_NAME });
    await using events = await readEvents(registry);

    await registry.register('two', 'products', WITH_NAME);

    const told = await events.next('supergraph', ({ activation }) => activation === 2);
    expect(told.data['version']).toBe(version);
  });

  it('is active at once when an instance serves it already', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);
    await registry.register('two', 'products', WITH_NAME);

    expect(await registry.publish({ products: WITH_NAME })).toMatchObject({ outcome: 'ACTIVATED' });
  });

  it('is active at once when it is told not to wait', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);

    expect(await registry.publish({ products: WITH_NAME }, { now: true })).toMatchObject({
      outcome: 'ACTIVATED',
      message: expect.stringContaining('No instance of "products" serves this schema yet.'),
    });
  });

  it('does not become active because the old instances went', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);
    await registry.publish({ products: WITH_NAME });

    await registry.fetch('/instances/one', { as: 'products', method: 'DELETE' });
    // Its own activation comes after whatever the withdrawal had brought about.
    await registry.publish({ freight: FREIGHT });

    const { data } = await registry.ask('{ active { subgraphs { name sdl } } staged { outcome } }');
    expect(data).toEqual({
      active: {
        subgraphs: [
          { name: 'freight', sdl: FREIGHT },
          { name: 'products', sdl: PRODUCTS },
        ],
      },
      staged: [{ outcome: 'STAGED' }],
    });
  });

  it('keeps what others published meanwhile when it becomes active', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);
    await registry.publish({ products: WITH_NAME });
    await registry.publish({ freight: FREIGHT });
    await using events = await readEvents(registry);

    await registry.register('two', 'products', WITH_NAME);
    await events.next('supergraph', ({ activation }) => activation === 3);

    const { data } = await registry.ask('{ subgraphs { name sdl } }');
    expect(data.subgraphs).toEqual([
      { name: 'freight', sdl: FREIGHT },
      { name: 'products', sdl: WITH_NAME },
    ]);
  });

  it('takes the place of one that waited', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);
    const { publication } = await registry.publish({ products: WITH_NAME });

    const answer = await registry.publish({ products: WITH_NAME.replace('name', 'title') });

    expect(answer).toMatchObject({ outcome: 'STAGED', superseded: [publication] });
  });

  it('takes back what waits when what is active is published', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);
    const { publication } = await registry.publish({ products: WITH_NAME });

    await registry.publish({ products: PRODUCTS });

    const { data } = await registry.ask('{ staged { id } audit(first: 1) { action subject } }');
    expect(data).toEqual({
      staged: [],
      audit: [{ action: 'take back what was staged', subject: publication }],
    });
  });

  it('is staged once, however often it is published', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);
    const { publication } = await registry.publish({ products: WITH_NAME });

    expect(await registry.publish({ products: WITH_NAME })).toMatchObject({
      outcome: 'STAGED',
      publication,
      superseded: [],
    });
  });

  it('waits for all of its subgraphs', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS, freight: FREIGHT });
    await registry.register('one', 'products', PRODUCTS);
    await registry.register('two', 'freight', FREIGHT);
    const dearer = FREIGHT.replace('freight: Int', 'freight: Float');
    await registry.publish({ products: WITH_NAME, freight: dearer });
    await using events = await readEvents(registry);
    await registry.register('three', 'products', WITH_NAME);

    await registry.register('four', 'freight', dearer);

    const { data } = await events.next('supergraph', ({ activation }) => activation !== 1);
    expect(data['activation']).toBe(2);
    const { data: asked } = await registry.ask('{ subgraphs { sdl } }');
    expect(asked.subgraphs).toEqual([{ sdl: dearer }, { sdl: WITH_NAME }]);
  });

  it('becomes active after a restart of the registry', async () => {
    await using first = await createTestRegistry();
    await first.publish({ products: PRODUCTS });
    await first.register('one', 'products', PRODUCTS);
    await first.publish({ products: WITH_NAME });
    await using second = await createTestRegistry({ db: first.db });
    await using events = await readEvents(second);

    await second.register('two', 'products', WITH_NAME);

    expect(await events.next('supergraph', ({ activation }) => activation === 2)).toBeDefined();
  });

  it.each([
    [
      'renamed',
      'subgraphRename(input: { name: "products", newName: "catalog" })',
      ['catalog', 'freight'],
    ],
    ['deleted', 'subgraphDelete(input: { name: "products" })', ['freight']],
  ])('waits no more when its subgraph is %s', async (_, mutation, names) => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS, freight: 'type Query { freight: Int }' });
    await registry.register('one', 'products', PRODUCTS);
    const { publication } = await registry.publish({ products: WITH_NAME });
    await registry.ask(`mutation { ${mutation} { outcome } }`);

    await registry.register('two', 'products', WITH_NAME);
    await registry.publish({ freight: 'type Query { freight: Float }' });

    const { data } = await registry.ask(
      'query ($id: ID!) { publication(id: $id) { ending } subgraphs { name } }',
      { id: publication },
    );
    expect(data).toEqual({
      publication: { ending: 'SUPERSEDED' },
      subgraphs: names.map((name) => ({ name })),
    });
  });

  it('is refused at last when it fits no more to what is active by then', async () => {
    await using registry = await createTestRegistry();
    const clash = 'type Query { freight: Int }';
    await registry.publish({ products: PRODUCTS, freight: clash });
    await registry.register('one', 'products', PRODUCTS);
    const later = PRODUCTS.replace('product: Product', 'product: Product\n  size: Int');
    const { publication } = await registry.publish({ products: later });
    await registry.publish({ freight: 'type Query { freight: Int size: String }' });

    await registry.register('two', 'products', later);

    await expect
      .poll(async () => {
        const { data } = await registry.ask(
          'query ($id: ID!) { publication(id: $id) { ending } active { number } }',
          { id: publication },
        );
        return data;
      })
      .toEqual({ publication: { ending: 'REFUSED' }, active: { number: 2 } });
  });
});

describe('drift', () => {
  const STATE = '{ subgraph(name: "products") { state isAlarming } }';

  it.each([
    ['nobody can say where no instance was ever registered', [], 'UNREGISTERED', false],
    ['none where a live instance serves what is active', [PRODUCTS], 'SERVED', false],
    ['an alarm where live instances serve another schema', [WITH_NAME], 'DRIFTED', true],
    ['none where one of several serves it', [WITH_NAME, PRODUCTS], 'SERVED', false],
  ])('is %s', async (_, served, state, isAlarming) => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    for (const [index, sdl] of served.entries()) {
      await registry.register(`instance${index}`, 'products', sdl);
    }

    const { data } = await registry.ask(STATE);

    expect(data.subgraph).toEqual({ state, isAlarming });
  });

  it('is an alarm where every instance is gone', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', PRODUCTS);
    await registry.fetch('/instances/one', { as: 'products', method: 'DELETE' });

    const { data } = await registry.ask(STATE);

    expect(data.subgraph).toEqual({ state: 'GONE', isAlarming: true });
  });

  it('is a metric', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', WITH_NAME);

    const metrics = await (await registry.fetch('/metrics')).text();

    expect(metrics).toMatch(/^registry_schema_drift\{subgraph="products".*\} 1$/mu);
  });

  it('holds what is active when its last instance is gone', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('old', 'products', PRODUCTS);
    await registry.register('new', 'products', WITH_NAME);
    await registry.publish({ products: WITH_NAME });

    await registry.fetch('/instances/new', { as: 'products', method: 'DELETE' });

    const { data } = await registry.ask(
      '{ active { number } subgraph(name: "products") { state } }',
    );
    expect(data).toEqual({ active: { number: 2 }, subgraph: { state: 'DRIFTED' } });
  });

  it('sends requests to instances of another schema rather than to nobody', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.register('one', 'products', WITH_NAME);

    await using events = await readEvents(registry);

    expect((await events.next('instances')).data).toEqual({ products: ['http://127.0.0.1/one'] });
  });
});
