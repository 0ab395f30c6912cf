import { type OperationPlanner, createOperationPlanner } from '@supergraph/router/planning';

import type { Case, Judgement } from '#src/registry/collaborators.ts';
import { answerTasks } from '#src/threads/answer-tasks.ts';

import { checkPlans } from './check-plans.ts';
import { foldPlans } from './fold-plans.ts';
import { judgeChanges } from './judge-changes.ts';

// A check is followed by a publish of the same, and what was after is before next time.
let planners: ReadonlyMap<string, OperationPlanner> = new Map();

answerTasks(async (given: Case): Promise<Judgement> => {
  const { before, after } = given;
  const operations = given.plans === false ? [] : given.operations;
  const used = new Map<string, OperationPlanner>();
  const plans = await checkPlans(
    { before: before.supergraph, after: after.supergraph, operations },
    (supergraph) => {
      const planner = planners.get(supergraph) ?? createOperationPlanner(supergraph);
      used.set(supergraph, planner);
      return planner;
    },
  );
  if (used.size > 0) {
    planners = used;
  }
  return foldPlans(judgeChanges(given), plans);
});
