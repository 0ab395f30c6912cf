import { words, type Words } from './words.ts';

/** A property that gives a product part of its name, one sentence of its description and a facet value. */
export interface Trait {
  readonly adjective: Words;
  readonly sentence: Words;
}

/** French adjectives that agree with the noun are written `masculine,feminine`. */
export function trait(adjective: string, sentence: string): Trait {
  return { adjective: words(adjective), sentence: words(sentence) };
}
