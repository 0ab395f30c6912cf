import { setImmediate } from 'node:timers/promises';

import { z } from 'zod';

import type { KnownOperation, OperationText } from './known-operation.ts';
import type { PublicGraph } from './public-graph.ts';
import type { Snapshot } from './snapshot.ts';

/** Operations that clients used lately, with the values of their conditions, by variant. */
const hotOperationsShape = z.array(
  z.strictObject({
    variant: z.string(),
    query: z.string(),
    operationName: z.string().optional(),
    forms: z.array(z.record(z.string(), z.boolean())),
  }),
);

export type HotOperation = z.infer<typeof hotOperationsShape>[number];

/** Reads what `listHotOperations` gave, from JSON text. Undefined when it is anything else. */
export function parseHotOperations(text: string): readonly HotOperation[] | undefined {
  try {
    return hotOperationsShape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** At most `limit` operations of each public graph, those used last first. */
export function listHotOperations({ publicGraphs }: Snapshot, limit: number): HotOperation[] {
  return [...publicGraphs.values()].flatMap((graph) =>
    [...graph.operations.values()].slice(0, limit).map((operation) => ({
      variant: graph.name,
      query: operation.query,
      ...(operation.operationName !== undefined && { operationName: operation.operationName }),
      forms: [...operation.listForms()],
    })),
  );
}

/** Parses and validates an operation of a graph. Throws when the graph does not have it. */
export type Prepare = (text: OperationText, graph: PublicGraph) => KnownOperation;

/**
 * Plans the operations on a generation before it serves. Those that it does not have are left out: their clients are
 * told when they ask. Between two of them the process does other things.
 */
export async function warmUp(
  { publicGraphs }: Snapshot,
  operations: readonly HotOperation[],
  prepare: Prepare,
): Promise<void> {
  // The one used last is prepared last, so that the cache keeps it longest.
  for (const hot of operations.toReversed()) {
    const graph = publicGraphs.get(hot.variant);
    if (graph !== undefined) {
      await prepareForms(hot, graph, prepare).catch(() => undefined);
      await setImmediate();
    }
  }
}

async function prepareForms(
  { query, operationName, forms }: HotOperation,
  graph: PublicGraph,
  prepare: Prepare,
): Promise<void> {
  const operation = prepare({ query, operationName }, graph);
  for (const variables of forms) {
    const labels = operation.labels.map(() => false);
    await operation.compile({ variables, denied: undefined, labels });
  }
}
