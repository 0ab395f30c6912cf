import { describe, expect, it } from 'vitest';

import { departments, shelves } from './departments.ts';
import { agree, titleCase, words, type FrenchForm } from './words.ts';

describe('agree', () => {
  it.each<[string, FrenchForm, string]>([
    ['imperméable,imperméable', 'fp', 'imperméables'],
    ['isolant,isolante', 'fs', 'isolante'],
    ['doux,douce', 'mp', 'doux'],
    ['doux,douce', 'fp', 'douces'],
    ['en cuir', 'fp', 'en cuir'],
  ])('turns "%s" for %s into "%s"', (adjective, form, agreed) => {
    expect(agree(adjective, form)).toBe(agreed);
  });
});

describe('titleCase', () => {
  it('raises both halves of a hyphenated word', () => {
    expect(titleCase('noise-cancelling headphones')).toBe('Noise-Cancelling Headphones');
  });
});

describe('words', () => {
  it('refuses a text without French', () => {
    expect(() => words('lamp|Lampe')).toThrow('"lamp|Lampe" needs exactly');
  });
});

describe('the grammar', () => {
  it('uses each leaf key once', () => {
    const keys = shelves.map(({ leaf }) => leaf.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gives each opening a place for the noun in every locale', () => {
    const openings = departments.flatMap((department) => department.openings);
    const broken = openings.filter((opening) =>
      Object.values(opening).some((text) => text.split('%').length !== 2),
    );
    expect(broken).toEqual([]);
  });

  it('gives each leaf three traits at least, so that names vary', () => {
    expect(shelves.filter(({ leaf }) => leaf.traits.length < 3)).toEqual([]);
  });
});
