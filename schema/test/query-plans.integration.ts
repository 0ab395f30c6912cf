import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

import { createOperationPlanner } from '@supergraph/router/planning';
import { describe, expect, it } from 'vitest';

import { formatPlan } from '#src/commands/format-plan.ts';
import { measurePlan } from '#src/plans/measure-plan.ts';

/**
 * What the screens of the shop may cost: fetches, and how many of them wait for one another. Whoever raises a
 * number says why in the commit.
 */
const SCREENS: Readonly<Record<string, readonly [fetches: number, depth: number]>> = {
  'search-grid': [1, 1],
  'rich-grid': [6, 2],
  'product-page': [6, 2],
  cart: [7, 4],
  home: [6, 2],
  'order-detail': [6, 3],
  'agent-view': [4, 2],
};

const ROOT = path.join(import.meta.dirname, '..');
const FOLDER = path.join(ROOT, 'query-plans');
const planner = createOperationPlanner(readFileSync(path.join(ROOT, 'supergraph.graphql'), 'utf8'));

async function planScreen(name: string) {
  const text = readFileSync(path.join(FOLDER, `${name}.graphql`), 'utf8');
  const outcome = await planner.plan({ text, operationName: undefined, variables: {} });
  if (outcome.status !== 'planned') {
    throw new Error(`${name}: ${JSON.stringify(outcome)}`);
  }
  return outcome.plan;
}

describe('the plan of a screen', () => {
  it('is held for every operation in the folder', () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.graphql'));
    expect(files.map((file) => path.parse(file).name).toSorted()).toEqual(
      Object.keys(SCREENS).toSorted(),
    );
  });

  it.each(Object.entries(SCREENS))('%s takes %j (fetches, depth)', async (name, [most, depth]) => {
    const measured = measurePlan(await planScreen(name));
    expect([measured.fetches, measured.depth]).toEqual([most, depth]);
  });

  // `vitest --update` writes the plans anew; the difference is what a reviewer reads.
  it.each(Object.keys(SCREENS))('%s is the one that its file shows', async (name) => {
    const shown = `${formatPlan(await planScreen(name))}\n`;
    await expect(shown).toMatchFileSnapshot(path.join(FOLDER, `${name}.txt`));
  });
});
