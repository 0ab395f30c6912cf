import { Kind, print } from 'graphql';
import type { DocumentNode, FieldDefinitionNode } from 'graphql';

import { findNearest, findParent, findTypes } from '#src/composition/coordinates.ts';
import { addDirective } from '#src/composition/edit-document.ts';
import { isObject } from '#src/composition/federated-types.ts';
import type { ObjectNode } from '#src/composition/federated-types.ts';
import { subgraphOf } from '#src/composition/sdl-source.ts';
import type { Documents } from '#src/composition/documents.ts';

import { changeNodes, nameDirective, nameSubgraphs } from './repair.ts';
import type { ProposeRepairs, Repair } from './repair.ts';

interface Wanted {
  /** The field as another subgraph has it. */
  readonly known: FieldDefinitionNode;
  /** The type that lacks it. */
  readonly target: ObjectNode;
  readonly document: DocumentNode;
}

/** Adds a field that a field set names, and that another subgraph has in that type. */
export const addKnownField: ProposeRepairs = (seen, documents, vocabulary) => {
  const [, field = '', type = ''] =
    /Cannot query field "(\w+)" on type "(\w+)"/.exec(seen.fault.message) ?? [];
  const known = [...vocabulary.values()]
    .flatMap((document) => findNearest(document, `${type}.${field}`))
    .find((node) => node.kind === Kind.FIELD_DEFINITION);
  const document = documents.get(seen.nodes.map(subgraphOf)[0] ?? '');
  const target = document && findTypes(document, type).find(isObject);
  if (!known || !target) {
    return [];
  }
  const wanted = { known, target, document };
  const isKey = seen.fault.code.startsWith('KEY');
  return [...renameStranger(wanted, documents, vocabulary), addField(wanted, documents, isKey)];
};

function addField(
  { known, target, document }: Wanted,
  documents: Documents,
  isKey: boolean,
): Repair {
  const bare: FieldDefinitionNode = { ...known, directives: [] };
  const added = isKey ? bare : addDirective(bare, nameDirective(document, 'external'));
  const text = `${known.name.value}: ${print(known.type)}${isKey ? '' : ' @external'}`;
  return {
    documents: changeNodes(documents, [target], (node) => ({
      ...node,
      fields: [...(node.fields ?? []), added],
    })),
    advice: `Add "${text}" to type "${target.name.value}" in ${nameSubgraphs([target])}, as ${nameSubgraphs([known])} has it.`,
  };
}

// An @external field that no other subgraph has may be the wanted one under a wrong name.
function renameStranger(
  { target, known }: Wanted,
  documents: Documents,
  vocabulary: Documents,
): Repair[] {
  const isKnown = ({ name }: FieldDefinitionNode): boolean =>
    [...vocabulary.values()].some((document) =>
      findNearest(document, `${target.name.value}.${name.value}`).some(
        (node) => node.kind === Kind.FIELD_DEFINITION && subgraphOf(node) !== subgraphOf(target),
      ),
    );
  const strangers = (target.fields ?? []).filter(
    (field) =>
      field.directives?.some(({ name }) => name.value.endsWith('external')) && !isKnown(field),
  );
  return strangers.slice(0, 1).map((field) => ({
    documents: changeNodes(documents, [field], (node) => ({ ...node, name: known.name })),
    advice: `Rename "${target.name.value}.${field.name.value}" to "${known.name.value}" in ${nameSubgraphs([field])}, as it is called in ${nameSubgraphs([known])}.`,
  }));
}

/** Marks a field @external that a field set expects of others. */
export const markExternal: ProposeRepairs = ({ nodes }, documents) => {
  const field = nodes.find((node) => node.kind === Kind.FIELD_DEFINITION);
  const document = field && documents.get(subgraphOf(field));
  const type = document && findParent(document, field);
  return field && type
    ? [
        {
          documents: changeNodes(documents, [field], (node) =>
            addDirective(node, nameDirective(document, 'external')),
          ),
          advice: `Mark "${type.name.value}.${field.name.value}" @external in ${nameSubgraphs([field])}, if another subgraph resolves it, or take it out of the field set.`,
        },
      ]
    : [];
};
