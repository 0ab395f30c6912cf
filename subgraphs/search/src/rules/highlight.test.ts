import { expect, it } from 'vitest';

import { cutAround, highlight } from './highlight.ts';

const isLamp = (word: string): boolean => word === 'lamp';

it('marks found words as they are written and escapes the rest', () => {
  expect(highlight('A LÁMP & <lamp>', isLamp)).toBe('A <em>LÁMP</em> &amp; &lt;<em>lamp</em>&gt;');
});

it('has nothing to show when no word is found', () => {
  expect(highlight('A chair', isLamp)).toBeUndefined();
});

it('cuts a long text around the first found word', () => {
  const cut = cutAround(`${'word '.repeat(100)}lamp ${'word '.repeat(100)}`, isLamp);
  expect(cut.length).toBeLessThan(210);
  expect(cut).toMatch(/^… .*lamp.* …$/u);
});
