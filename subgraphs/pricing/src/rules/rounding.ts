/** numerator / denominator as an integer, ties to the even neighbour. Both are zero or more; exact at any size. */
export function divideHalfEven(numerator: bigint, denominator: bigint): number {
  const floor = numerator / denominator;
  const twiceRest = (numerator % denominator) * 2n;
  const isUp = twiceRest > denominator || (twiceRest === denominator && floor % 2n === 1n);
  return Number(isUp ? floor + 1n : floor);
}

/** The tax inside an amount that contains it. */
export function containedTax(gross: number, ratePermyriad: number): number {
  return divideHalfEven(BigInt(gross) * BigInt(ratePermyriad), BigInt(10_000 + ratePermyriad));
}

export function sumOf<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0);
}
