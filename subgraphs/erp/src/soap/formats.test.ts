import { expect, it } from 'vitest';

import { readAmount, readDate, toMaterialNumber, writeKilograms } from './formats.ts';

it.each([
  ['1.234,50', 'EUR', 123_450],
  ['1234,5', 'EUR', 123_450],
  ['1.234.567,89', 'EUR', 123_456_789],
  ['0,07', 'EUR', 7],
  ['12,500', 'EUR', 1250],
  ['1.980', 'JPY', 1980],
  ['12,750', 'KWD', 12_750],
  ['90.071.992.547.409,91', 'EUR', Number.MAX_SAFE_INTEGER],
])('reads %s %s', (text, currency, amount) => {
  expect(readAmount(text, currency)).toBe(amount);
});

it.each([
  ['12,505', 'EUR'],
  ['1.23,00', 'EUR'],
  ['12.50', 'EUR'],
  ['-1,00', 'EUR'],
  ['1,5', 'JPY'],
  ['auf Anfrage', 'EUR'],
  ['', 'EUR'],
  ['90.071.992.547.409,92', 'EUR'],
])('does not take "%s" for an amount in %s', (text, currency) => {
  expect(() => readAmount(text, currency)).toThrow(`"${text}" is no amount in ${currency}.`);
});

it('reads dates with their time', () => {
  expect(new Date(readDate('29.02.2028')).toISOString()).toBe('2028-02-29T00:00:00.000Z');
  expect(new Date(readDate('01.12.2026', '23:05:09')).toISOString()).toBe(
    '2026-12-01T23:05:09.000Z',
  );
});

it.each([
  ['31.02.2026', '00:00:00'],
  ['2026-12-01', '00:00:00'],
  ['1.12.2026', '00:00:00'],
  ['01.13.2026', '00:00:00'],
  ['01.12.2026', '24:00:00'],
])('does not take "%s %s" for a date', (date, time) => {
  expect(() => readDate(date, time)).toThrow('is no date');
});

it('pads what can be a material number', () => {
  expect(toMaterialNumber('DEMO-SALE')).toBe('000000000DEMO-SALE');
  expect(toMaterialNumber('1'.repeat(18))).toBe('1'.repeat(18));
  expect([toMaterialNumber(''), toMaterialNumber('1'.repeat(19)), toMaterialNumber('a b')]).toEqual(
    [undefined, undefined, undefined],
  );
});

it('writes kilograms with a comma', () => {
  expect([100, 1900, 12_000].map(writeKilograms)).toEqual(['0,100', '1,900', '12,000']);
});
