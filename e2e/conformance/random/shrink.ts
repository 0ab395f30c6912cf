import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type SelectionNode,
  separateOperations,
  validate,
  visit,
} from 'graphql';

import { field } from './ast.ts';

const MOST_TRIES = 300;

/** The smallest operation found by leaving things out for which the test still holds. */
export async function shrink(
  document: DocumentNode,
  schema: GraphQLSchema,
  stillHolds: (document: DocumentNode) => Promise<boolean>,
): Promise<DocumentNode> {
  let smallest = document;
  let tries = 0;
  for (let at = 0; tries < MOST_TRIES;) {
    const next = leaveOut(smallest, at);
    if (next === undefined) {
      return smallest;
    }
    const tidy = withoutUnused(next);
    tries++;
    if (validate(schema, tidy).length === 0 && (await stillHolds(tidy))) {
      smallest = tidy;
    } else {
      at++;
    }
  }
  return smallest;
}

/** The document without its nth part that can be left out. Undefined when it has fewer. */
function leaveOut(document: DocumentNode, nth: number): DocumentNode | undefined {
  let seen = 0;
  let isDone = false;
  const isIt = (): boolean => {
    isDone ||= seen === nth;
    return seen++ === nth;
  };
  const changed = visit(document, {
    SelectionSet(node) {
      for (const [at, selection] of node.selections.entries()) {
        if (isIt()) {
          return { ...node, selections: filled(node.selections.toSpliced(at, 1)) };
        }
        if (selection.kind === Kind.INLINE_FRAGMENT && isIt()) {
          const inner = selection.selectionSet.selections;
          return { ...node, selections: node.selections.toSpliced(at, 1, ...inner) };
        }
      }
      return undefined;
    },
    Field(node) {
      if (node.alias !== undefined && isIt()) {
        const { alias: _alias, ...rest } = node;
        return rest;
      }
      const args = node.arguments ?? [];
      const at = args.findIndex(isIt);
      return at === -1 ? undefined : { ...node, arguments: args.toSpliced(at, 1) };
    },
    Directive: () => (isIt() ? null : undefined),
  });
  return isDone ? changed : undefined;
}

function filled(selections: readonly SelectionNode[]): readonly SelectionNode[] {
  return selections.length > 0 ? selections : [field({ field: '__typename' })];
}

/** Without the fragments and variables that nobody uses any more. */
export function withoutUnused(document: DocumentNode): DocumentNode {
  const [tidy = document] = Object.values(separateOperations(document));
  const used = new Set<string>();
  visit(tidy, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(tidy, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? undefined : null),
  });
}
