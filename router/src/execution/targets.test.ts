import { describe, expect, it } from 'vitest';

import { compileTargets } from './targets.ts';
import type { Tree } from './tree.ts';

function collect(path: readonly string[], data: Tree, seen?: Set<unknown>): Tree[] {
  const found: Tree[] = [];
  compileTargets(path)(data, found, seen);
  return found;
}

describe('the objects at a path', () => {
  it.each([
    ['the root', [], { a: 1 }, [{ a: 1 }]],
    ['below a field', ['a', 'b'], { a: { b: { c: 1 } } }, [{ c: 1 }]],
    ['in a list', ['a', '@'], { a: [{ c: 1 }, { c: 2 }] }, [{ c: 1 }, { c: 2 }]],
    ['in a list of lists', ['a', '@', '@'], { a: [[{ c: 1 }], [{ c: 2 }]] }, [{ c: 1 }, { c: 2 }]],
    ['in a list that the path does not name', ['a', 'b'], { a: [{ b: { c: 1 } }] }, [{ c: 1 }]],
    ['beside nulls', ['a', '@', 'b'], { a: [null, { b: null }, { b: { c: 1 } }] }, [{ c: 1 }]],
    ['beside values that are no objects', ['a', 'b'], { a: [1, 'b', { b: { c: 1 } }] }, [{ c: 1 }]],
    ['not where a list is due', ['a', '@', 'b'], { a: { b: { c: 1 } } }, []],
    ['under a key with quotes', ['a"]'], { 'a"]': { c: 1 } }, [{ c: 1 }]],
  ])('are found: %s', (_, path, data, expected) => {
    expect(collect(path, data)).toEqual(expected);
  });

  it('are found once when one follows itself', () => {
    const one = { c: 1 };
    expect(collect(['a', '@'], { a: [one, one] })).toEqual([one]);
  });

  it('are found once in a list that stands in several places', () => {
    const shared = [{ c: 1 }, { c: 2 }];
    const data = { a: [{ b: shared }, { b: shared }] };
    expect(collect(['a', '@', 'b', '@'], data, new Set())).toEqual(shared);
  });
});
