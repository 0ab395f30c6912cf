import { describe, expect, it } from 'vitest';

import { buildLine } from '../../test/build-line.ts';
import { type MergeStrategy, mergeLines } from './merge-lines.ts';
import { createUnitLimitOf } from './unit-limit.ts';

const limitOf = createUnitLimitOf([]);

const MATRIX: [MergeStrategy, number, number, number][] = [
  ['SUM', 2, 3, 5],
  ['SUM', 999, 999, 999],
  ['SUM', 0, 3, 3],
  ['SUM', 2, 0, 2],
  ['MAX', 2, 3, 3],
  ['MAX', 5, 3, 5],
  ['MAX', 0, 3, 3],
  ['GUEST_WINS', 5, 3, 3],
  ['GUEST_WINS', 5, 0, 5],
  ['GUEST_WINS', 0, 3, 3],
  ['ACCOUNT_WINS', 5, 30, 5],
  ['ACCOUNT_WINS', 0, 3, 0],
];

/** Lines of var_A: none for a quantity of 0. */
function linesOf(cartId: string, quantity: number) {
  return quantity === 0 ? [] : [buildLine({ id: `line_of_${cartId}`, cartId, quantity })];
}

describe('mergeLines', () => {
  it.each(MATRIX)('%s makes of %i and %i units %i', (strategy, account, guest, expected) => {
    const { lines } = mergeLines({
      accountCartId: 'account',
      account: linesOf('account', account),
      guest: linesOf('guest', guest),
      strategy,
      limitOf,
    });
    expect(lines.map(({ quantity }) => quantity)).toEqual(expected === 0 ? [] : [expected]);
  });

  it('keeps the id of the account’s line', () => {
    const { lines } = mergeLines({
      accountCartId: 'account',
      account: linesOf('account', 1),
      guest: linesOf('guest', 1),
      strategy: 'SUM',
      limitOf,
    });
    expect(lines).toMatchObject([{ id: 'line_of_account', cartId: 'account' }]);
  });

  it('moves a line that only the guest has, with its id, to the end', () => {
    const { lines, warnings } = mergeLines({
      accountCartId: 'account',
      account: [buildLine({ variantId: 'var_B', cartId: 'account' })],
      guest: linesOf('guest', 4),
      strategy: 'SUM',
      limitOf,
    });
    expect(lines[1]).toMatchObject({ id: 'line_of_guest', cartId: 'account', position: 2 });
    expect(warnings).toEqual([]);
  });

  it('clamps the lines of one variant together, the account’s first', () => {
    const { lines, warnings } = mergeLines({
      accountCartId: 'account',
      account: [buildLine({ id: 'plain', quantity: 999 })],
      guest: [buildLine({ id: 'engraved', quantity: 1, attributesKey: '[["engraving","Ada"]]' })],
      strategy: 'SUM',
      limitOf,
    });
    expect(lines.map(({ id }) => id)).toEqual(['plain']);
    expect(warnings).toMatchObject([
      {
        __typename: 'QuantityClampedWarning',
        lineId: null,
        requestedQuantity: 1,
        appliedQuantity: 0,
      },
    ]);
  });

  it('grows no line beyond what can be had', () => {
    const { lines, warnings } = mergeLines({
      accountCartId: 'account',
      account: linesOf('account', 2),
      guest: linesOf('guest', 2),
      strategy: 'SUM',
      limitOf: createUnitLimitOf([{ variantId: 'var_A', availableAtMost: 3, maxPerOrder: null }]),
    });
    expect(lines).toMatchObject([{ quantity: 3 }]);
    expect(warnings.at(-1)).toMatchObject({ requestedQuantity: 4, appliedQuantity: 3 });
  });

  it.each([
    [5, 0, 5],
    [0, 5, 5],
    [2, 5, 5],
  ])('keeps what a cart had, though less is left (%i and %i units)', (account, guest, kept) => {
    const { lines } = mergeLines({
      accountCartId: 'account',
      account: linesOf('account', account),
      guest: linesOf('guest', guest),
      strategy: 'SUM',
      limitOf: createUnitLimitOf([{ variantId: 'var_A', availableAtMost: 0, maxPerOrder: null }]),
    });
    expect(lines).toMatchObject([{ quantity: kept }]);
  });

  it('fills the place of a line that is left out, so that 250 fit', () => {
    const account = Array.from({ length: 249 }, (_, index) =>
      buildLine({ variantId: `var_${index}`, cartId: 'account' }),
    );
    const guest = ['var_X', 'var_Y'].map((variantId) => buildLine({ variantId }));
    const { lines } = mergeLines({
      accountCartId: 'account',
      account,
      guest,
      strategy: 'SUM',
      limitOf,
    });
    expect(lines).toHaveLength(250);
    expect(lines.at(-1)).toMatchObject({ variantId: 'var_X', position: 250 });
  });
});
