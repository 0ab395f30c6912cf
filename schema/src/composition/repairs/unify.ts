import { Kind, print } from 'graphql';
import type { ASTNode, FieldDefinitionNode, InputValueDefinitionNode, TypeNode } from 'graphql';

import { changeNodes, nameSubgraphs, subgraphsOf } from './repair.ts';
import type { ProposeRepairs } from './repair.ts';

type Typed = FieldDefinitionNode | InputValueDefinitionNode;

/** Gives a field or argument the same type everywhere: that of most subgraphs, of those that resolve it first. */
export const unifyTypes: ProposeRepairs = ({ nodes }, documents) => {
  const typed = nodes.filter(isTyped);
  return rank(typed, ({ type }) => print(type)).map(({ value, those, others }) => ({
    documents: changeNodes(documents, others, (node) => ({ ...node, type: typeOf(those) })),
    advice: advise(`"${value}"`, those, others),
    at: subgraphsOf(others),
  }));
};

/** Gives an argument or input field the same default value everywhere. */
export const unifyDefaults: ProposeRepairs = ({ nodes }, documents) => {
  const values = nodes.filter((node) => node.kind === Kind.INPUT_VALUE_DEFINITION);
  return rank(values, printDefault).map(({ value, those, others }) => ({
    documents: changeNodes(documents, others, (node) => ({ ...node, ...defaultOf(those) })),
    advice: advise(value ? `the default ${value}` : 'no default', those, others),
    at: subgraphsOf(others),
  }));
};

function advise(value: string, those: readonly Typed[], others: readonly Typed[]): string {
  const equal = those.length === others.length ? ', or the other way round' : '';
  const does = those.length > 1 ? 'do' : 'does';
  return `Write ${value} in ${nameSubgraphs(others)} too, as ${nameSubgraphs(those)} ${does}${equal}.`;
}

function rank<T extends Typed>(nodes: readonly T[], valueOf: (node: T) => string) {
  const groups = [...Map.groupBy(nodes, valueOf)];
  const ranked = groups.toSorted(([, a], [, b]) => weigh(b) - weigh(a));
  return ranked.map(([value, those]) => ({
    value,
    those,
    others: nodes.filter((node) => !those.includes(node)),
  }));
}

// Who resolves a field says what it is; @external only repeats it.
function weigh(nodes: readonly Typed[]): number {
  const isOwn = ({ directives = [] }: Typed) =>
    !directives.some(({ name }) => name.value.endsWith('external'));
  return nodes.filter(isOwn).length * nodes.length + nodes.length;
}

function isTyped(node: ASTNode): node is Typed {
  return node.kind === Kind.FIELD_DEFINITION || node.kind === Kind.INPUT_VALUE_DEFINITION;
}

function printDefault({ defaultValue }: InputValueDefinitionNode): string {
  return defaultValue ? print(defaultValue) : '';
}

function defaultOf([first]: readonly InputValueDefinitionNode[]) {
  return { defaultValue: first?.defaultValue ?? undefined } as Partial<InputValueDefinitionNode>;
}

function typeOf([first]: readonly Typed[]): TypeNode {
  return first?.type ?? { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'ID' } };
}
