import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
  parse,
} from 'graphql';

import type { FetchNode } from '#src/planning/fetch-plan.ts';

export interface AnsweredKey {
  readonly key: string;
  /** Whether its value is an object or a list of objects. */
  readonly isComposite: boolean;
}

/** The keys that a fetch puts onto its objects: of its entities, or of the root. */
export function listAnsweredKeys(fetch: FetchNode): readonly AnsweredKey[] {
  const document = parse(fetch.operation, { noLocation: true });
  const keys = new Map<string, boolean>();
  const fragments = listFragments(document);
  const collect = (set: SelectionSetNode | undefined, isOfEntities: boolean): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        collect(fragments.get(selection.name.value)?.selectionSet, isOfEntities);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, isOfEntities);
      } else if (isOfEntities) {
        collect(selection.selectionSet, false);
      } else {
        const key = selection.alias?.value ?? selection.name.value;
        keys.set(key, selection.selectionSet !== undefined);
      }
    }
  };
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      collect(definition.selectionSet, fetch.requires !== undefined);
    }
  }
  for (const rewrite of fetch.outputRewrites) {
    if (rewrite.kind === 'KeyRenamer') {
      keys.set(rewrite.renameKeyTo, true);
    }
  }
  return [...keys].map(([key, isComposite]) => ({ key, isComposite }));
}

function listFragments(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION
        ? [[definition.name.value, definition] as const]
        : [],
    ),
  );
}
