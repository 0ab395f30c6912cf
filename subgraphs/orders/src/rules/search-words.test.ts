import { expect, it } from 'vitest';

import { readWords } from './search-words.ts';

it('passes over words of one or two letters', () => {
  expect(readWords('  Ada de  Lovelace ')).toEqual(['Ada', 'Lovelace']);
});

it.each(['', 'ab', 'a b c', 'x'.repeat(201)])('refuses %j', (query) => {
  expect(() => readWords(query)).toThrow('"query" needs a word of at least 3 characters');
});
