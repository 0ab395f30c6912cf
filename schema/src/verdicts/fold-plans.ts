import type { Judgement } from '#src/registry/collaborators.ts';
import type { Change } from '#src/reports/report.ts';

import type { PlanFinding } from './check-plans.ts';

/**
 * Tells once what is one thing: that an operation does not fit the schema any more is the evidence of the breaking
 * change that it needs, and stands by itself only where no change explains it.
 */
export function foldPlans(changes: readonly Change[], plans: readonly PlanFinding[]): Judgement {
  const invalid = new Set(
    plans.filter(({ isInvalid }) => isInvalid).map(({ operation }) => operation.id),
  );
  const breaking = changes.filter(({ severity }) => severity === 'BREAKING');
  const explained = new Set(
    breaking.flatMap(({ evidence }) => evidence.operations.map(({ id }) => id)),
  );
  return {
    changes: changes.map((change) => addConsequence(change, invalid)),
    planDifferences: plans
      .filter(({ isInvalid, operation }) => !isInvalid || !explained.has(operation.id))
      .map(({ status, operation, message }) => ({ status, operation, message })),
  };
}

function addConsequence(change: Change, invalid: ReadonlySet<string>): Change {
  const { severity, evidence } = change;
  const count = evidence.operations.filter(({ id }) => invalid.has(id)).length;
  if (severity !== 'BREAKING' || count === 0) {
    return change;
  }
  const summary = `${evidence.summary}; the router cannot answer ${count} of them any more`;
  return { ...change, evidence: { ...evidence, summary } };
}
