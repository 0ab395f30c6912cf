import { Kind, print } from 'graphql';
import type { DocumentNode, FieldDefinitionNode } from 'graphql';

import { findNearest, quotedCoordinates } from '#src/composition/coordinates.ts';
import type { Documents } from '#src/composition/documents.ts';
import { subgraphOf } from '#src/composition/sdl-source.ts';

import { addImport } from './link.ts';
import {
  changeDocument,
  changeNodes,
  nameDirective,
  nameSubgraphs,
  subgraphsOf,
} from './repair.ts';
import type { ProposeRepairs } from './repair.ts';

/** Repeats the arguments of a field where it is @external. */
export const repeatArguments: ProposeRepairs = ({ fault, nodes }, documents) => {
  const [coordinate = ''] = quotedCoordinates(fault.message);
  const external = nodes.filter((node) => node.kind === Kind.FIELD_DEFINITION);
  const resolved = findFields(documents, coordinate.replace(/\(.*/u, '')).find(
    (field) => (field.arguments ?? []).length > 0,
  );
  const args = resolved?.arguments ?? [];
  if (args.length === 0 || external.length === 0) {
    return [];
  }
  const names = args.map(({ name }) => name.value).join(', ');
  return [
    {
      documents: changeNodes(documents, external, (node) => ({ ...node, arguments: args })),
      advice: `Repeat the arguments (${names}) in ${nameSubgraphs(external)}, where the field is @external.`,
      at: subgraphsOf(external),
    },
  ];
};

const AUTHORIZATION = /^(?:authenticated|requiresScopes|policy)$/;

/** Asks for a field what the fields ask for that it is worked out of. */
export const copyAuthorization: ProposeRepairs = ({ fault, nodes }, documents) => {
  const [coordinate = ''] = quotedCoordinates(fault.message);
  const transitive = /transitive field "(\w+\.\w+)"/.exec(fault.message)?.[1] ?? '';
  const directives = findFields(documents, transitive)
    .flatMap((field) => field.directives ?? [])
    .filter(({ name }) => AUTHORIZATION.test(name.value));
  const subgraph = nodes.map(subgraphOf)[0] ?? '';
  const field = findFields(documents, coordinate).find((one) => subgraphOf(one) === subgraph);
  if (!field || directives.length === 0) {
    return [];
  }
  const authorized = changeNodes(documents, [field], (node) => ({
    ...node,
    directives: [...(node.directives ?? []), ...directives],
  }));
  return [
    {
      documents: changeDocument(authorized, subgraph, (document) =>
        directives.reduce((changed, { name }) => importOnce(changed, name.value), document),
      ),
      advice: `Put ${directives.map((one) => print(one)).join(' ')} on "${coordinate}" in subgraph "${subgraph}" too, as "${transitive}" has it.`,
      at: [subgraph],
    },
  ];
};

function importOnce(document: DocumentNode, name: string): DocumentNode {
  return nameDirective(document, name) === name ? document : addImport(document, `@${name}`);
}

function findFields(documents: Documents, coordinate: string): FieldDefinitionNode[] {
  return [...documents.values()]
    .flatMap((document) => findNearest(document, coordinate))
    .filter((node) => node.kind === Kind.FIELD_DEFINITION);
}
