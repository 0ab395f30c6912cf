import { Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode } from 'graphql';

import { findNearest, findTypes, membersOf, quotedCoordinates } from './coordinates.ts';

type Finder = (documents: readonly DocumentNode[], ...words: readonly string[]) => ASTNode[];

// What the composer says without saying where.
const FINDERS: readonly (readonly [RegExp, Finder])[] = [
  [/Field (\w+) already exists on (\w+)/, findFields],
  [/There can be only one type named "(\w+)"/, findNamedTypes],
  [/Unknown argument "(\w+)" on directive "@(\w+)"/, findDirectiveArguments],
];

/**
 * The nodes of a fault for which the composer knows none: what the message names in a known form, else
 * the definitions of the last field that it quotes ("Product.name"), as when no plan can reach a field.
 */
export function locateByMessage(message: string, documents: readonly DocumentNode[]): ASTNode[] {
  for (const [pattern, find] of FINDERS) {
    const match = pattern.exec(message);
    if (match) {
      return find(documents, ...match.slice(1));
    }
  }
  const quoted = quotedCoordinates(message);
  const fields = quoted.filter((coordinate) => coordinate.includes('.'));
  for (const coordinate of fields.toReversed()) {
    const nodes = documents.flatMap((document) => findNearest(document, coordinate));
    const members = nodes.filter(({ kind }) => kind === Kind.FIELD_DEFINITION);
    if (members.length > 0) {
      return members;
    }
  }
  return quoted.slice(0, 1).flatMap((name) => findNamedTypes(documents, name));
}

function findFields(documents: readonly DocumentNode[], field = '', type = ''): ASTNode[] {
  return documents
    .flatMap((document) => findTypes(document, type))
    .flatMap(membersOf)
    .filter(({ name }) => name.value === field);
}

function findNamedTypes(documents: readonly DocumentNode[], type = ''): ASTNode[] {
  return documents.flatMap((document) => findTypes(document, type));
}

function findDirectiveArguments(
  documents: readonly DocumentNode[],
  argument = '',
  directive = '',
): ASTNode[] {
  const found: ASTNode[] = [];
  for (const document of documents) {
    visit(document, {
      [Kind.DIRECTIVE](node) {
        const args = node.name.value === directive ? (node.arguments ?? []) : [];
        found.push(...args.filter(({ name }) => name.value === argument));
      },
    });
  }
  return found;
}
