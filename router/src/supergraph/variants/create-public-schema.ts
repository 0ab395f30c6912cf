import { type DocumentNode, type GraphQLSchema, buildASTSchema, validateSchema } from 'graphql';

import { readClientGraph } from './client-graph.ts';
import { readFeatures } from './features.ts';
import { findFaults } from './find-faults.ts';
import { hideDependents } from './hide-dependents.ts';
import { type TagFilter, hideMarked } from './hide-marked.ts';
import { omitHidden, printGraph } from './omit-hidden.ts';
import { keepReachable } from './reachable.ts';

/**
 * The schema that clients of one variant see of a supergraph. Throws one error that names every element which is
 * hidden and cannot be, with the reason. Without tags to filter by it is everything that is public.
 */
export function createPublicSchema(supergraph: DocumentNode, filter: TagFilter): GraphQLSchema {
  const features = readFeatures(supergraph);
  const whole = readClientGraph(supergraph, features);
  const hidden = hideMarked(whole, features, filter);
  hideDependents(whole, hidden);
  const visible = omitHidden(whole, hidden);
  const isFiltered = filter.include.length + filter.exclude.length > 0;
  const seen = isFiltered ? keepReachable(visible) : visible;
  refuse(findFaults({ whole, seen, hidden }));
  const schema = buildASTSchema(printGraph(seen), { assumeValidSDL: true });
  refuse(validateSchema(schema).map(({ message }) => message));
  return schema;
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) {
    throw new Error(`Clients cannot see this part of the graph.\n  ${faults.join('\n  ')}`);
  }
}
