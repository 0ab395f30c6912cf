// Not part of graphql's front door, and the very function behind its own "Did you mean".
import { suggestionList } from 'graphql/jsutils/suggestionList.js';

/** ` Did you mean "catalog"?`, to put behind a sentence about a word that is none of the names; empty when none is near. */
export function didYouMean(word: string, names: Iterable<string>): string {
  const [nearest] = suggestionList(word, [...names]);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}
