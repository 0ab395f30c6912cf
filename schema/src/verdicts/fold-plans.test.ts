import { expect, it } from 'vitest';

import type { Change } from '#src/reports/report.ts';

import type { PlanFinding } from './check-plans.ts';
import { foldPlans } from './fold-plans.ts';

function changeOf(severity: Change['severity'], ...ids: string[]): Change {
  const operations = ids.map((id) => ({ id, name: id, usage: [] }));
  const evidence = { summary: 'needed', operations };
  return { severity, code: 'FIELD_REMOVED', message: '', coordinate: 'Item.name', evidence };
}

function findingOf(id: string, isInvalid: boolean): PlanFinding {
  return { status: 'UNPLANNABLE', operation: { id, name: id }, message: 'why', isInvalid };
}

const told = (...ids: string[]) =>
  ids.map((id) => ({ status: 'UNPLANNABLE', operation: { id, name: id }, message: 'why' }));

it('tells of an operation that a breaking change makes invalid with that change alone', () => {
  const { changes, planDifferences } = foldPlans(
    [changeOf('BREAKING', 'a', 'b')],
    [findingOf('a', true)],
  );
  expect([changes[0]?.evidence.summary, planDifferences]).toEqual([
    'needed; the router cannot answer 1 of them any more',
    [],
  ]);
});

it.each([
  ['no change explains', [changeOf('BREAKING', 'b')], findingOf('a', true)],
  ['only a change that breaks nothing needs', [changeOf('SAFE', 'a')], findingOf('a', true)],
  ['is valid and has no plan', [changeOf('BREAKING', 'a')], findingOf('a', false)],
])('tells by itself of an operation that %s', (_, changes, finding) => {
  expect(foldPlans(changes, [finding])).toEqual({ changes, planDifferences: told('a') });
});
