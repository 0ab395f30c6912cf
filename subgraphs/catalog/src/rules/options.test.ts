import { describe, expect, it } from 'vitest';

import { nameVariant, valuesInUse } from './options.ts';

const red = { name: 'colour', value: 'red', label: 'Red', swatchHex: '#f00', archivedAt: null };
const blue = { ...red, value: 'blue', label: 'Blue', swatchHex: null };
const large = { ...red, name: 'size', value: 'l', label: 'L' };

describe('nameVariant', () => {
  it('adds the chosen options to the name', () => {
    expect(nameVariant('Shirt', [red, large])).toBe('Shirt, Red / L');
  });

  it('is the name alone when there is nothing to choose', () => {
    expect(nameVariant('Kettle', [])).toBe('Kettle');
  });
});

describe('valuesInUse', () => {
  it('names every value of the option once, in the order of the variants', () => {
    expect(valuesInUse('colour', [blue, large, red, blue])).toEqual([
      { value: 'blue', label: 'Blue', swatchHex: null },
      { value: 'red', label: 'Red', swatchHex: '#f00' },
    ]);
  });

  it('leaves out what only archived variants have', () => {
    expect(valuesInUse('colour', [red, { ...blue, archivedAt: 1 }])).toHaveLength(1);
  });
});
