import { describe, expect, it, onTestFinished } from 'vitest';

import { createJudge } from '#src/verdicts/create-judge.ts';

import { PRODUCTS } from './build-project.ts';
import { type TestRegistry, createTestRegistry } from './registry-fixture.ts';

const DAY_MS = 86_400_000;
const WITHOUT_WEIGHT = PRODUCTS.replace(/"For freight."\s*weight: Int/u, '');

const WITHOUT_PLANS = { plans: false, allowBreaking: true };

async function openRegistry(): Promise<TestRegistry> {
  const judging = createJudge();
  onTestFinished(() => judging[Symbol.asyncDispose]());
  const registry = await createTestRegistry({ judge: judging.judge });
  onTestFinished(() => registry[Symbol.asyncDispose]());
  await registry.publish({ products: PRODUCTS });
  return registry;
}

/** One batch a day, for as many days, of an operation with this text. */
async function reportFor(registry: TestRegistry, days: number, text: string): Promise<void> {
  for (let day = 0; day <= days; day++) {
    const operation = {
      id: 'a'.repeat(64),
      name: 'Weigh',
      text,
      clientName: 'web',
      clientVersion: '1.2.0',
      calls: 5,
      lastSeenAt: new Date(registry.clock.at).toISOString(),
    };
    const body = { id: `day-${day}`, operations: [operation] };
    await registry.fetch('/usage', { as: 'router', method: 'POST', body });
    registry.clock.at += DAY_MS;
  }
}

describe('the removal of a field', () => {
  it('is BREAKING while a client asks for it, and names the client', async () => {
    const registry = await openRegistry();
    await reportFor(registry, 31, 'query Weigh { product { weight } }');

    const evidence = {
      operations: [{ name: 'Weigh', usage: [{ clientName: 'web', clientVersion: '1.2.0' }] }],
    };
    expect(await registry.publish({ products: WITHOUT_WEIGHT })).toMatchObject({
      outcome: 'REFUSED',
      report: {
        report: {
          changes: [{ severity: 'BREAKING', coordinate: 'Product.weight', evidence }],
        },
      },
    });
  });

  it('is SAFE when nobody asked for it in a month of reports', async () => {
    const registry = await openRegistry();
    await reportFor(registry, 31, 'query Name { product { id } }');

    expect(await registry.publish({ products: WITHOUT_WEIGHT })).toMatchObject({
      outcome: 'ACTIVATED',
      changes: [{ severity: 'SAFE', coordinate: 'Product.weight' }],
    });
  });

  it('is UNKNOWN without reports', async () => {
    const registry = await openRegistry();

    expect(await registry.publish({ products: WITHOUT_WEIGHT })).toMatchObject({
      outcome: 'ACTIVATED',
      changes: [{ severity: 'UNKNOWN', coordinate: 'Product.weight' }],
    });
  });
});

describe('a publish', () => {
  const MORE = `${PRODUCTS}\nextend type Query { more: Int }`;

  it('plans what clients run, unless it says not to', async () => {
    const asked: (boolean | undefined)[] = [];
    await using registry = await createTestRegistry({
      judge: ({ plans }) => {
        asked.push(plans);
        return Promise.resolve({ changes: [], planDifferences: [] });
      },
    });
    await registry.publish({ products: PRODUCTS });

    await registry.publish({ products: MORE });
    await registry.publish({ products: PRODUCTS }, WITHOUT_PLANS);

    expect(asked).toEqual([true, false]);
  });

  it('without plans still says what breaks', async () => {
    const registry = await openRegistry();
    await reportFor(registry, 31, 'query Weigh { product { weight } }');

    expect(await registry.publish({ products: WITHOUT_WEIGHT }, WITHOUT_PLANS)).toMatchObject({
      outcome: 'ACTIVATED',
      changes: [{ severity: 'BREAKING', coordinate: 'Product.weight' }],
      report: { report: { planDifferences: [] } },
    });
  });

  it('leaves plans out only where breaking is allowed', async () => {
    const registry = await openRegistry();

    await expect(registry.publish({ products: MORE }, { plans: false })).rejects.toThrow(
      'plans are only left out where breaking is allowed',
    );
  });
});
