import { Kind } from 'graphql';
import type { ConstDirectiveNode, FieldDefinitionNode } from 'graphql';

import { findParent } from '#src/composition/coordinates.ts';
import { addDirective } from '#src/composition/edit-document.ts';
import { isObject } from '#src/composition/federated-types.ts';
import type { ObjectNode } from '#src/composition/federated-types.ts';
import { subgraphOf } from '#src/composition/sdl-source.ts';
import type { Documents } from '#src/composition/documents.ts';
import type { Sighting } from '#src/composition/sightings.ts';

import { changeNodes, nameDirective, nameSubgraphs, subgraphsOf } from './repair.ts';
import type { ProposeRepairs } from './repair.ts';

interface Resolved {
  readonly field: FieldDefinitionNode;
  readonly type: ObjectNode;
}

/** For a field that several subgraphs resolve and that is a key in one of them: makes it one in the others. */
export const addKeys: ProposeRepairs = (seen, documents) => {
  const resolved = findResolved(seen, documents);
  const keys = resolved.flatMap(({ type, field }) =>
    (type.directives ?? []).flatMap((directive) => {
      const fields = directive.name.value.endsWith('key') ? fieldSetOf(directive) : undefined;
      return fields === field.name.value ? [fields] : [];
    }),
  );
  const without = resolved.map(({ type }) => type).filter((type) => !hasKey(type, keys[0]));
  return keys.slice(0, 1).map((fields) => ({
    documents: changeNodes(documents, without, (type) => addDirective(type, 'key', fields)),
    advice: `Add @key(fields: "${fields}") to type "${without[0]?.name.value}" in ${nameSubgraphs(without)}, as the other subgraphs have it.`,
    at: subgraphsOf(without),
  }));
};

/** Marks a field @shareable in all subgraphs that resolve it, by its type where others do it so. */
export const shareField: ProposeRepairs = (seen, documents) => {
  const resolved = findResolved(seen, documents);
  const unmarked = resolved.filter((one) => !isMarked(one));
  const byType = resolved.some(({ type }) => isShareable(type));
  const [first] = unmarked;
  if (!first) {
    return [];
  }
  const share = <T extends ObjectNode | FieldDefinitionNode>(node: T): T =>
    addDirective(node, nameDirective(documents.get(subgraphOf(node)), 'shareable'));
  const types = unmarked.map(({ type }) => type);
  const fields = unmarked.map(({ field }) => field);
  const coordinate = `${first.type.name.value}.${first.field.name.value}`;
  const where = nameSubgraphs(fields);
  return [
    byType
      ? {
          documents: changeNodes(documents, types, share),
          advice: `Mark type "${first.type.name.value}" @shareable in ${where} too.`,
          at: subgraphsOf(types),
        }
      : {
          documents: changeNodes(documents, fields, share),
          advice: `Mark "${coordinate}" @shareable in ${where}, if all of them give the same answer, or remove it from all but one.`,
          at: subgraphsOf(fields),
        },
  ];
};

function findResolved({ nodes }: Sighting, documents: Documents): Resolved[] {
  return nodes.flatMap((field) => {
    const document = documents.get(subgraphOf(field));
    const type = document && findParent(document, field);
    return field.kind === Kind.FIELD_DEFINITION && type && isObject(type) ? [{ field, type }] : [];
  });
}

function isMarked({ type, field }: Resolved): boolean {
  return isShareable(type) || isShareable(field);
}

function isShareable({ directives = [] }: ObjectNode | FieldDefinitionNode): boolean {
  return directives.some(({ name }) => /^(federation__)?shareable$/.test(name.value));
}

function hasKey({ directives = [] }: ObjectNode, fields: string | undefined): boolean {
  return directives.some((directive) => fieldSetOf(directive) === fields);
}

function fieldSetOf(directive: ConstDirectiveNode): string | undefined {
  const fields = directive.arguments?.find(({ name }) => name.value === 'fields')?.value;
  return fields?.kind === Kind.STRING ? fields.value.trim() : undefined;
}
