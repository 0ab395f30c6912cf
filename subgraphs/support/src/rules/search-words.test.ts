import { describe, expect, it } from 'vitest';

import { anyWordOf, readWords } from './search-words.ts';

describe('readWords', () => {
  it.each([
    ['parcel lost', '"parcel"* "lost"*'],
    [' größe: "XL" ', '"größe"* "XL"*'],
    ['a OR b) NEAR(c', '"a"* "OR"* "b"* "NEAR"* "c"*'],
  ])('takes what is syntax of the index as words: %s', (query, words) => {
    expect(readWords(query)).toBe(words);
  });

  it.each(['', '  ', '"*"', '-'])('refuses a query without a word: %j', (query) => {
    expect(() => readWords(query)).toThrow('"query" needs a letter or a digit');
  });

  it('refuses a query that is too long', () => {
    expect(() => readWords('a'.repeat(201))).toThrow('at most 200 characters');
  });
});

describe('anyWordOf', () => {
  it('leaves out short words', () => {
    expect(anyWordOf('My new kettle is broken!')).toBe('"kettle" OR "broken"');
  });

  it('is null without a long one', () => {
    expect(anyWordOf('why? it is')).toBe(null);
  });
});
