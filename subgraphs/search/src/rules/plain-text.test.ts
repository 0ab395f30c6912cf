import { expect, it } from 'vitest';

import { toPlainText } from './plain-text.ts';

it('shows what a reader sees', () => {
  expect(toPlainText('<p>Tea &amp; <b>cake</b></p>\n<p>&lt;i&gt; it&#39;s</p>')).toBe(
    "Tea & cake <i> it's",
  );
});
