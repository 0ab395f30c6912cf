import { expect, it } from 'vitest';

import { editDistance } from './edit-distance.ts';
import { createSpeller, maxEditsOf } from './speller.ts';

function createWith(...terms: string[]) {
  const speller = createSpeller();
  for (const term of terms) {
    speller.add(term);
  }
  return speller;
}

const repair = (speller: ReturnType<typeof createSpeller>, word: string): string[] =>
  speller.repair(word).map(({ term }) => term);

it('allows one edit from four letters and two from eight', () => {
  expect(['abc', 'abcd', 'abcdefg', 'abcdefgh'].map(maxEditsOf)).toEqual([0, 1, 1, 2]);
});

it('finds a word with a letter more, less, changed or swapped', () => {
  const speller = createWith('lamp');
  for (const word of ['lampp', 'laamp', 'lanp', 'lmap']) {
    expect(repair(speller, word)).toEqual(['lamp']);
  }
});

it('leaves short words alone', () => {
  expect(repair(createWith('cup'), 'cap')).toEqual([]);
});

it('puts the nearest word first', () => {
  expect(repair(createWith('headphonics', 'headphone'), 'headphon')).toEqual(['headphone']);
  expect(repair(createWith('charging', 'charger'), 'chargering')).toEqual(['charging']);
});

it('finds all that comparing with every word finds', () => {
  const letters = 'abcde';
  const terms = Array.from({ length: 400 }, (_, index) =>
    Array.from({ length: 4 + (index % 7) }, (_unused, at) =>
      letters.charAt((index * 7 + at * at * 3 + (index >> at)) % letters.length),
    ).join(''),
  );
  const speller = createWith(...terms);
  const missed: string[] = [];
  for (const term of new Set(terms)) {
    for (let at = 0; at < term.length; at++) {
      const word = term.slice(0, at) + term.slice(at + 1);
      const max = maxEditsOf(word);
      const found = new Set(repair(speller, word));
      missed.push(
        ...terms
          .filter((one) => one !== word && one.length >= 4 && editDistance(word, one, max) <= max)
          .filter((one) => maxEditsOf(one) >= editDistance(word, one, max) && !found.has(one))
          .map((one) => `${word} ${one}`),
      );
    }
  }
  expect(missed).toEqual([]);
});

it('completes the beginning of a word', () => {
  expect(createWith('lamp', 'lamps', 'land', 'chair').complete('lam', 5)).toEqual([
    'lamp',
    'lamps',
  ]);
});

it('repairs a word that has lost the fourth of its letters', () => {
  expect(repair(createWith('eggs', 'egg', 'kiwi', 'bags'), 'ggs')).toEqual(['eggs']);
});
