import { Kind } from 'graphql';
import type { ConstDirectiveNode, ConstListValueNode, DocumentNode } from 'graphql';
import { visit } from 'graphql';

import { changeDocument, changeNodes } from './repair.ts';
import type { ProposeRepairs } from './repair.ts';

const FEDERATION = 'https://specs.apollo.dev/federation/';
// A version that every composer of this generation knows.
const KNOWN_VERSION = 'v2.9';

/** Imports a federation directive that a schema uses and does not import. */
export const importDirective: ProposeRepairs = ({ fault, nodes }, documents) => {
  const directive = /add "(@\w+)" to the `import`/.exec(fault.message)?.[1];
  const subgraph = fault.places[0]?.subgraph;
  if (directive === undefined || subgraph === undefined || nodes.length === 0) {
    return [];
  }
  return [
    {
      documents: changeDocument(documents, subgraph, (document) => addImport(document, directive)),
      advice: `Add "${directive}" to the import list of the @link to the federation specification.`,
    },
  ];
};

/** Links a version of the federation specification that is known. */
export const linkKnownVersion: ProposeRepairs = ({ nodes }, documents) =>
  nodes
    .filter((node) => node.kind === Kind.DIRECTIVE)
    .slice(0, 1)
    .map((link) => ({
      documents: changeNodes(documents, [link], (node) =>
        visit(node, {
          [Kind.STRING]: (text) =>
            text.value.startsWith(FEDERATION)
              ? { ...text, value: `${FEDERATION}${KNOWN_VERSION}` }
              : undefined,
        }),
      ),
      advice: `Link a version that the composer knows, such as "${FEDERATION}${KNOWN_VERSION}".`,
    }));

/** A schema that imports one more name from the federation specification. */
export function addImport(document: DocumentNode, directive: string): DocumentNode {
  return visit(document, {
    // A schema has no variables, so all its directives are constant.
    [Kind.DIRECTIVE]: (node) =>
      isFederationLink(node as ConstDirectiveNode)
        ? withImport(node as ConstDirectiveNode, directive)
        : undefined,
  });
}

function isFederationLink({ name, arguments: args = [] }: ConstDirectiveNode): boolean {
  return (
    name.value === 'link' &&
    args.some(({ value }) => value.kind === Kind.STRING && value.value.startsWith(FEDERATION))
  );
}

function withImport(link: ConstDirectiveNode, directive: string): ConstDirectiveNode {
  const imported = link.arguments?.find(({ name }) => name.value === 'import');
  const others = imported?.value.kind === Kind.LIST ? imported.value.values : [];
  const value: ConstListValueNode = {
    kind: Kind.LIST,
    values: [...others, { kind: Kind.STRING, value: directive }],
  };
  const rest = (link.arguments ?? []).filter((argument) => argument !== imported);
  const name = { kind: Kind.NAME, value: 'import' } as const;
  return { ...link, arguments: [...rest, { kind: Kind.ARGUMENT, name, value }] };
}
