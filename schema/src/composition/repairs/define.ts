import { Kind, print } from 'graphql';
import type {
  ASTNode,
  FieldDefinitionNode,
  InputObjectTypeDefinitionNode,
  ObjectTypeDefinitionNode,
  ScalarTypeDefinitionNode,
} from 'graphql';

import { findTypes } from '#src/composition/coordinates.ts';
import type { TypeNode } from '#src/composition/coordinates.ts';
import { subgraphOf } from '#src/composition/sdl-source.ts';

import { changeDocument, changeNodes, nameSubgraphs, subgraphsOf } from './repair.ts';
import type { ProposeRepairs } from './repair.ts';

/** Makes a scalar of a type that is nowhere: with it the rest of the subgraph can be seen. */
export const defineUnknown: ProposeRepairs = ({ fault, nodes }, documents) => {
  const type = /Unknown type (\w+)/.exec(fault.message)?.[1];
  const [node] = nodes;
  if (type === undefined || !node) {
    return [];
  }
  const scalar: ScalarTypeDefinitionNode = {
    kind: Kind.SCALAR_TYPE_DEFINITION,
    name: { kind: Kind.NAME, value: type },
  };
  return [
    {
      documents: changeDocument(documents, subgraphOf(node), (document) => ({
        ...document,
        definitions: [...document.definitions, scalar],
      })),
      removed: [type],
    },
  ];
};

/** Keeps the first of several definitions. */
export const dropDuplicate: ProposeRepairs = ({ fault, nodes }, documents) =>
  /already exists|only one type/.test(fault.message) && nodes.length > 1
    ? [
        {
          documents: changeNodes(documents, nodes.slice(1), () => null),
          advice: 'Keep one of them.',
        },
      ]
    : [];

/** Makes a type do what its interface says. */
export const meetInterface: ProposeRepairs = ({ fault, nodes }, documents) => {
  const [promised, found] = nodes;
  if (!fault.message.includes('Interface field') || promised?.kind !== Kind.FIELD_DEFINITION) {
    return [];
  }
  const { name, type } = promised;
  if (found?.kind === Kind.FIELD_DEFINITION) {
    return [
      {
        documents: changeNodes(documents, [found], (node) => ({ ...node, type })),
        advice: `Give "${name.value}" the type "${print(type)}" of the interface.`,
      },
    ];
  }
  // Without the field in the interface, all types that lack it are in order: they are one mistake.
  const lacking = found && 'name' in found ? found.name?.value : undefined;
  return [
    {
      documents: changeNodes(documents, [promised], () => null),
      advice: `Add "${name.value}: ${print(type)}" to "${lacking}", or remove it from the interface.`,
    },
  ];
};

/** Makes an object type of an input type that is used as one. */
export const makeObjectType: ProposeRepairs = ({ fault, nodes }, documents) => {
  const [, wanted = '', name = ''] =
    /must be (Output|Input) Type but got "\[*(\w+)/.exec(fault.message) ?? [];
  const document = documents.get(nodes.map(subgraphOf)[0] ?? '');
  const inputs = document
    ? findTypes(document, name).filter((node) => node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION)
    : [];
  if (wanted !== 'Output' || inputs.length === 0) {
    return [];
  }
  return [
    {
      documents: changeNodes<ASTNode>(documents, inputs, (node) =>
        node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? toObjectType(node) : node,
      ),
      advice: `Make "${name}" an object type, or use another type here.`,
      removed: [name],
    },
  ];
};

function toObjectType(node: InputObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const fields = (node.fields ?? []).map(({ name, type }): FieldDefinitionNode => ({
    kind: Kind.FIELD_DEFINITION,
    name,
    type,
  }));
  return { ...node, kind: Kind.OBJECT_TYPE_DEFINITION, fields };
}

const KINDS: Readonly<Record<string, string>> = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'an object type',
  [Kind.INPUT_OBJECT_TYPE_DEFINITION]: 'an input type',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'an interface',
  [Kind.UNION_TYPE_DEFINITION]: 'a union',
  [Kind.ENUM_TYPE_DEFINITION]: 'an enum',
  [Kind.SCALAR_TYPE_DEFINITION]: 'a scalar',
};

/** Keeps a type only where it is of the kind that most subgraphs give it. */
export const agreeOnKind: ProposeRepairs = ({ nodes }, documents) => {
  const groups = [...Map.groupBy(nodes.filter(isNamedKind), ({ kind }) => kind).values()];
  const [those = [], ...rest] = groups.toSorted((a, b) => b.length - a.length);
  const others = rest.flat();
  const kind = KINDS[those[0]?.kind ?? ''];
  return others.length > 0
    ? [
        {
          documents: changeNodes<ASTNode>(documents, others, () => null),
          advice: `Make it ${kind} in ${nameSubgraphs(others)} too, as in ${nameSubgraphs(those)}, or give one of them another name.`,
          at: subgraphsOf(others),
        },
      ]
    : [];
};

function isNamedKind(node: ASTNode): node is TypeNode {
  return node.kind in KINDS;
}
