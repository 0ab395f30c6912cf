import { describe, expect, it } from 'vitest';

import { changedNames, mergeMembers, toMember, versionOf } from './member.ts';

const member = (name: string, sdl = 'type Query { a: Int }', url = 'http://one') =>
  toMember({ name, url, sdl, file: `${name}.graphql` });

describe('versionOf', () => {
  it('does not depend on the order of the members', () => {
    const [a, b] = [member('a'), member('b')];

    expect(versionOf([a, b])).toBe(versionOf([b, a]));
  });

  it('does not depend on the file', () => {
    expect(versionOf([{ ...member('a'), file: 'other.graphql' }])).toBe(versionOf([member('a')]));
  });

  it.each([
    ['name', member('b')],
    ['schema', member('a', 'type Query { a: Float }')],
    ['URL', member('a', undefined, 'http://other')],
  ])('depends on the %s', (_, other) => {
    expect(versionOf([other])).not.toBe(versionOf([member('a')]));
  });

  it('tells members apart whose parts read alike when joined', () => {
    const one = { ...member('a'), url: 'b' };
    const other = { ...member('ab'), url: '' };

    expect(versionOf([one])).not.toBe(versionOf([other]));
  });
});

describe('mergeMembers', () => {
  it('puts changed ones in the place of those of their name, and orders all by name', () => {
    const changed = member('b', 'type Query { b: Int }');

    expect(mergeMembers([member('c'), member('b')], [changed, member('a')])).toEqual([
      member('a'),
      changed,
      member('c'),
    ]);
  });
});

describe('changedNames', () => {
  it('has what was added, what was taken away and what differs', () => {
    const before = [member('same'), member('gone'), member('other')];
    const after = [member('same'), member('new'), member('other', 'type Query { b: Int }')];

    expect(changedNames(before, after)).toEqual(['gone', 'new', 'other']);
  });
});
