import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';

/** The root fields of a document's operation by response name, through fragments. */
export function listRootFields(document: DocumentNode): ReadonlyMap<string, FieldNode> {
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  return operation?.kind === Kind.OPERATION_DEFINITION
    ? listTopFields(document, operation.selectionSet)
    : new Map();
}

/** The fields of a selection set by response name, through fragments, without what they select in turn. */
export function listTopFields(
  document: DocumentNode,
  top: SelectionSetNode | undefined,
): ReadonlyMap<string, FieldNode> {
  const fragments = new Map<string, SelectionSetNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition.selectionSet);
    }
  }
  const fields = new Map<string, FieldNode>();
  const collect = (set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        fields.set(selection.alias?.value ?? selection.name.value, selection);
      } else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        collect(fragments.get(selection.name.value));
      } else {
        collect(selection.selectionSet);
      }
    }
  };
  collect(top);
  return fields;
}
