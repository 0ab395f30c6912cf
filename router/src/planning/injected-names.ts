import { type DocumentNode, Kind, type ObjectFieldNode, visit } from 'graphql';

import { readText } from './directive-arguments.ts';
import { readFieldSet } from './required-arguments.ts';

/** The arguments of join directives that hold field sets, whose fields the planner adds to fetches by itself. */
const FIELD_SETS = ['key', 'requires'] as const;

/**
 * Names of every field that the planner may add to a selection: those of keys and @requires, and __typename. A client
 * that gives such a name to something else would have its value replaced.
 */
export function listInjectedNames(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set(['__typename']);
  const collect = (text: string): void => {
    visit(readFieldSet(text), { Field: ({ name }) => void names.add(name.value) });
  };
  visit(supergraph, {
    Directive(directive) {
      if (!directive.name.value.startsWith('join__')) {
        return;
      }
      for (const argument of FIELD_SETS) {
        const text = readText(directive, argument);
        if (text !== undefined) {
          collect(text);
        }
      }
      for (const { value } of directive.arguments ?? []) {
        visit(value, { ObjectField: (field) => collectSelection(field, collect) });
      }
    },
  });
  return names;
}

/** What @fromContext selects stands in `contextArguments: [{ selection: "..." }]`. */
function collectSelection(
  { name, value }: ObjectFieldNode,
  collect: (fieldSet: string) => void,
): void {
  if (name.value === 'selection' && value.kind === Kind.STRING) {
    collect(value.value.trim().replace(/^\{(?<inner>.*)\}$/su, '$<inner>'));
  }
}
