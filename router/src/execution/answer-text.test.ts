import { expect, it } from 'vitest';

import { AnswerText } from './answer-text.ts';

it('is sent as text while it is short', () => {
  expect(new AnswerText('{"a":1}').whole).toBe('{"data":{"a":1}}\n');
});

it('has the bytes of a long answer once for all who ask', () => {
  const data = JSON.stringify({ a: 'ä'.repeat(10_000) });
  const text = new AnswerText(data);

  expect(text.whole).toBe(text.whole);
  expect(text.whole).toEqual(Buffer.from(`{"data":${data}}\n`));
});
