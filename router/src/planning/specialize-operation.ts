import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** One operation with the fragments it uses, without any @skip or @include. Selection sets may be empty. */
export interface SpecializedOperation {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** The variables that @skip and @include of the operation and its fragments ask for, sorted. */
export function listConditionVariables(source: SpecializedOperation): readonly string[] {
  const names = new Set<string>();
  const look = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      for (const directive of selection.directives ?? []) {
        const condition = isCondition(directive) ? readCondition(directive) : undefined;
        if (typeof condition === 'string') {
          names.add(condition);
        }
      }
      if (selection.kind !== Kind.FRAGMENT_SPREAD && selection.selectionSet) {
        look(selection.selectionSet);
      }
    }
  };
  look(source.operation.selectionSet);
  for (const { selectionSet } of source.fragments.values()) {
    look(selectionSet);
  }
  return [...names].toSorted((a, b) => (a < b ? -1 : 1));
}

/** The operation of a document with the fragments it reaches. */
export function isolateOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): SpecializedOperation {
  const defined = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      defined.set(definition.name.value, definition);
    }
  }
  return reach(operation, defined, (set) => set);
}

/** The operation with every @skip and @include decided: plans need no conditions, and fetch nothing that is skipped. */
export function specializeOperation(
  { operation, fragments }: SpecializedOperation,
  isTrue: (variable: string) => boolean,
): SpecializedOperation {
  const specializeSet = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.filter((selection) => isSelected(selection, isTrue)).map(specialize),
  });
  const specialize = (selection: SelectionNode): SelectionNode => {
    const directives = (selection.directives ?? []).filter((directive) => !isCondition(directive));
    return selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet
      ? { ...selection, directives }
      : { ...selection, directives, selectionSet: specializeSet(selection.selectionSet) };
  };
  return reach(operation, fragments, specializeSet);
}

/** Rewrites the operation and, each once, the fragments that the rewritten selections spread. */
function reach(
  operation: OperationDefinitionNode,
  defined: ReadonlyMap<string, FragmentDefinitionNode>,
  rewrite: (set: SelectionSetNode) => SelectionSetNode,
): SpecializedOperation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const follow = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        add(selection.name.value);
      } else if (selection.selectionSet) {
        follow(selection.selectionSet);
      }
    }
  };
  const add = (name: string): void => {
    const fragment = defined.get(name);
    if (fragment !== undefined && !fragments.has(name)) {
      const selectionSet = rewrite(fragment.selectionSet);
      fragments.set(name, { ...fragment, selectionSet });
      follow(selectionSet);
    }
  };
  const selectionSet = rewrite(operation.selectionSet);
  follow(selectionSet);
  return { operation: { ...operation, selectionSet }, fragments };
}

function isSelected(selection: SelectionNode, isTrue: (variable: string) => boolean): boolean {
  return (selection.directives ?? []).filter(isCondition).every((directive) => {
    const condition = readCondition(directive);
    const value = typeof condition === 'string' ? isTrue(condition) : condition;
    return directive.name.value === 'include' ? value : !value;
  });
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/** The name of the variable of `if`, or the boolean written there. */
function readCondition(directive: DirectiveNode): string | boolean {
  const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) {
    return value.name.value;
  }
  return value?.kind === Kind.BOOLEAN && value.value;
}
