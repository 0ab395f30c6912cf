import { FEDERATION_VERSIONS } from '@apollo/federation-internals';
import { Kind, visit } from 'graphql';
// Not part of graphql's front door, and the very function behind its own "Did you mean".
import { suggestionList } from 'graphql/jsutils/suggestionList.js';

import { findNearName } from '#src/import/near-name.ts';

import { findTypes, membersOf } from './coordinates.ts';
import type { Fault, Place } from './faults.ts';
import type { Documents } from './documents.ts';

/** A word that no subgraph defines, and the names it may stand for, likeliest first. */
export interface Misspelling {
  readonly place: Place;
  readonly names: readonly string[];
}

const MOST = 3;
const UNKNOWN_TYPE = /nknown type/;
const UNKNOWN_WORD = /nknown |Cannot (?:query|import)|is not a field/;
const SCALARS = ['String', 'Int', 'Float', 'Boolean', 'ID'];
const FEDERATION_DIRECTIVES = FEDERATION_VERSIONS.latest()
  .directiveSpecs()
  .map(({ name }) => name);

/**
 * The names that a word at fault may stand for: directives, types, or else what the type in question
 * has in any subgraph, and, when it has nothing alike, all fields, arguments and enum values.
 */
function listNames({ message }: Fault, vocabulary: Documents): Set<string>[] {
  if (/nknown directive|Cannot import/.test(message)) {
    return [new Set([...namesOf(vocabulary, Kind.DIRECTIVE_DEFINITION), ...FEDERATION_DIRECTIVES])];
  }
  const documents = [...vocabulary.values()];
  const types = documents.flatMap((document) => findTypes(document));
  if (UNKNOWN_TYPE.test(message)) {
    return [new Set([...SCALARS, ...types.map(({ name }) => name.value)])];
  }
  const type = /on type "(\w+)"/.exec(message)?.[1];
  const own = types.filter(({ name }) => name.value === type).flatMap(membersOf);
  return [new Set(own.map(({ name }) => name.value)), namesOf(vocabulary)];
}

function namesOf(vocabulary: Documents, kind?: Kind): Set<string> {
  const names = new Set<string>(vocabulary.keys());
  for (const document of vocabulary.values()) {
    visit(document, {
      enter(node) {
        const isWanted = kind === undefined ? node.kind.endsWith('Definition') : node.kind === kind;
        if (isWanted && 'name' in node && node.name) {
          names.add(node.name.value);
        }
      },
    });
  }
  return names;
}

/** The first word at the places of a fault that is no name anywhere. */
export function findMisspelling(fault: Fault, vocabulary: Documents): Misspelling | undefined {
  if (!fault.suggestions && !UNKNOWN_WORD.test(fault.message)) {
    return undefined;
  }
  const lists = listNames(fault, vocabulary);
  for (const place of fault.places) {
    const word = wordAt(place);
    if (/^\w+$/.test(word) && !lists.some((names) => names.has(word))) {
      if (fault.suggestions) {
        return { place, names: fault.suggestions };
      }
      const found = lists.map((names) => proposeNames(fault, word, names));
      return { place, names: found.find((names) => names.length > 0) ?? [] };
    }
  }
  return undefined;
}

function proposeNames({ message }: Fault, word: string, names: ReadonlySet<string>): string[] {
  const near = suggestionList(word, [...names]);
  // Of all types in a graph, some are always a little alike.
  const isType = UNKNOWN_TYPE.test(message);
  return near.filter((name) => !isType || findNearName(word, [name])).slice(0, MOST);
}

function wordAt({ text, line, column, length }: Place): string {
  return text.split('\n')[line - 1]?.slice(column - 1, column - 1 + length) ?? '';
}
