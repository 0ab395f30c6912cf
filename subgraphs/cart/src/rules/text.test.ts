import { describe, expect, it } from 'vitest';

import { attributesKeyOf, readAttributes } from './attributes.ts';
import { readBuyer } from './buyer.ts';
import { readFilledLine, readLine } from './text.ts';
import { readVoucherCodes, uniteVoucherCodes } from './vouchers.ts';

describe('readLine', () => {
  it('trims and composes characters', () => {
    expect(readLine('  Zoe\u0308 ', 10)).toEqual({ ok: true, value: 'Zoë' });
  });

  it.each(['a\nb', 'a\u0000b', 'a\u2028b', '\ud800'])('refuses %j', (text) => {
    expect(readLine(text, 10).ok).toBe(false);
  });

  it.each([
    [10, true],
    [11, false],
    [1_000_000, false],
  ])('with a limit of 10 takes %i characters: %s', (length, ok) => {
    expect(readLine('x'.repeat(length), 10).ok).toBe(ok);
  });

  it('takes an empty line where readFilledLine does not', () => {
    expect(readLine(' ', 10).ok).toBe(true);
    expect(readFilledLine(' ', 10).ok).toBe(false);
  });
});

describe('attributes', () => {
  it('have the same key in any order', () => {
    const [one, two] = [
      { key: 'a', value: '1' },
      { key: 'b', value: '2' },
    ];
    const keyOf = (list: { key: string; value: string }[]) =>
      attributesKeyOf(readAttributes(list, []).attributes);
    expect(keyOf([one, two])).toBe(keyOf([two, one]));
  });

  it('have different keys when a value could be mistaken for structure', () => {
    expect(attributesKeyOf([{ key: 'a', value: 'b","c' }])).not.toBe(
      attributesKeyOf([{ key: 'a","b', value: 'c' }]),
    );
  });
});

describe('voucher codes', () => {
  it('keep the first spelling and the order', () => {
    expect(readVoucherCodes(['b', 'A', 'B', 'a'])).toEqual({ ok: true, value: ['b', 'A'] });
  });

  it('unite up to 10, the account’s first', () => {
    const account = Array.from({ length: 9 }, (_, index) => `A${index}`);
    expect(uniteVoucherCodes(account, ['a0', 'G1', 'G2'])).toEqual([...account, 'G1']);
  });
});

describe('a note', () => {
  it('may have several lines', () => {
    expect(readBuyer({ note: 'Ring twice\r\nthen wait' })).toEqual({
      ok: true,
      value: { note: 'Ring twice\nthen wait' },
    });
  });
});
