import { type DirectiveNode, Kind, type ValueNode } from 'graphql';

/** The text of a directive's argument: of a string or an enum value; undefined when it is not written. */
export function readText(directive: DirectiveNode, name: string): string | undefined {
  const value = findValue(directive, name);
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : undefined;
}

/** Whether a directive's argument is written as true. */
export function isTrue(directive: DirectiveNode, name: string): boolean {
  const value = findValue(directive, name);
  return value?.kind === Kind.BOOLEAN && value.value;
}

function findValue(directive: DirectiveNode, name: string): ValueNode | undefined {
  return directive.arguments?.find((argument) => argument.name.value === name)?.value;
}
