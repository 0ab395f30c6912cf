import {
  type ArgumentNode,
  type DirectiveNode,
  type FieldNode,
  Kind,
  type NameNode,
  type NamedTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

export const name = (value: string): NameNode => ({ kind: Kind.NAME, value });

export const namedType = (value: string): NamedTypeNode => ({
  kind: Kind.NAMED_TYPE,
  name: name(value),
});

export const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

export const variable = (value: string): ValueNode => ({ kind: Kind.VARIABLE, name: name(value) });

export const argument = (of: string, value: ValueNode): ArgumentNode => ({
  kind: Kind.ARGUMENT,
  name: name(of),
  value,
});

export const condition = (directive: 'include' | 'skip', value: ValueNode): DirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: name(directive),
  arguments: [argument('if', value)],
});

export interface FieldParts {
  readonly field: string;
  readonly alias?: string | undefined;
  readonly args?: readonly ArgumentNode[];
  readonly directives?: readonly DirectiveNode[];
  readonly selections?: readonly SelectionNode[] | undefined;
}

export const field = ({
  field: of,
  alias,
  args = [],
  directives = [],
  selections,
}: FieldParts): FieldNode => ({
  kind: Kind.FIELD,
  name: name(of),
  ...(alias !== undefined && { alias: name(alias) }),
  arguments: args,
  directives,
  ...(selections && { selectionSet: selectionSet(selections) }),
});
