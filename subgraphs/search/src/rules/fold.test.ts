import { expect, it } from 'vitest';

import { codeKeyOf, foldText, wordsOf } from './fold.ts';

it.each([
  ['Straße', 'strasse'],
  ['CAFÉ', 'cafe'],
  ['Smørrebrød', 'smorrebrod'],
  ['Œuvre Ærø', 'oeuvre aero'],
  ['Łódź', 'lodz'],
  ['İstanbul', 'istanbul'],
  ['ﬁn', 'fin'],
])('folds %s', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

it('takes apart what is no letter and no digit', () => {
  expect(wordsOf('T-Shirt, "L\u0000/XL" (2 pcs.) \uD800')).toEqual([
    't',
    'shirt',
    'l',
    'xl',
    '2',
    'pcs',
  ]);
});

it('compares codes without dashes and case', () => {
  expect(codeKeyOf(' Demo-Sale_01 ')).toBe(codeKeyOf('DEMOSALE01'));
});
