import { Kind, OperationTypeNode } from 'graphql';

import type { ClientGraph } from './client-graph.ts';
import { findDefaultFaults } from './default-values.ts';
import {
  type CompositeDefinition,
  type FieldElement,
  type InputElement,
  argumentsOf,
  fieldsOf,
  inputFieldsOf,
  isComposite,
  isRequired,
} from './elements.ts';
import type { Hidden } from './hide-marked.ts';

interface Search {
  /** Everything, hidden or not. */
  readonly whole: ClientGraph;
  /** What clients see. */
  readonly seen: ClientGraph;
  readonly hidden: Hidden;
}

/** Says what of the hidden elements the seen ones cannot be without, one sentence each. */
export function findFaults(search: Search): string[] {
  const { whole, seen, hidden } = search;
  const faults: string[] = [];
  if (!seen.roots.has(OperationTypeNode.QUERY)) {
    const name = whole.roots.get(OperationTypeNode.QUERY) ?? 'Query';
    faults.push(`${name}, the type of queries, is hidden: ${hidden.get(name) ?? 'it is missing'}.`);
  }
  for (const name of seen.types.keys()) {
    const type = whole.types.get(name);
    if (type && isComposite(type)) {
      faults.push(...findFieldFaults(type, search));
    } else if (type?.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      faults.push(...findInputFaults(inputFieldsOf(type), search));
    }
  }
  return [...faults, ...findInputFaults(whole.directives.flatMap(argumentsOf), search)];
}

function findFieldFaults(type: CompositeDefinition, search: Search): string[] {
  const { hidden } = search;
  const fields = fieldsOf(type);
  return [
    ...fields
      .filter(({ coordinate }) => !hidden.has(coordinate))
      .flatMap((field) => findInputFaults(field.arguments, search)),
    ...(type.interfaces ?? []).flatMap(({ name }) => {
      const parent = hidden.has(name.value) ? undefined : search.whole.types.get(name.value);
      return parent && isComposite(parent)
        ? fieldsOf(parent).flatMap((field) => findMissing(field, fields, hidden))
        : [];
    }),
  ];
}

/** What the implementation hides of a seen interface field. */
function findMissing(
  wanted: FieldElement,
  fields: readonly FieldElement[],
  hidden: Hidden,
): string[] {
  const field = fields.find(({ node }) => node.name.value === wanted.node.name.value);
  if (field === undefined || hidden.has(wanted.coordinate)) {
    return [];
  }
  const pairs = [
    { wanted, given: field },
    ...wanted.arguments
      .filter(({ coordinate }) => !hidden.has(field.coordinate) && !hidden.has(coordinate))
      .map((argument) => ({
        wanted: argument,
        given: field.arguments.find(({ node }) => node.name.value === argument.node.name.value),
      })),
  ];
  return pairs.flatMap(({ wanted: { coordinate }, given }) => {
    const reason = given && hidden.get(given.coordinate);
    return reason === undefined
      ? []
      : [
          `${given?.coordinate} is hidden, but ${coordinate}, which it implements, is not: ${reason}.`,
        ];
  });
}

function findInputFaults(inputs: readonly InputElement[], { whole, hidden }: Search): string[] {
  return inputs.flatMap((input) => {
    const reason = hidden.get(input.coordinate);
    if (reason === undefined) {
      return findDefaultFaults(input, whole, hidden);
    }
    return isRequired(input) ? [`${input.coordinate} is required, but hidden: ${reason}.`] : [];
  });
}
