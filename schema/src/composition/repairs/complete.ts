import { Kind } from 'graphql';
import type {
  ASTNode,
  EnumTypeDefinitionNode,
  EnumTypeExtensionNode,
  FieldDefinitionNode,
} from 'graphql';

import { findParent, findTypes, quotedCoordinates } from '#src/composition/coordinates.ts';
import { isObject } from '#src/composition/federated-types.ts';
import { subgraphOf } from '#src/composition/sdl-source.ts';

import { changeDocument, changeNodes, nameSubgraphs, quoteNames } from './repair.ts';
import type { ProposeRepairs } from './repair.ts';

type EnumNode = EnumTypeDefinitionNode | EnumTypeExtensionNode;

/** Adds an enum value to the subgraphs that lack it. */
export const addEnumValue: ProposeRepairs = ({ fault, nodes }, documents) => {
  const word = /value "(\w+)" is not defined in all/.exec(fault.message)?.[1] ?? '';
  const enums = nodes.filter(isEnum);
  const has = ({ values = [] }: EnumNode) => values.some(({ name }) => name.value === word);
  const value = enums.flatMap(({ values = [] }) => values).find(({ name }) => name.value === word);
  if (!value) {
    return [];
  }
  const without = enums.filter((node) => !has(node));
  return [
    {
      documents: changeNodes(documents, without, (node) => ({
        ...node,
        values: [...(node.values ?? []), value],
      })),
      advice: `Add "${word}" to the enum in ${nameSubgraphs(without)}, or remove it from ${nameSubgraphs(enums.filter(has))}.`,
    },
  ];
};

/** Makes a required argument or input field optional that not all subgraphs have. */
export const makeOptional: ProposeRepairs = ({ fault, nodes }, documents) => {
  const required = nodes
    .filter((node) => node.kind === Kind.INPUT_VALUE_DEFINITION)
    .filter(({ type }) => type.kind === Kind.NON_NULL_TYPE);
  const [first] = required;
  const having = new Set(nodes.filter(({ kind }) => kind === first?.kind).map(subgraphOf));
  const lacking = nodes.map(subgraphOf).filter((name) => !having.has(name));
  const [coordinate = ''] = quotedCoordinates(fault.message);
  const relaxed = changeNodes(documents, required, (node) =>
    node.type.kind === Kind.NON_NULL_TYPE ? { ...node, type: node.type.type } : node,
  );
  return first
    ? [
        {
          documents: relaxed,
          advice: `Add "${coordinate}" to subgraph ${quoteNames(lacking)} too, or make it optional in ${nameSubgraphs(required)} until all of them have it.`,
        },
      ]
    : [];
};

/** Gives a field that everybody expects of another subgraph to one that has its type. */
export const addToOwner: ProposeRepairs = ({ nodes }, documents) => {
  const field = nodes.find((node) => node.kind === Kind.FIELD_DEFINITION);
  const document = field && documents.get(subgraphOf(field));
  const type = document && findParent(document, field);
  if (!field || !type) {
    return [];
  }
  const owners = [...documents].flatMap(([name, other]) =>
    name === subgraphOf(field) ? [] : findTypes(other, type.name.value).filter(isObject),
  );
  const own: FieldDefinitionNode = { ...field, directives: [] };
  const advice = `Add "${type.name.value}.${field.name.value}" to a subgraph that resolves it, or remove it from ${nameSubgraphs([field])}.`;
  return owners.slice(0, 1).map((owner) => ({
    advice,
    documents: changeNodes(documents, [owner], (node) => ({
      ...node,
      fields: [...(node.fields ?? []), own],
    })),
  }));
};

/** Takes out an @external field that nothing needs. */
export const removeUnused: ProposeRepairs = ({ nodes }, documents) =>
  nodes
    .filter((node) => node.kind === Kind.FIELD_DEFINITION)
    .slice(0, 1)
    .map((node) => ({
      documents: changeNodes(documents, [node], () => null),
      advice: `Remove "${node.name.value}", or use it in a @requires or @provides.`,
    }));

/** Shows what is @inaccessible and needed by what clients see. */
export const showInaccessible: ProposeRepairs = ({ fault }, documents) => {
  const [hidden = '', ...users] = quotedCoordinates(fault.message);
  let shown = documents;
  for (const name of documents.keys()) {
    shown = changeDocument(shown, name, (document) => ({
      ...document,
      definitions: document.definitions.map((node) =>
        'name' in node && node.name?.value === hidden && 'directives' in node
          ? { ...node, directives: (node.directives ?? []).filter((one) => !isInaccessible(one)) }
          : node,
      ) as typeof document.definitions,
    }));
  }
  const user = users.find((one) => one !== hidden);
  return user
    ? [
        {
          documents: shown,
          advice: `Mark "${user}" @inaccessible too, or take @inaccessible off "${hidden}".`,
        },
      ]
    : [];
};

function isInaccessible({ name }: { readonly name: { readonly value: string } }): boolean {
  return /^(federation__)?inaccessible$/.test(name.value);
}

function isEnum(node: ASTNode): node is EnumNode {
  return node.kind === Kind.ENUM_TYPE_DEFINITION || node.kind === Kind.ENUM_TYPE_EXTENSION;
}
