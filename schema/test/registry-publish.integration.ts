import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { readEvents } from './event-reader.ts';
import { createTestRegistry, toInput } from './registry-fixture.ts';

const BROKEN = FREIGHT.replace('fields: "weight"', 'fields: "wieght"');
const WITH_NAME = PRODUCTS.replace('weight: Int', 'weight: Int\n  name: String');

const standalone = (name: string): string => `type Query { ${name}: Int }`;

describe('publish', () => {
  it('makes the first version active', async () => {
    await using registry = await createTestRegistry();

    expect(await registry.publish({ products: PRODUCTS })).toMatchObject({
      outcome: 'ACTIVATED',
      activation: 1,
    });
  });

  it('says that no instance was waited for where none is registered', async () => {
    await using registry = await createTestRegistry();

    const { unregistered, message } = await registry.publish({ products: PRODUCTS });

    expect({ unregistered, message }).toEqual({
      unregistered: ['products'],
      message: expect.stringContaining('No instance of "products" is registered'),
    });
  });

  it('composes on top of what is active', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    await registry.publish({ freight: FREIGHT });

    const { data } = await registry.ask('{ active { subgraphs { name } api } }');
    expect(data.active).toMatchObject({
      subgraphs: [{ name: 'freight' }, { name: 'products' }],
      api: expect.stringContaining('freight: Int'),
    });
  });

  it('says that it changed nothing when the same is published again', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    expect(await registry.publish({ products: PRODUCTS })).toMatchObject({
      outcome: 'UNCHANGED',
      activation: 1,
    });
  });

  it('writes nothing when the same is published again', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    await registry.publish({ products: PRODUCTS });

    const { data } = await registry.ask('{ history { number } publications { id } }');
    expect([data.history.length, data.publications.length]).toEqual([1, 1]);
  });

  it('gives the same subgraphs the same version', async () => {
    await using registry = await createTestRegistry();
    const { version } = await registry.publish({ products: PRODUCTS });
    await registry.publish({ products: WITH_NAME });

    expect(await registry.publish({ products: PRODUCTS })).toMatchObject({
      outcome: 'ACTIVATED',
      version,
      activation: 3,
    });
  });

  it('refuses what does not compose, with its faults and the text of the files', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    const { outcome, refusal, report } = await registry.publish({ freight: BROKEN });

    expect({ outcome, refusal }).toEqual({ outcome: 'REFUSED', refusal: 'DOES_NOT_COMPOSE' });
    expect(report.report.faults[0]).toMatchObject({
      code: 'REQUIRES_INVALID_FIELDS',
      places: expect.arrayContaining([
        expect.objectContaining({ file: 'freight.graphql', line: 6 }),
      ]),
    });
    expect(report.sources['freight.graphql']).toBe(BROKEN);
  });

  it('leaves the active version as it is when it refuses', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    await registry.publish({ freight: BROKEN });

    const { data } = await registry.ask('{ active { number } }');
    expect(data.active.number).toBe(1);
  });

  it('keeps what it refused as a draft', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    const { publication } = await registry.publish({ freight: BROKEN }, { reason: 'try' });

    const { data } = await registry.ask(
      'query ($id: ID!) { publication(id: $id) { outcome actor reason subgraphs { name sdl } report } }',
      { id: publication },
    );

    expect(data.publication).toMatchObject({
      outcome: 'REFUSED',
      actor: 'graph',
      reason: 'try',
      subgraphs: [{ name: 'freight', sdl: BROKEN }],
    });
  });

  it('lists the drafts', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    const { publication } = await registry.publish({ freight: BROKEN });

    const { data } = await registry.ask('{ publications(outcome: REFUSED) { id } }');

    expect(data.publications).toEqual([{ id: publication }]);
  });

  it('makes several subgraphs one version', async () => {
    await using registry = await createTestRegistry();

    // Freight alone would not compose.
    expect(await registry.publish({ freight: FREIGHT, products: PRODUCTS })).toMatchObject({
      outcome: 'ACTIVATED',
      activation: 1,
    });
  });

  it('publishes none of several when one is at fault', async () => {
    await using registry = await createTestRegistry();

    await registry.publish({ freight: BROKEN, products: PRODUCTS });

    const { data } = await registry.ask('{ active { number } }');
    expect(data.active).toBeNull();
  });

  it('asks for the URL of a new subgraph', async () => {
    await using registry = await createTestRegistry();

    const { errors } = await registry.ask(
      'mutation ($input: PublishInput!) { publish(input: $input) { outcome } }',
      { input: { subgraphs: [{ name: 'products', sdl: PRODUCTS }] } },
    );

    expect(errors?.[0]).toMatchObject({
      message: 'There is no subgraph "products" yet: say the URL that it answers on.',
      extensions: { code: 'VALIDATION' },
    });
  });

  it('keeps the URL of a known subgraph when none is given', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    await registry.ask('mutation ($input: PublishInput!) { publish(input: $input) { outcome } }', {
      input: { subgraphs: [{ name: 'products', sdl: WITH_NAME }] },
    });

    const { data } = await registry.ask('{ subgraph(name: "products") { url sdl } }');
    expect(data.subgraph).toEqual({ url: 'http://127.0.0.1/products', sdl: WITH_NAME });
  });

  it.each([
    ['a name that is none', { name: '../products' }, /letters, digits/u],
    ['a URL of another scheme', { url: 'file:///etc/passwd' }, /http or https URL/u],
    ['a password in the URL', { url: 'http://me:secret@host/' }, /user or password/u],
    ['an empty schema', { sdl: '' }, /is empty/u],
  ])('refuses %s', async (_, part, message) => {
    await using registry = await createTestRegistry();
    const subgraph = { name: 'products', sdl: PRODUCTS, url: 'http://127.0.0.1/products', ...part };

    const { errors } = await registry.ask(
      'mutation ($input: PublishInput!) { publish(input: $input) { outcome } }',
      { input: { subgraphs: [subgraph] } },
    );

    expect(errors?.[0]?.message).toMatch(message);
  });

  it('refuses a subgraph that is named twice', async () => {
    await using registry = await createTestRegistry();
    const { subgraphs } = toInput({ products: PRODUCTS });

    const { errors } = await registry.ask(
      'mutation ($input: PublishInput!) { publish(input: $input) { outcome } }',
      { input: { subgraphs: [...subgraphs, ...subgraphs] } },
    );

    expect(errors?.[0]?.message).toBe('subgraphs: names a subgraph twice');
  });

  it('loses none of ten concurrent publishes', async () => {
    await using registry = await createTestRegistry();
    const names = Array.from({ length: 10 }, (_, at) => `part${at}`);

    await Promise.all(names.map((name) => registry.publish({ [name]: standalone(name) })));

    const { data } = await registry.ask('{ active { number subgraphs { name } } }');
    expect(data.active).toEqual({
      number: 10,
      subgraphs: names.map((name) => ({ name })),
    });
  });

  it('composes each of ten concurrent publishes on top of the one before', async () => {
    await using registry = await createTestRegistry();
    const names = Array.from({ length: 10 }, (_, at) => `part${at}`);

    await Promise.all(names.map((name) => registry.publish({ [name]: standalone(name) })));

    const { data } = await registry.ask('{ history { subgraphs { name } } }');
    const sizes = data.history.map(({ subgraphs }: { subgraphs: [] }) => subgraphs.length);
    expect(sizes).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it('loses nothing when a second process publishes into the same file', async () => {
    await using one = await createTestRegistry();
    await one.publish({ products: PRODUCTS });
    await using other = await createTestRegistry({ db: one.db });
    await one.publish({ freight: FREIGHT });

    await other.publish({ reviews: standalone('reviews') });

    const { data } = await other.ask('{ active { subgraphs { name } } }');
    expect(data.active.subgraphs).toEqual([
      { name: 'freight' },
      { name: 'products' },
      { name: 'reviews' },
    ]);
  });

  it('tells the routers of a second process on the same file', async () => {
    await using one = await createTestRegistry();
    await using other = await createTestRegistry({ db: one.db });
    await using events = await readEvents(other);

    const { version } = await one.publish({ products: PRODUCTS });

    expect((await events.next('supergraph')).data['version']).toBe(version);
  });
});
