import { expect, it } from 'vitest';

import { formatSummary } from './format-summary.ts';
import { createTally } from './summary.ts';

function summarise(fill: (tally: ReturnType<typeof createTally>) => void): string {
  const tally = createTally();
  fill(tally);
  return formatSummary(tally.summarise(1234));
}

it('prints a row for each type and one for all', () => {
  const text = summarise((tally) => {
    tally.add('product', 'created', 1200);
    tally.add('price', 'unchanged', 3);
  });
  expect(text).toMatchInlineSnapshot(`
    "type     created  updated  unchanged  rejected  skipped
    product     1200        0          0         0        0
    price          0        0          3         0        0
    total       1200        0          3         0        0

    1203 lines in 1.2 s."
  `);
});

it('says what nobody took and what was rejected, with the rest as a number', () => {
  const text = summarise((tally) => {
    tally.add('review', 'skipped', 2);
    for (let line = 22; line > 0; line--) {
      tally.reject({ line, type: 'price', reason: 'There is no sku "X".' });
    }
  });
  expect(text).toContain('review: no running service takes this type, 2 lines skipped.');
  expect(text).toContain('22 lines rejected:\nline 1 (price): There is no sku "X".\nline 2 ');
  expect(text).toContain('line 20 (price): There is no sku "X".\nand 2 more; --report FILE');
});

it('says so when there was nothing to import', () => {
  expect(summarise(() => undefined)).toBe('There are no lines to import.');
});
