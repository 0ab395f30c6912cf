import { type DocumentNode, parse } from 'graphql';

import { type PlanNode, listFetches } from './fetch-plan.ts';
import { listRootFields } from './top-fields.ts';

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
      .flatMap(({ operation }) => listRootKeys(parse(operation, { noLocation: true }))),
  );
  const missing = listRootKeys(document).filter((key) => !fetched.has(key));
  if (missing.length > 0) {
    throw new Error(`No subgraph answers ${missing.map((key) => `"${key}"`).join(', ')}.`);
  }
}

/** Response names of the root fields, without __typename: that is never asked of a subgraph. */
function listRootKeys(document: DocumentNode): readonly string[] {
  return [...listRootFields(document)].flatMap(([key, { name }]) =>
    name.value === '__typename' ? [] : [key],
  );
}
