import { Kind, visit } from 'graphql';
import type { ASTNode, ConstDirectiveNode, DocumentNode, NameNode, StringValueNode } from 'graphql';

import type { Place } from './faults.ts';

/** The document with another node in place of one of its own, or without it. All other nodes keep their places. */
export function replaceNode<T extends ASTNode>(
  document: DocumentNode,
  target: T,
  replacement: T | null,
): DocumentNode {
  return visit(document, {
    enter: (node) => (isSameNode(node, target) ? replacement : undefined),
  });
}

/** Whether two nodes stand at the same place: the composer hands out copies. */
function isSameNode(one: ASTNode, other: ASTNode): boolean {
  return (
    one.kind === other.kind &&
    one.loc !== undefined &&
    one.loc.start === other.loc?.start &&
    one.loc.source === other.loc.source
  );
}

/** The document with another word at this place, be it a name or a part of a string such as a field set. */
export function renameAt(document: DocumentNode, place: Place, word: string): DocumentNode {
  const start = offsetOf(place);
  const end = start + place.length;
  const covers = ({ loc }: ASTNode): boolean =>
    loc !== undefined && loc.start <= start && loc.end >= end;
  return visit(document, {
    [Kind.NAME]: (node: NameNode) => (covers(node) ? { ...node, value: word } : undefined),
    [Kind.STRING]: (node: StringValueNode) => {
      if (!node.loc || !covers(node)) {
        return undefined;
      }
      const quotes = node.block === true ? 3 : 1;
      const before = place.text.slice(node.loc.start + quotes, start);
      const behind = place.text.slice(end, node.loc.end - quotes);
      return { ...node, block: false, value: `${before}${word}${behind}` };
    },
  });
}

/** `node` with a directive more. */
export function addDirective<T extends { readonly directives?: readonly ConstDirectiveNode[] }>(
  node: T,
  name: string,
  fields?: string,
): T {
  const argument = {
    kind: Kind.ARGUMENT,
    name: nameNode('fields'),
    value: { kind: Kind.STRING, value: fields ?? '' },
  } as const;
  const directive: ConstDirectiveNode = {
    kind: Kind.DIRECTIVE,
    name: nameNode(name),
    arguments: fields === undefined ? [] : [argument],
  };
  return { ...node, directives: [...(node.directives ?? []), directive] };
}

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

function offsetOf({ text, line, column }: Place): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((length, one) => length + one.length + 1, 0) + column - 1;
}
