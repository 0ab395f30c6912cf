import { describe, expect, it } from 'vitest';

import { sampleInput } from './sample-input.ts';

describe('sampleInput', () => {
  it('takes the spaces around a name away', () => {
    expect(sampleInput.parse({ name: ' First ' })).toEqual({ name: 'First' });
  });

  it.each([
    ['a name of spaces', { name: '  ' }, 'name'],
    ['a name that is too long', { name: 'x'.repeat(201) }, 'name'],
    ['a version without an id', { name: 'First', expectedVersion: 1 }, 'expectedVersion'],
  ])('refuses %s', (_, input, field) => {
    expect(sampleInput.safeParse(input).error?.issues).toMatchObject([{ path: [field] }]);
  });
});
