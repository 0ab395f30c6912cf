import { Kind } from 'graphql';
import type { ASTNode, FieldDefinitionNode } from 'graphql';

import { findNearest, quotedCoordinates } from './coordinates.ts';
import type { Fault } from './faults.ts';
import { subgraphOf } from './sdl-source.ts';
import type { Documents } from './documents.ts';

/**
 * Adds the files that a disagreement is about and the composer does not show: where a subgraph lacks
 * what others have, the nearest thing that it does have.
 */
export function completePlaces(
  { code, message }: Fault,
  nodes: readonly ASTNode[],
  documents: Documents,
): ASTNode[] {
  const shown = new Set(nodes.map(subgraphOf));
  const coordinate = quotedCoordinates(message).find((one) => !documents.has(one));
  if (coordinate === undefined) {
    return [...nodes];
  }
  // What all expect of another, any of the others may have been meant to have.
  const involved =
    code === 'EXTERNAL_MISSING_ON_BASE' ? [...documents.keys()] : quotedSubgraphs(message);
  const missing = involved.flatMap((name) => {
    const document = shown.has(name) ? undefined : documents.get(name);
    return document ? findNearest(document, coordinate) : [];
  });
  return [...nodes, ...missing, ...findTransitive(message, documents)];
}

// What a field is worked out of stands in a subgraph that the composer does not name.
function findTransitive(message: string, documents: Documents): ASTNode[] {
  const coordinate = /transitive field "(\w+\.\w+)"/.exec(message)?.[1];
  return coordinate === undefined
    ? []
    : [...documents.values()]
        .flatMap((document) => findNearest(document, coordinate))
        .filter((node) => node.kind === Kind.FIELD_DEFINITION && !isExternal(node));
}

function isExternal({ directives = [] }: FieldDefinitionNode): boolean {
  return directives.some(({ name }) => name.value.endsWith('external'));
}

/** The subgraphs that a message names. */
export function quotedSubgraphs(message: string): string[] {
  const lists = message.matchAll(/subgraphs? ((?:"[^"]+"(?:, | and )?)+)/g);
  const names = [...lists].flatMap(([, list = '']) => [...list.matchAll(/"([^"]+)"/g)]);
  return [...new Set(names.map(([, name = '']) => name))];
}
