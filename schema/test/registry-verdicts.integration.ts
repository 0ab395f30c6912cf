import { describe, expect, it } from 'vitest';

import { FREIGHT, PRODUCTS } from './build-project.ts';
import { judgeRemovals } from './judge-removals.ts';
import { createTestRegistry, toInput } from './registry-fixture.ts';

const WITHOUT_WEIGHT = PRODUCTS.replace(/"For freight."\s*weight: Int/u, '');
const WITH_NAME = PRODUCTS.replace('weight: Int', 'weight: Int\n  name: String');

describe('verdicts', () => {
  it('refuses what breaks clients', async () => {
    await using registry = await createTestRegistry({ judge: judgeRemovals('BREAKING') });
    await registry.publish({ products: PRODUCTS });

    expect(await registry.publish({ products: WITHOUT_WEIGHT })).toMatchObject({
      outcome: 'REFUSED',
      refusal: 'BREAKING',
      changes: [{ severity: 'BREAKING', coordinate: 'Product.weight' }],
    });
  });

  it('publishes what breaks clients when that is allowed', async () => {
    await using registry = await createTestRegistry({ judge: judgeRemovals('BREAKING') });
    await registry.publish({ products: PRODUCTS });

    expect(
      await registry.publish({ products: WITHOUT_WEIGHT }, { allowBreaking: true }),
    ).toMatchObject({ outcome: 'ACTIVATED' });
  });

  it('keeps in the audit log that breaking was allowed', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS }, { allowBreaking: true });

    const { data } = await registry.ask('{ audit { actor action subject outcome detail } }');
    expect(data.audit[0]).toEqual({
      actor: 'graph',
      action: 'publish',
      subject: 'products',
      outcome: 'DONE',
      detail: expect.stringMatching(/^ACTIVATED, pub_\w+, breaking allowed$/u),
    });
  });

  it('lets pass what nobody knows the use of', async () => {
    await using registry = await createTestRegistry({ judge: judgeRemovals('UNKNOWN') });
    await registry.publish({ products: PRODUCTS });

    expect(await registry.publish({ products: WITHOUT_WEIGHT })).toMatchObject({
      outcome: 'ACTIVATED',
      changes: [{ severity: 'UNKNOWN' }],
    });
  });

  it('refuses what nobody knows the use of where the policy says so', async () => {
    await using registry = await createTestRegistry({
      judge: judgeRemovals('UNKNOWN'),
      policy: { unknown: 'fail' },
    });
    await registry.publish({ products: PRODUCTS });

    expect(await registry.publish({ products: WITHOUT_WEIGHT })).toMatchObject({
      outcome: 'REFUSED',
      refusal: 'UNKNOWN',
    });
  });

  it('refuses what a known operation cannot be planned on', async () => {
    await using registry = await createTestRegistry({
      judge: () =>
        Promise.resolve({
          changes: [],
          planDifferences: [
            { operation: { id: '1', name: 'Cart' }, status: 'UNPLANNABLE', message: 'No plan.' },
          ],
        }),
    });
    await registry.publish({ products: PRODUCTS });

    expect(await registry.publish({ products: WITH_NAME })).toMatchObject({ refusal: 'BREAKING' });
  });
});

const CHECK =
  'mutation ($input: CheckInput!) { check(input: $input) { outcome refusal publication } }';

describe('check', () => {
  it('says that a change can be published', async () => {
    await using registry = await createTestRegistry();

    const { data } = await registry.ask(CHECK, { input: toInput({ products: PRODUCTS }) });

    expect(data.check.outcome).toBe('PASSED');
  });

  it('changes nothing', async () => {
    await using registry = await createTestRegistry();

    await registry.ask(CHECK, { input: toInput({ products: PRODUCTS }) });

    const { data } = await registry.ask('{ active { number } }');
    expect(data.active).toBeNull();
  });

  it('says what publishing would refuse', async () => {
    await using registry = await createTestRegistry();

    const { data } = await registry.ask(CHECK, { input: toInput({ freight: FREIGHT }) });

    expect(data.check).toMatchObject({ outcome: 'REFUSED', refusal: 'DOES_NOT_COMPOSE' });
  });

  it('keeps its result', async () => {
    await using registry = await createTestRegistry();
    const { data: checked } = await registry.ask(CHECK, {
      input: toInput({ products: PRODUCTS }, { commit: 'abc' }),
    });

    const { data } = await registry.ask('{ publications { id action outcome commit } }');
    expect(data.publications).toEqual([
      { id: checked.check.publication, action: 'CHECK', outcome: 'PASSED', commit: 'abc' },
    ]);
  });
});

describe('house rules', () => {
  const CONTRIBUTED = FREIGHT.replace('freight: Int @', 'freight: Int! @');

  it('are told with a publish, and bar none', async () => {
    await using registry = await createTestRegistry();
    await registry.publish({ products: PRODUCTS });

    const { outcome, report } = await registry.publish({ freight: CONTRIBUTED });

    expect(outcome).toBe('ACTIVATED');
    expect(report.report.findings).toMatchObject([
      {
        coordinate: 'Product.freight',
        places: [{ file: 'freight.graphql', line: 6 }, { file: 'products.graphql' }],
      },
    ]);
  });
});
