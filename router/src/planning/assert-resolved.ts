import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  parse,
} from 'graphql';

import { type PlanNode, listFetches } from './fetch-plan.ts';

/**
 * Throws when a root field of the operation is in no fetch of the plan. The planner drops what it finds no way to, and
 * the field would be a silent null.
 */
export function assertResolved(document: DocumentNode, plan: PlanNode | undefined): void {
  const fetched = new Set(
    listFetches(plan)
      .filter(
        ({ requires, paths }) => requires === undefined && paths.some((path) => path.length === 0),
      )
      .flatMap(({ operation }) => [...listRootKeys(parse(operation, { noLocation: true }))]),
  );
  const missing = [...listRootKeys(document)].filter((key) => !fetched.has(key));
  if (missing.length > 0) {
    throw new Error(`No subgraph answers ${missing.map((key) => `"${key}"`).join(', ')}.`);
  }
}

/** Response names of the root fields, without __typename: that is never asked of a subgraph. */
function listRootKeys(document: DocumentNode): ReadonlySet<string> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const keys = new Set<string>();
  const look = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value !== '__typename') {
          keys.add(selection.alias?.value ?? selection.name.value);
        }
      } else {
        look(
          selection.kind === Kind.FRAGMENT_SPREAD
            ? fragments.get(selection.name.value)?.selectionSet
            : selection.selectionSet,
        );
      }
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      look(definition.selectionSet);
    }
  }
  return keys;
}
