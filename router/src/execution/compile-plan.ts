import type { PlanNode } from '#src/planning/fetch-plan.ts';

import type { Step } from './execution.ts';
import { type FetchDeps, compileFetch } from './fetch-step.ts';
import { analyzeSharing } from './sharing.ts';
import type { SendToSubgraph } from '#src/fetchers/subgraph-client.ts';

export interface PlanDeps extends Omit<FetchDeps, 'send' | 'isReadOnly' | 'mustCopy'> {
  readonly sendTo: (subgraph: string) => SendToSubgraph;
}

/** Compiles a plan into one step. */
export function compilePlan(plan: PlanNode, deps: PlanDeps): Step {
  const sharing = analyzeSharing(plan);
  const compile = (node: PlanNode): Step => {
    if (node.kind === 'Fetch') {
      const { isReadOnly = false, mustCopy = true } = sharing.get(node) ?? {};
      return compileFetch(node, {
        ...deps,
        send: deps.sendTo(node.subgraph),
        isReadOnly,
        mustCopy,
      });
    }
    const steps = node.nodes.map(compile);
    return node.kind === 'Sequence' ? inSequence(steps) : inParallel(steps);
  };
  return compile(plan);
}

function inSequence(steps: readonly Step[]): Step {
  return async (execution) => {
    for (const step of steps) {
      await step(execution);
    }
  };
}

function inParallel(steps: readonly Step[]): Step {
  return async (execution) => {
    await Promise.all(steps.map((step) => step(execution)));
  };
}
