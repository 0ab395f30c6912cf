import { Kind } from 'graphql';
import type {
  ASTNode,
  ConstDirectiveNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
} from 'graphql';

export type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

export function isObject(node: ASTNode): node is ObjectNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

export function isEntity(node: ObjectNode): boolean {
  return hasDirective(node, 'key');
}

/** An entity belongs to the subgraph in which it implements Node; the others contribute to it. */
export function isOwned(node: ObjectNode): boolean {
  return (node.interfaces ?? []).some(({ name }) => name.value === 'Node');
}

export function isKeyField(node: ObjectNode, field: FieldDefinitionNode): boolean {
  const keys = (node.directives ?? []).filter(({ name }) => name.value === 'key');
  return keys.some((key) => readFieldSet(key).includes(field.name.value));
}

export function hasDirective(
  { directives }: ObjectNode | FieldDefinitionNode,
  wanted: string,
): boolean {
  return (directives ?? []).some(({ name }) => name.value === wanted);
}

function readFieldSet(key: ConstDirectiveNode): string[] {
  const fields = key.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return fields?.kind === Kind.STRING ? fields.value.split(/[\s,{}]+/) : [];
}
