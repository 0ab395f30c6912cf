import { describe, expect, it } from 'vitest';

import { describeForSearch, shorten, toPlainText } from './seo.ts';

const texts = {
  slug: 'kettle',
  name: 'Kettle',
  subtitle: null,
  descriptionHtml: null,
  seoTitle: null,
  seoDescription: null,
};

describe('toPlainText', () => {
  it.each([
    ['<p>One.</p><p>Two.</p>', 'One. Two.'],
    ['a<br>b', 'a b'],
    ['5 &lt; 6 &amp;amp; 7', '5 < 6 &amp; 7'],
    ['', ''],
  ])('reads %j as %j', (html, text) => {
    expect(toPlainText(html)).toBe(text);
  });
});

describe('shorten', () => {
  it('keeps a text that fits', () => {
    expect(shorten('one two', 7)).toBe('one two');
  });

  it('cuts between words', () => {
    expect(shorten('one two three', 9)).toBe('one two…');
  });

  it('cuts a word that is longer than the limit', () => {
    expect(shorten('abcdefghij', 5)).toBe('abcd…');
  });
});

describe('describeForSearch', () => {
  it('takes the name for a title that was not written', () => {
    expect(describeForSearch(texts)).toEqual({
      title: 'Kettle',
      description: null,
      canonicalPath: '/p/kettle',
    });
  });

  it('prefers what was written for search engines', () => {
    const written = { ...texts, seoTitle: 'Buy a kettle', seoDescription: 'Boils.', subtitle: 'x' };
    expect(describeForSearch(written)).toMatchObject({
      title: 'Buy a kettle',
      description: 'Boils.',
    });
  });

  it('describes by the description without its mark-up', () => {
    const described = { ...texts, subtitle: 'Steel', descriptionHtml: '<p>Boils <b>water</b></p>' };
    expect(describeForSearch(described).description).toBe('Boils water');
  });

  it('describes by the subtitle when there is no description', () => {
    expect(describeForSearch({ ...texts, subtitle: 'Steel' }).description).toBe('Steel');
  });
});
