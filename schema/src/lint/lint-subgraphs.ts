import type { SubgraphSdl } from '#src/read-subgraphs.ts';

import { contributedFields } from './contributed-fields.ts';
import { entityOwners } from './entity-owners.ts';
import { entityReferences } from './entity-references.ts';
import type { Finding } from './finding.ts';
import { readLintedGraph } from './ownership.ts';
import { rootFields } from './root-fields.ts';
import type { Rule } from './rule.ts';
import { taggedEntities } from './tagged-entities.ts';

const RULES: readonly Rule[] = [
  contributedFields,
  entityReferences,
  rootFields,
  taggedEntities,
  entityOwners,
];

/** What house rules that composition does not know have against the subgraphs. */
export function lintSubgraphs(subgraphs: readonly SubgraphSdl[]): Finding[] {
  const graph = readLintedGraph(subgraphs);
  return RULES.flatMap((rule) => rule(graph));
}
