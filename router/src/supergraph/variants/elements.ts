import {
  type ConstDirectiveNode,
  type DirectiveDefinitionNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InputValueDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

export type CompositeDefinition = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** A thing with a coordinate of its own, such as `Query.book(id:)`. */
export interface Element {
  readonly coordinate: string;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

export interface FieldElement extends Element {
  readonly node: FieldDefinitionNode;
  readonly arguments: readonly InputElement[];
}

export interface InputElement extends Element {
  readonly node: InputValueDefinitionNode;
}

export function isComposite(type: TypeDefinitionNode): type is CompositeDefinition {
  return type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION;
}

export function fieldsOf(type: CompositeDefinition): FieldElement[] {
  return (type.fields ?? []).map((node) => {
    const coordinate = `${type.name.value}.${node.name.value}`;
    return {
      coordinate,
      node,
      directives: node.directives,
      arguments: (node.arguments ?? []).map((argument) => ({
        coordinate: `${coordinate}(${argument.name.value}:)`,
        node: argument,
        directives: argument.directives,
      })),
    };
  });
}

export function inputFieldsOf(type: InputObjectTypeDefinitionNode): InputElement[] {
  return (type.fields ?? []).map((node) => ({
    coordinate: `${type.name.value}.${node.name.value}`,
    node,
    directives: node.directives,
  }));
}

export function argumentsOf(directive: DirectiveDefinitionNode): InputElement[] {
  return (directive.arguments ?? []).map((node) => ({
    coordinate: `@${directive.name.value}(${node.name.value}:)`,
    node,
    directives: node.directives,
  }));
}

export function valuesOf(type: EnumTypeDefinitionNode): Element[] {
  return (type.values ?? []).map(({ name, directives }) => ({
    coordinate: `${type.name.value}.${name.value}`,
    directives,
  }));
}

/** The name within lists and non-nulls. */
export function namedTypeOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);
}

/** Whether a request must give the argument or input field. */
export function isRequired({ node }: InputElement): boolean {
  return node.type.kind === Kind.NON_NULL_TYPE && node.defaultValue === undefined;
}
