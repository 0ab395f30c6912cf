import { Kind } from 'graphql';

import { renameAt } from '#src/composition/edit-document.ts';
import { subgraphOf } from '#src/composition/sdl-source.ts';
import type { Documents } from '#src/composition/documents.ts';
import type { Sighting } from '#src/composition/sightings.ts';
import { findMisspelling } from '#src/composition/suggestions.ts';

import { changeDocument, changeNodes } from './repair.ts';
import type { ProposeRepairs, Repair } from './repair.ts';
import { REPAIRS_BY_CODE } from './repairs-by-code.ts';

// What a field set used is unused when the field set is gone.
const UNUSED = 'EXTERNAL_UNUSED';

const MEMBERS: ReadonlySet<string> = new Set([
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.ARGUMENT,
]);

/** Repairs for a fault, the likeliest first; the last ones are crude and only serve to see further. */
export const proposeRepairs: ProposeRepairs = (seen, documents, vocabulary) => [
  ...renameWord(seen, documents, vocabulary),
  ...(REPAIRS_BY_CODE[seen.fault.code] ?? []).flatMap((propose) =>
    propose(seen, documents, vocabulary),
  ),
  ...stripDirective(seen, documents),
  ...removeDefinitions(seen, documents),
];

function renameWord({ fault }: Sighting, documents: Documents, vocabulary: Documents): Repair[] {
  const misspelling = findMisspelling(fault, vocabulary);
  if (!misspelling) {
    return [];
  }
  const { place, names } = misspelling;
  return names.map((name) => ({
    name,
    line: place.line,
    documents: changeDocument(documents, place.subgraph, (document) =>
      renameAt(document, place, name),
    ),
  }));
}

function stripDirective({ nodes }: Sighting, documents: Documents): Repair[] {
  const directives = nodes.filter((node) => node.kind === Kind.DIRECTIVE).slice(0, 1);
  return directives.map((node) => ({
    documents: changeNodes(documents, [node], () => null),
    removed: [UNUSED],
  }));
}

function removeDefinitions({ nodes }: Sighting, documents: Documents): Repair[] {
  const members = nodes.filter((node) => MEMBERS.has(node.kind) && subgraphOf(node) !== '');
  return members.toReversed().map((node) => ({
    documents: changeNodes(documents, [node], () => null),
    removed: 'name' in node && node.name ? [node.name.value, UNUSED] : [UNUSED],
  }));
}
