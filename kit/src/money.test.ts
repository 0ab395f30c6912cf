import { describe, expect, it } from 'vitest';

import { allocate, exponentOf, isCurrency, permyriadOf, toMoney } from './money.ts';

/** Small repeatable pseudo-random integers (mulberry32). */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

function decimalsOfIntl(currency: string): number | undefined {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits;
}

describe('currencies', () => {
  it.each([
    ['JPY', 0],
    ['EUR', 2],
    ['KWD', 3],
    ['CLF', 4],
  ])('gives %s its %i decimals', (code, exponent) => {
    expect(exponentOf(code)).toBe(exponent);
  });

  it.each(['DEM', 'XAU', 'eur', '', 'toString'])('does not know "%s"', (code) => {
    expect(isCurrency(code)).toBe(false);
  });

  it('refuses an amount of an unknown currency', () => {
    expect(() => toMoney(1, 'DEM')).toThrow('There is no currency "DEM".');
  });

  it('agrees with Intl on the decimals of common currencies', () => {
    const codes = [
      'USD',
      'EUR',
      'GBP',
      'CHF',
      'CNY',
      'INR',
      'BRL',
      'XOF',
      'XPF',
      'ZAR',
      'KRW',
      'BHD',
      'TND',
      'CLP',
    ];
    expect(codes.map(exponentOf)).toEqual(codes.map(decimalsOfIntl));
  });
});

describe('toMoney', () => {
  it.each([
    [1299, 'EUR', '12.99'],
    [5, 'EUR', '0.05'],
    [-5, 'EUR', '-0.05'],
    [0, 'EUR', '0.00'],
    [1299, 'JPY', '1299'],
    [-1, 'JPY', '-1'],
    [1299, 'KWD', '1.299'],
    [1, 'KWD', '0.001'],
    [1, 'CLF', '0.0001'],
    [Number.MAX_SAFE_INTEGER, 'USD', '90071992547409.91'],
  ])('renders %i %s as %s', (amount, currency, decimal) => {
    expect(toMoney(amount, currency).decimal).toBe(decimal);
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'refuses the amount %d',
    (amount) => {
      expect(() => toMoney(amount, 'EUR')).toThrow('is not an integer of minor units');
    },
  );
});

describe('permyriadOf', () => {
  it.each([
    [100, 1900, 19],
    [5, 1000, 0],
    [15, 1000, 2],
    [25, 1000, 2],
    [35, 1000, 4],
    [-15, 1000, -2],
    [-25, 1000, -2],
    [251, 1000, 25],
    [259, 1000, 26],
    [Number.MAX_SAFE_INTEGER, 10_000, Number.MAX_SAFE_INTEGER],
  ])('takes of %i %i permyriad: %i', (amount, permyriad, expected) => {
    expect(permyriadOf(amount, permyriad)).toBe(expected);
  });

  it('is never more than half a unit off', () => {
    const random = createRandom(7);
    for (let round = 0; round < 2000; round++) {
      const [amount, permyriad] = [random(10_000_000), random(10_001)];
      const off =
        BigInt(permyriadOf(amount, permyriad)) * 10_000n - BigInt(amount) * BigInt(permyriad);
      expect(off >= -5000n && off <= 5000n, `${amount} * ${permyriad}`).toBe(true);
    }
  });
});

describe('allocate', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [101, [1, 1, 1], [34, 34, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [10, [0, 0], [5, 5]],
    [1, [0, 5, 5], [0, 1, 0]],
    [5, [7, 2, 1], [4, 1, 0]],
    [0, [3, 4], [0, 0]],
    [0, [], []],
  ])('splits %i by %j into %j', (total, weights, shares) => {
    expect(allocate(total, weights)).toEqual(shares);
  });

  it('always sums to the total, gives nothing for no weight, and stays within one unit of the exact share', () => {
    const random = createRandom(42);
    for (let round = 0; round < 2000; round++) {
      const total = random(1_000_000) * (random(2) === 0 ? 1 : -1);
      const weights = [1, ...Array.from({ length: random(30) }, () => random(100_000))];
      const shares = allocate(total, weights);
      const sum = weights.reduce((one, other) => one + other, 0);
      expect(shares.reduce((one, other) => one + other, 0)).toBe(total);
      for (const [index, share] of shares.entries()) {
        const exact = (total * (weights[index] ?? 0)) / sum;
        expect(Math.abs(share - exact), `${total} by ${weights.join()}`).toBeLessThan(1);
      }
    }
  });

  it('is exact where a product exceeds 2^53', () => {
    const half = (Number.MAX_SAFE_INTEGER - 1) / 2;
    expect(allocate(Number.MAX_SAFE_INTEGER, [half, half])).toEqual([half + 1, half]);
  });

  it.each([[[-1, 2]], [[0.5]]])('refuses the weights %j', (weights) => {
    expect(() => allocate(10, weights)).toThrow('Weights must be integers');
  });

  it('refuses to split something among nobody', () => {
    expect(() => allocate(10, [])).toThrow('Nothing to allocate 10 to.');
  });
});
