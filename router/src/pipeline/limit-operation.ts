import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql';

import type { LimitsConfig } from '#src/config/limits.ts';

import type { RouterErrorCode } from './errors.ts';
import { listSizeOf } from './list-size.ts';

interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Of this level alone; `fields` counts those below too. */
  readonly width: number;
  readonly fields: number;
  /** Objects that lists may answer, lists in lists multiplied. */
  readonly entities: number;
}

type LimitCode = Extract<RouterErrorCode, 'OPERATION_TOO_DEEP' | `TOO_MANY_${string}`>;

/** A validation rule that refuses operations which are cheap to write and dear to run. */
export function createLimitRule(limits: LimitsConfig): ValidationRule {
  return (context) => {
    const listSizes = new Map<FieldNode, number>();
    return {
      Field(node) {
        listSizes.set(node, listSizeOf(context, node.arguments));
      },
      Document: {
        // On the way out, when the size of every list is known.
        leave(document) {
          const measure = createMeasure(document, listSizes);
          for (const definition of document.definitions) {
            if (definition.kind === Kind.OPERATION_DEFINITION) {
              for (const error of findExcesses(definition, measure, limits)) {
                context.reportError(error);
              }
            }
          }
        },
      },
    };
  };
}

function findExcesses(
  operation: OperationDefinitionNode,
  measure: (set: SelectionSetNode) => Size,
  limits: LimitsConfig,
): GraphQLError[] {
  const size = measure(operation.selectionSet);
  const directives = size.directives + (operation.directives?.length ?? 0);
  const found: readonly [LimitCode, string, number, number][] = [
    ['OPERATION_TOO_DEEP', 'nests fields too deep', size.depth, limits.depth],
    ['TOO_MANY_FIELDS', 'has too many fields', size.fields, limits.fields],
    ['TOO_MANY_ENTITIES', 'may answer too many objects', size.entities, limits.entities],
    ['TOO_MANY_ALIASES', 'has too many aliases', size.aliases, limits.aliases],
    ['TOO_MANY_ROOT_FIELDS', 'has too many root fields', size.width, limits.rootFields],
    ['TOO_MANY_DIRECTIVES', 'has too many directives', directives, limits.directives],
  ];
  return found
    .filter(([, , actual, limit]) => actual > limit)
    .map(
      ([code, fault, actual, limit]) =>
        new GraphQLError(`The operation ${fault}: ${actual}, where ${limit} is the limit.`, {
          nodes: [operation],
          extensions: { code },
        }),
    );
}

/**
 * Sizes with fragments spread out. Each fragment is measured once, so a document whose fragments spread each other
 * many times costs no more than its text; one that spreads itself counts as empty there (another rule refuses it).
 */
function createMeasure(
  document: DocumentNode,
  listSizes: ReadonlyMap<FieldNode, number>,
): (set: SelectionSetNode) => Size {
  const fragments = new Map(
    document.definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]),
  );
  const known = new Map<string, Size>();
  const nothing: Size = { depth: 0, aliases: 0, directives: 0, width: 0, fields: 0, entities: 0 };
  const measureSet = (set: SelectionSetNode | undefined): Size =>
    (set?.selections ?? []).map(measureSelection).reduce(add, nothing);
  const measureFragment = (name: string): Size => {
    const size = known.get(name);
    if (size) {
      return size;
    }
    known.set(name, nothing);
    const measured = measureSet(fragments.get(name)?.selectionSet);
    known.set(name, measured);
    return measured;
  };
  const measureSelection = (selection: SelectionNode): Size => {
    const directives = selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) {
      const inner = measureSet(selection.selectionSet);
      const aliases = inner.aliases + (selection.alias ? 1 : 0);
      return {
        depth: inner.depth + 1,
        aliases,
        directives: inner.directives + directives,
        width: 1,
        fields: inner.fields + 1,
        entities: multiply(inner.entities, listSizes.get(selection) ?? 1),
      };
    }
    const isSpread = selection.kind === Kind.FRAGMENT_SPREAD;
    const inner = isSpread
      ? measureFragment(selection.name.value)
      : measureSet(selection.selectionSet);
    return { ...inner, directives: inner.directives + directives };
  };
  return measureSet;
}

/** Every object of the list, each with what its own lists hold. */
function multiply(inner: number, listSize: number): number {
  return listSize === 1 ? inner : listSize * (1 + inner);
}

function isFragment(
  definition: DocumentNode['definitions'][number],
): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION;
}

function add(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    width: a.width + b.width,
    fields: a.fields + b.fields,
    entities: a.entities + b.entities,
  };
}
