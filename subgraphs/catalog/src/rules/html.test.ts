import { describe, expect, it } from 'vitest';

import { toHtml } from './html.ts';

describe('toHtml', () => {
  it.each([
    ['plain', '<p>plain</p>'],
    ['1 < 2 & "3"', '<p>1 &lt; 2 &amp; &quot;3&quot;</p>'],
    ['<script>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['one\ntwo', '<p>one<br>two</p>'],
    ['one\n\ntwo', '<p>one</p><p>two</p>'],
  ])('shows %j as written', (text, html) => {
    expect(toHtml(text)).toBe(html);
  });
});
