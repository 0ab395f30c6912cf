import { describe, expect, it } from 'vitest';

import { PRODUCTS } from './build-project.ts';
import { judgeRemovals } from './judge-removals.ts';
import { type TestRegistry, createTestRegistry } from './registry-fixture.ts';

const WITH_NAME = PRODUCTS.replace('weight: Int', 'weight: Int\n  name: String');
const WITH_SIZE = PRODUCTS.replace('weight: Int', 'weight: Int\n  size: String');

/** Activations 1, 2 and 3: without a name, with one, with a size. */
async function publishThree(registry: TestRegistry): Promise<string[]> {
  const versions: string[] = [];
  for (const products of [PRODUCTS, WITH_NAME, WITH_SIZE]) {
    versions.push((await registry.publish({ products })).version as string);
  }
  return versions;
}

describe('history', () => {
  it('says who did what, when, why and from which commit', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS }, { reason: 'the first', commit: 'abc123' });

    const { data } = await registry.ask(
      '{ history { number at actor action reason commit target publication } }',
    );

    expect(data.history).toEqual([
      {
        number: 1,
        at: '2026-03-01T12:00:00.000Z',
        actor: 'graph',
        action: 'PUBLISH',
        reason: 'the first',
        commit: 'abc123',
        target: null,
        publication: expect.stringMatching(/^pub_/u),
      },
    ]);
  });

  it('has a semantic difference of each activation', async () => {
    await using registry = await createTestRegistry({ judge: judgeRemovals('SAFE') });
    await publishThree(registry);

    const { data } = await registry.ask('{ history(first: 1) { changes { coordinate } } }');

    expect(data.history).toEqual([{ changes: [{ coordinate: 'Product.name' }] }]);
  });

  it('pages backwards', async () => {
    await using registry = await createTestRegistry();
    await publishThree(registry);

    const { data } = await registry.ask('{ history(first: 1, before: 3) { number } }');

    expect(data.history).toEqual([{ number: 2 }]);
  });

  it('cannot be rewritten', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });
    const { activation } = await import('#src/registry/tables.ts');

    const rewriting = registry.db.transaction(async (tx) =>
      tx.update(activation).set({ actor: 'nobody' }).run(),
    );

    await expect(rewriting).rejects.toThrow(/activation is append-only/u);
  });
});

describe('log', () => {
  const LOG =
    'query ($coordinate: String!) { log(coordinate: $coordinate) { activation { number } change { code coordinate } } }';

  it('lists every change of a coordinate, newest first', async () => {
    await using registry = await createTestRegistry({ judge: judgeRemovals('SAFE') });
    await publishThree(registry);
    await registry.publish({ products: WITH_NAME });
    await registry.publish({ products: PRODUCTS });

    const { data } = await registry.ask(LOG, { coordinate: 'Product.name' });

    expect(
      data.log.map((entry: { activation: { number: number } }) => entry.activation.number),
    ).toEqual([5, 3]);
  });

  it('says that a coordinate is as old as the first version', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    const { data } = await registry.ask(LOG, { coordinate: 'Product.weight' });

    expect(data.log).toEqual([
      {
        activation: { number: 1 },
        change: { code: 'FIRST_VERSION', coordinate: 'Product.weight' },
      },
    ]);
  });

  it('lists for a type what changed in its fields', async () => {
    await using registry = await createTestRegistry({ judge: judgeRemovals('SAFE') });
    await publishThree(registry);

    const { data } = await registry.ask(LOG, { coordinate: 'Product' });

    expect(data.log[0].change.coordinate).toBe('Product.name');
  });

  it.each([
    ['Product.price', 'NOT_FOUND'],
    ['Product.secret', 'NOT_FOUND'],
    ['what?', 'VALIDATION'],
  ])('says that there is nothing of "%s"', async (coordinate, code) => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    const { errors } = await registry.ask(LOG, { coordinate });

    expect(errors?.[0]?.extensions.code).toBe(code);
  });
});

describe('diff', () => {
  it('says what lies between two versions', async () => {
    await using registry = await createTestRegistry({ judge: judgeRemovals('SAFE') });
    await publishThree(registry);

    const { data } = await registry.ask(
      '{ diff(from: "2", to: "1") { from { number } to { number } changes { coordinate } } }',
    );

    expect(data.diff).toEqual({
      from: { number: 2 },
      to: { number: 1 },
      changes: [{ coordinate: 'Product.name' }],
    });
  });

  it('compares with what is active when no other is named', async () => {
    await using registry = await createTestRegistry();
    await publishThree(registry);

    const { data } = await registry.ask('{ diff(from: "1") { to { number } } }');

    expect(data.diff.to.number).toBe(3);
  });
});
