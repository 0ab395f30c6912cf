import type { ASTNode, DocumentNode } from 'graphql';

import { replaceNode } from '#src/composition/edit-document.ts';
import { subgraphOf } from '#src/composition/sdl-source.ts';
import type { Documents } from '#src/composition/documents.ts';
import type { Sighting } from '#src/composition/sightings.ts';

const MOST_NAMED = 4;

/** One way to make a fault go away, to see what else goes away and what it has been hiding. */
export interface Repair {
  readonly documents: Documents;
  /** The name that was put in place of another one. */
  readonly name?: string;
  /** The line of that name in its file. */
  readonly line?: number;
  /** What the author would have to do, if it is more than a guess to get on with. */
  readonly advice?: string;
  /** The subgraphs that `advice` would change. */
  readonly at?: readonly string[];
  /** The subgraph that this replaces as a whole. */
  readonly standsIn?: string;
  /** What was taken out: faults that miss it are the doing of the repair. */
  readonly removed?: readonly string[];
}

/** `vocabulary` is what all subgraphs say as they were given, also those that are not in `documents`. */
export type ProposeRepairs = (
  seen: Sighting,
  documents: Documents,
  vocabulary: Documents,
) => Repair[];

/** Documents with one of them changed. */
export function changeDocument(
  documents: Documents,
  subgraph: string,
  change: (document: DocumentNode) => DocumentNode,
): Documents {
  const document = documents.get(subgraph);
  return document ? new Map([...documents, [subgraph, change(document)]]) : documents;
}

/** Documents with each of the nodes replaced in its own; `replace` gives null to take one out. */
export function changeNodes<T extends ASTNode>(
  documents: Documents,
  nodes: readonly T[],
  replace: (node: T) => T | null,
): Documents {
  let changed = documents;
  for (const node of nodes) {
    changed = changeDocument(changed, subgraphOf(node), (document) =>
      replaceNode(document, node, replace(node)),
    );
  }
  return changed;
}

/** `"cart", "catalog" and "pricing"` */
export function quoteNames(names: Iterable<string>): string {
  const quoted = [...new Set(names)].map((name) => `"${name}"`);
  const last = quoted.pop() ?? '';
  return quoted.length > 0 ? `${quoted.join(', ')} and ${last}` : last;
}

/** `subgraph "cart"`, `subgraphs "cart" and "pricing"`, `subgraphs "cart", "catalog", "erp" and 12 others` */
export function nameSubgraphs(nodes: Iterable<ASTNode>): string {
  const names = subgraphsOf(nodes);
  const named =
    names.length > MOST_NAMED + 1
      ? `${names
          .slice(0, MOST_NAMED)
          .map((name) => `"${name}"`)
          .join(', ')} and ${names.length - MOST_NAMED} others`
      : quoteNames(names);
  return `subgraph${names.length > 1 ? 's' : ''} ${named}`;
}

/** The names of the subgraphs that nodes stand in, each once. */
export function subgraphsOf(nodes: Iterable<ASTNode>): string[] {
  return [...new Set([...nodes].map(subgraphOf))];
}

/** A federation directive as a schema calls it: what it does not import is there under its full name. */
export function nameDirective(document: DocumentNode | undefined, name: string): string {
  return document?.loc?.source.body.includes(`"@${name}"`) ? name : `federation__${name}`;
}
