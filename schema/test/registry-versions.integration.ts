import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { judgeRemovals } from './judge-removals.ts';
import { type TestRegistry, createTestRegistry } from './registry-fixture.ts';

const WITH_NAME = PRODUCTS.replace('weight: Int', 'weight: Int\n  name: String');
const WITH_SIZE = PRODUCTS.replace('weight: Int', 'weight: Int\n  size: String');

const ROLLBACK = `mutation ($to: String) {
  rollback(input: { to: $to }) { outcome version activation changes { severity coordinate } }
}`;
const RENAME = `mutation ($name: String!, $newName: String!) {
  subgraphRename(input: { name: $name, newName: $newName }) { outcome refusal activation }
}`;
const DELETE = `mutation ($name: String!, $allowBreaking: Boolean! = false) {
  subgraphDelete(input: { name: $name, allowBreaking: $allowBreaking }) { outcome refusal activation report }
}`;

/** Activations 1, 2 and 3: without a name, with one, with a size. */
async function publishThree(registry: TestRegistry): Promise<string[]> {
  const versions: string[] = [];
  for (const products of [PRODUCTS, WITH_NAME, WITH_SIZE]) {
    versions.push((await registry.publish({ products })).version as string);
  }
  return versions;
}

describe('rollback', () => {
  it('makes the version before active again', async () => {
    await using registry = await createTestRegistry();
    const [, second] = await publishThree(registry);

    const { data } = await registry.ask(ROLLBACK);

    expect(data.rollback).toMatchObject({ outcome: 'ACTIVATED', version: second, activation: 4 });
  });

  it('goes back two versions when it is done twice', async () => {
    await using registry = await createTestRegistry();
    const [first] = await publishThree(registry);
    await registry.ask(ROLLBACK);

    const { data } = await registry.ask(ROLLBACK);

    expect(data.rollback).toMatchObject({ version: first, activation: 5 });
  });

  it('goes to an activation by its number', async () => {
    await using registry = await createTestRegistry();
    const [first] = await publishThree(registry);

    const { data } = await registry.ask(ROLLBACK, { to: '1' });

    expect(data.rollback.version).toBe(first);
  });

  it('goes to a version by its first characters', async () => {
    await using registry = await createTestRegistry();
    const [first = ''] = await publishThree(registry);

    const { data } = await registry.ask(ROLLBACK, { to: first.slice(0, 10) });

    expect(data.rollback.version).toBe(first);
  });

  it('is not refused for what it takes from clients, but tells it', async () => {
    await using registry = await createTestRegistry({ judge: judgeRemovals('BREAKING') });
    await registry.publish({ products: PRODUCTS });
    await registry.publish({ products: WITH_NAME });

    const { data } = await registry.ask(ROLLBACK);

    expect(data.rollback).toMatchObject({
      outcome: 'ACTIVATED',
      changes: [{ severity: 'BREAKING', coordinate: 'Product.name' }],
    });
  });

  it.each([
    ['1', 'CONFLICT', /is the version that is active/u],
    ['99', 'NOT_FOUND', /no activation or version "99"/u],
    ['abcdef123456', 'NOT_FOUND', /no activation or version/u],
    ['yesterday', 'VALIDATION', /neither the number/u],
    [undefined, 'NOT_FOUND', /no version before/u],
  ])('says what is wrong with "%s"', async (to, code, message) => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    const { errors } = await registry.ask(ROLLBACK, { to });

    expect(errors?.[0]).toMatchObject({
      message: expect.stringMatching(message),
      extensions: { code },
    });
  });

  it('says that nothing was published yet', async () => {
    await using registry = await createTestRegistry();

    const { errors } = await registry.ask(ROLLBACK);

    expect(errors?.[0]?.message).toBe('Nothing was published yet.');
  });
});

describe('rename', () => {
  it('gives a subgraph another name', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    await registry.ask(RENAME, { name: 'products', newName: 'catalog' });

    const { data } = await registry.ask('{ subgraphs { name sdl } }');
    expect(data.subgraphs).toEqual([{ name: 'catalog', sdl: PRODUCTS }]);
  });

  it('refuses the name of another subgraph', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS, freight: FREIGHT });

    const { errors } = await registry.ask(RENAME, { name: 'products', newName: 'freight' });

    expect(errors?.[0]?.message).toBe('There is a subgraph "freight" already.');
  });
});

describe('delete', () => {
  it('takes a subgraph out of the graph', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS, freight: FREIGHT });

    await registry.ask(DELETE, { name: 'freight' });

    const { data } = await registry.ask('{ subgraphs { name } }');
    expect(data.subgraphs).toEqual([{ name: 'products' }]);
  });

  it('refuses when the rest does not compose', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS, freight: FREIGHT });

    const { data } = await registry.ask(DELETE, { name: 'products' });

    expect(data.subgraphDelete).toMatchObject({
      outcome: 'REFUSED',
      refusal: 'DOES_NOT_COMPOSE',
      activation: 1,
    });
  });

  it('refuses what breaks clients', async () => {
    await using registry = await createTestRegistry({ judge: judgeRemovals('BREAKING') });
    await registry.publish({ products: PRODUCTS, freight: FREIGHT });

    const { data } = await registry.ask(DELETE, { name: 'freight' });

    expect(data.subgraphDelete).toMatchObject({ outcome: 'REFUSED', refusal: 'BREAKING' });
  });

  it('takes out what breaks clients when that is allowed', async () => {
    await using registry = await createTestRegistry({ judge: judgeRemovals('BREAKING') });
    await registry.publish({ products: PRODUCTS, freight: FREIGHT });

    const { data } = await registry.ask(DELETE, { name: 'freight', allowBreaking: true });

    expect(data.subgraphDelete.outcome).toBe('ACTIVATED');
  });

  it.each([
    ['stranger', /no subgraph "stranger"/u],
    ['products', /is the only subgraph/u],
  ])('says why "%s" cannot be deleted', async (name, message) => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    const { errors } = await registry.ask(DELETE, { name });

    expect(errors?.[0]?.message).toMatch(message);
  });
});
