import { describe, expect, it } from 'vitest';

import { describeValue } from './attribute-kind.ts';

describe('describeValue', () => {
  it.each([
    ['12', 'NUMBER', 12],
    ['-1.5', 'NUMBER', -1.5],
    ['12 cm', 'TERM', null],
    ['', 'TERM', null],
    ['1e9', 'TERM', null],
    ['true', 'BOOLEAN', null],
  ])('reads "%s" as %s', (value, kind, num) => {
    expect(describeValue(value)).toEqual({ kind, num, facetable: true });
  });

  it('does not narrow lists by a sentence', () => {
    expect(describeValue('x'.repeat(61)).facetable).toBe(false);
  });
});
