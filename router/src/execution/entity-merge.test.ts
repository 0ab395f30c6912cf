import { describe, expect, it } from 'vitest';

import { compileEntityMerge } from './entity-merge.ts';
import type { Tree } from './tree.ts';

const LIST = [{ key: 'parts', isComposite: true }];
const LEAF = [{ key: 'name', isComposite: false }];
const ENTITY = { name: 'Kettle', parts: [{ id: 1 }] };

const merge = (keys: typeof LIST, mustCopy: boolean, targets: Tree[][]) =>
  compileEntityMerge(keys, { objectTypes: new Set(), mustCopy })([ENTITY], targets);

describe('the merge of entities', () => {
  it('puts what was answered onto each object that stands for the entity', () => {
    const targets = [[{}, {}]];
    merge([...LIST, ...LEAF], false, targets);
    expect(targets).toEqual([[ENTITY, ENTITY]]);
  });

  it('says that a list stands in several places', () => {
    expect(merge(LIST, false, [[{}, {}]])).toBe(true);
  });

  it.each([
    ['each object gets a copy', { keys: LIST, mustCopy: true, targets: [[{}, {}]] }],
    ['one object stands for the entity', { keys: LIST, mustCopy: false, targets: [[{}]] }],
    ['all values are leaves', { keys: LEAF, mustCopy: false, targets: [[{}, {}]] }],
  ])('says that no list does when %s', (_, { keys, mustCopy, targets }) => {
    expect(merge(keys, mustCopy, targets)).toBe(false);
  });

  it('takes nothing from an entity that is not there', () => {
    const target = { name: 'Kettle' };
    compileEntityMerge(LEAF, { objectTypes: new Set(), mustCopy: false })([null], [[target]]);
    expect(target).toEqual({ name: 'Kettle' });
  });
});
