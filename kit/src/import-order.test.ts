import { describe, expect, it } from 'vitest';

import { putParentsFirst } from './import-order.ts';

/** `child<parent`, or a name alone. */
function order(...lines: string[]): string[] {
  return putParentsFirst(lines, {
    keyOf: (line) => line.split('<')[0] ?? '',
    parentKeyOf: (line) => line.split('<')[1],
  });
}

describe('putParentsFirst', () => {
  it.each([
    ['keeps an order that is right', ['a', 'b<a', 'c<b'], ['a', 'b<a', 'c<b']],
    ['turns round one that is not', ['c<b', 'b<a', 'a'], ['a', 'b<a', 'c<b']],
    ['moves no more than it must', ['x', 'b<a', 'y', 'a', 'z'], ['x', 'a', 'b<a', 'y', 'z']],
    ['leaves a parent that is not among them out', ['b<gone', 'a'], ['b<gone', 'a']],
    ['keeps every line of a key, in their order', ['b<a', 'a', 'b'], ['b<a', 'b', 'a']],
    ['ends where lines wait for each other', ['a<b', 'b<a', 'c'], ['b<a', 'a<b', 'c']],
    ['ends where a line waits for itself', ['a<a'], ['a<a']],
  ])('%s', (_, lines, expected) => {
    expect(order(...lines)).toEqual(expected);
  });

  it('walks a chain of any length', () => {
    const chain = Array.from({ length: 100_000 }, (_, index) => `${index}<${index + 1}`);
    expect(order(...chain)).toEqual(chain.toReversed());
  });
});
