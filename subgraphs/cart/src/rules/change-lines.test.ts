import { describe, expect, it } from 'vitest';

import { buildLine } from '../../test/build-line.ts';
import { addLines, setQuantities } from './change-lines.ts';
import { readLineInputs, readQuantities } from './line-input.ts';
import { createUnitLimitOf } from './unit-limit.ts';

const setting = {
  cartId: 'cart_1',
  currency: 'USD',
  isSellable: (variantId: string) => variantId !== 'var_gone',
  limitOf: createUnitLimitOf([]),
  priceOf: () => 1000,
  now: 5,
  newId: (prefix: string) => `${prefix}_new`,
};

/** Adds units of these variants to lines. */
function add(lines: Parameters<typeof addLines>[0], wanted: [string, number][]) {
  const inputs = readLineInputs(wanted.map(([variantId, quantity]) => ({ variantId, quantity })));
  return inputs.ok ? addLines(lines, inputs.value, setting) : inputs;
}

describe('addLines', () => {
  it('puts a new line after the others', () => {
    const lines = [buildLine({ position: 7 })];
    expect(add(lines, [['var_B', 2]])).toMatchObject({
      ok: true,
      value: [
        { position: 7 },
        { id: 'line_new', position: 8, quantity: 2, addedAmount: 1000, addedAt: 5 },
      ],
    });
  });

  it('folds the same variant within one input', () => {
    expect(
      add(
        [],
        [
          ['var_A', 2],
          ['var_A', 3],
        ],
      ),
    ).toMatchObject({
      ok: true,
      value: [{ quantity: 5 }],
    });
  });

  it('leaves other lines untouched', () => {
    const line = buildLine();
    const result = add([line], [['var_B', 1]]);
    expect(result.ok && result.value[0]).toBe(line);
  });

  it('blames the input that goes over the limit', () => {
    expect(
      add(
        [],
        [
          ['var_A', 500],
          ['var_B', 1],
          ['var_A', 500],
        ],
      ),
    ).toMatchObject({
      ok: false,
      errors: [{ code: 'QUANTITY_LIMIT', path: ['lines', '2', 'quantity'] }],
    });
  });

  it('names every fault', () => {
    expect(
      add(
        [buildLine({ quantity: 999 })],
        [
          ['var_gone', 1],
          ['var_A', 1],
        ],
      ),
    ).toMatchObject({
      ok: false,
      errors: [{ code: 'VARIANT_UNAVAILABLE' }, { code: 'QUANTITY_LIMIT' }],
    });
  });
});

describe('setQuantities', () => {
  const lines = [
    buildLine({ id: 'plain', quantity: 600 }),
    buildLine({ id: 'engraved', quantity: 399, attributesKey: 'other' }),
  ];

  it('counts units over all lines of the variant, after the change', () => {
    const swap = new Map([
      ['plain', 399],
      ['engraved', 600],
    ]);
    expect(setQuantities(lines, swap, setting).ok).toBe(true);
    expect(setQuantities(lines, new Map([['engraved', 400]]), setting)).toMatchObject({
      ok: false,
      errors: [{ code: 'QUANTITY_LIMIT', limit: 999, path: ['lines', '0', 'quantity'] }],
    });
  });

  it('says which line is not there', () => {
    expect(
      setQuantities(
        lines,
        new Map([
          ['plain', 1],
          ['gone', 1],
        ]),
        setting,
      ),
    ).toMatchObject({
      ok: false,
      errors: [{ code: 'NOT_FOUND', path: ['lines', '1', 'lineId'] }],
    });
  });

  it('does not mind removing what is not there', () => {
    expect(setQuantities(lines, new Map([['gone', 0]]), setting)).toEqual({
      ok: true,
      value: lines,
    });
  });
});

describe('the form of an input', () => {
  it.each(['', 'x'.repeat(65)])('refuses the variant id %j', (variantId) => {
    expect(readLineInputs([{ variantId, quantity: 1 }])).toMatchObject({
      ok: false,
      errors: [{ code: 'VALIDATION', path: ['lines', '0', 'variantId'] }],
    });
  });

  it('refuses more than 250 quantities', () => {
    const inputs = Array.from({ length: 251 }, (_, index) => ({ lineId: `${index}`, quantity: 1 }));
    expect(readQuantities(inputs)).toMatchObject({ ok: false, errors: [{ code: 'CART_LIMIT' }] });
  });
});
