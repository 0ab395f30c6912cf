import type {
  ASTNode,
  DocumentNode,
  EnumValueDefinitionNode,
  FieldDefinitionNode,
  InputValueDefinitionNode,
  TypeDefinitionNode,
  TypeExtensionNode,
} from 'graphql';
import { isTypeDefinitionNode, isTypeExtensionNode } from 'graphql';

export type TypeNode = TypeDefinitionNode | TypeExtensionNode;

/** The definitions and extensions of a type, or of all types. */
export function findTypes({ definitions }: DocumentNode, name?: string): TypeNode[] {
  return definitions.filter(
    (node): node is TypeNode =>
      (isTypeDefinitionNode(node) || isTypeExtensionNode(node)) &&
      (name === undefined || node.name.value === name),
  );
}

/** The type within whose braces a node stands. */
export function findParent(document: DocumentNode, { loc }: ASTNode): TypeNode | undefined {
  return findTypes(document).find(
    (type) => loc && type.loc && type.loc.start < loc.start && type.loc.end >= loc.end,
  );
}

/** What stands between the braces of a type: fields, input fields or enum values. */
export function membersOf(
  type: TypeNode,
): readonly (FieldDefinitionNode | InputValueDefinitionNode | EnumValueDefinitionNode)[] {
  if ('fields' in type) {
    return type.fields ?? [];
  }
  return 'values' in type ? (type.values ?? []) : [];
}

/**
 * The nodes that a coordinate such as `Product.price(currency:)` names in a document, or else the
 * nearest that is there: the field, then the type.
 */
export function findNearest(document: DocumentNode, coordinate: string): readonly ASTNode[] {
  const [, typeName = '', memberName, argumentName] =
    /^(\w+)(?:\.(\w+)(?:\((\w+):\))?)?$/.exec(coordinate) ?? [];
  const types = findTypes(document, typeName);
  const members = types.flatMap(membersOf).filter(({ name }) => name.value === memberName);
  const args = members
    .flatMap((member) => argumentsOf(member))
    .filter(({ name }) => name.value === argumentName);
  return [args, members, types].find((nodes) => nodes.length > 0) ?? [];
}

function argumentsOf(member: ASTNode): readonly InputValueDefinitionNode[] {
  return (member as FieldDefinitionNode).arguments ?? [];
}

/** The coordinates that a message quotes, in its order. */
export function quotedCoordinates(message: string): string[] {
  return [...message.matchAll(/"(\w+(?:\.\w+(?:\(\w+:\))?)?)"/g)].map(([, found = '']) => found);
}
