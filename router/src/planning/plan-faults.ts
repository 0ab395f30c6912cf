import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { TypeInfo, parse, visit, visitWithTypeInfo } from 'graphql';

import type { FetchNode } from './fetch-plan.ts';
import type { PlanningGraph } from './planning-graph.ts';

/**
 * What a fetch of the planner cannot get, in words: it asks for what the subgraph has as @external only, or for one of
 * the checked fields without sending what that requires. The planner does so for requirements that go in circles
 * between subgraphs, and the values would be wrong without a word.
 */
export function listFaults(
  fetch: FetchNode,
  graphName: string,
  { fullSchema, externals, checkedRequirements, requiredArguments }: PlanningGraph,
): readonly string[] {
  const sent = listSent(fetch.requires ?? []);
  const types = new TypeInfo(fullSchema);
  const faults: string[] = [];
  let depth = 0;
  visit(
    parse(fetch.operation, { noLocation: true }),
    visitWithTypeInfo(types, {
      Field: {
        enter({ name }) {
          const typeName = types.getParentType()?.name ?? '';
          const field = requiredArguments.standIns.get(name.value)?.field ?? name.value;
          const coordinate = `${typeName}.${field}`;
          const required = checkedRequirements.get(`${graphName} ${typeName}.${name.value}`) ?? [];
          if (externals.has(`${graphName} ${coordinate}`)) {
            faults.push(`The planner asks "${fetch.subgraph}" for ${coordinate}, which it lacks.`);
          } else if (required.some((each) => depth !== 1 || !sent.has(each))) {
            faults.push(
              `The planner asks "${fetch.subgraph}" for ${coordinate} without what it requires.`,
            );
          }
          depth++;
        },
        leave() {
          depth--;
        },
      },
    }),
  );
  return faults;
}

/** Names of what an entity fetch sends of its entities themselves. */
function listSent(requires: readonly QueryPlanSelectionNode[]): ReadonlySet<string> {
  return new Set(
    requires.flatMap((selection) =>
      selection.kind === 'InlineFragment' ? [...listSent(selection.selections)] : [selection.name],
    ),
  );
}
