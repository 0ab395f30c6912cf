import { ClientError } from '@supergraph/kit/errors';

const MIN_LETTERS = 3;
const MAX_LENGTH = 200;
const LONG_ENOUGH = new RegExp(`^.{${MIN_LETTERS},}$`, 'u');

/** The words of a search, each of at least 3 letters; shorter ones are passed over. Throws VALIDATION when there is none. */
export function readWords(query: string): string[] {
  const words = query.split(/\s+/u).filter((word) => LONG_ENOUGH.test(word));
  if (words.length === 0 || query.length > MAX_LENGTH) {
    throw new ClientError(
      'VALIDATION',
      `"query" needs a word of at least ${MIN_LETTERS} characters, and has at most ${MAX_LENGTH}.`,
    );
  }
  return words;
}
