import type { ASTNode } from 'graphql';

import { placesOf } from '#src/composition/faults.ts';

import type { Finding } from './finding.ts';
import type { LintedGraph } from './ownership.ts';

/** Finds what is against one house rule. */
export type Rule = (graph: LintedGraph) => Finding[];

interface Broken extends Omit<Finding, 'places'> {
  readonly nodes: readonly ASTNode[];
}

/** A finding with code frames of some nodes. */
export function report({ nodes, ...finding }: Broken): Finding {
  return { ...finding, places: placesOf(nodes, finding.message) };
}
