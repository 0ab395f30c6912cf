import { visit } from 'graphql';
import type { DocumentNode } from 'graphql';
// Not part of graphql's front door, and the very function behind its own "Did you mean".
import { suggestionList } from 'graphql/jsutils/suggestionList.js';

import type { Fault } from './faults.ts';

/** The names that documents define: types, fields, arguments, enum values, directives. */
export function definedNames(documents: readonly DocumentNode[]): Set<string> {
  const names = new Set<string>(['String', 'Int', 'Float', 'Boolean', 'ID']);
  for (const document of documents) {
    visit(document, {
      enter(node) {
        if (node.kind.endsWith('Definition') && 'name' in node && node.name) {
          names.add(node.name.value);
        }
      },
    });
  }
  return names;
}

/** Adds a "did you mean" to a fault about a word that no subgraph defines. */
export function suggest(fault: Fault, names: ReadonlySet<string>): Fault {
  for (const { text, line, column, length } of fault.places) {
    const word = text.split('\n')[line - 1]?.slice(column - 1, column - 1 + length) ?? '';
    if (/^\w+$/.test(word) && !names.has(word)) {
      const suggestions = suggestionList(word, [...names]).slice(0, 3);
      return suggestions.length > 0 ? { ...fault, suggestions } : fault;
    }
  }
  return fault;
}
