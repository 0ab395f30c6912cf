import { ClientError } from '@supergraph/kit/errors';

const MAX_LENGTH = 200;
const NO_LETTERS = /[^\p{L}\p{M}\p{N}]+/u;

/** What to ask an index for: all of these words, or beginnings of words. Throws VALIDATION when there is none. */
export function readWords(query: string): string {
  const words = splitWords(query);
  if (words.length === 0 || query.length > MAX_LENGTH) {
    throw new ClientError(
      'VALIDATION',
      `"query" needs a letter or a digit, and has at most ${MAX_LENGTH} characters.`,
    );
  }
  return words.map((word) => `"${word}"*`).join(' ');
}

const MIN_LETTERS = 4;

/** What to ask an index for: any of the longer words of a text; null when it has none. */
export function anyWordOf(text: string): string | null {
  const words = splitWords(text.slice(0, MAX_LENGTH)).filter((word) => word.length >= MIN_LETTERS);
  return words.length === 0 ? null : words.map((word) => `"${word}"`).join(' OR ');
}

/** A word in quotes is no syntax of the index, and has no quotes itself. */
function splitWords(text: string): string[] {
  return text.split(NO_LETTERS).filter((word) => word !== '');
}
