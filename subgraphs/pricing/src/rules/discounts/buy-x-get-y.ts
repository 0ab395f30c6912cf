import {
  type BasketLine,
  type Discount,
  createDiscount,
  isInScope,
  remainingOf,
} from '#src/rules/basket.ts';
import type { RuleOf } from '#src/rules/promotion-rule.ts';
import { divideHalfEven, sumOf } from '#src/rules/rounding.ts';

type Rule = RuleOf<'BUY_X_GET_Y'>;

interface Lot {
  readonly line: BasketLine;
  readonly isBought: boolean;
  readonly isGiven: boolean;
}

const unitsIn = (lots: readonly Lot[]): number => sumOf(lots, ({ line }) => line.quantity);

/**
 * The cheapest units that can be given while enough others stay bought.
 *
 * A unit is bought or given, never both: of lines in both scopes only what the purchase does not need is given.
 */
export function discountBuyXGetY(
  rule: Rule,
  lines: readonly BasketLine[],
  isOpen: (line: BasketLine) => boolean,
): Discount[] {
  const given = rule.get.applies ?? rule.buy.applies;
  const lots = lines
    .map((line) => ({
      line,
      isBought: isInScope(line, rule.buy.applies),
      isGiven: isInScope(line, given) && isOpen(line),
    }))
    .filter(({ isBought, isGiven }) => isBought || isGiven);
  const times = countTimes(rule, lots);
  if (times === 0) {
    return [];
  }
  const bought = unitsIn(lots.filter(({ isBought }) => isBought));
  const taken = takeCheapest(lots, {
    wanted: times * rule.get.quantity,
    spareBought: bought - times * rule.buy.quantity,
  });
  return createDiscount(
    'LINE',
    taken.map(([line, units]) => [line.id, shareOfUnits(line, units, rule.get.permyriad)]),
  );
}

/** Either side may run out, and so may both together when they are the same lines. */
function countTimes({ buy, get, maxTimes }: Rule, lots: readonly Lot[]): number {
  const bought = unitsIn(lots.filter(({ isBought }) => isBought));
  const given = unitsIn(lots.filter(({ isGiven }) => isGiven));
  return Math.min(
    Math.floor(bought / buy.quantity),
    Math.floor(given / get.quantity),
    Math.floor(unitsIn(lots) / (buy.quantity + get.quantity)),
    maxTimes ?? Infinity,
  );
}

function takeCheapest(
  lots: readonly Lot[],
  { wanted, spareBought }: { readonly wanted: number; readonly spareBought: number },
): [BasketLine, number][] {
  let left = wanted;
  let spare = spareBought;
  const taken: [BasketLine, number][] = [];
  const cheapestFirst = lots
    .filter(({ isGiven }) => isGiven)
    .toSorted((one, other) => one.line.unitPrice - other.line.unitPrice);
  for (const { line, isBought } of cheapestFirst) {
    const units = Math.min(left, line.quantity, isBought ? spare : line.quantity);
    if (units > 0) {
      taken.push([line, units]);
      left -= units;
      spare -= isBought ? units : 0;
    }
  }
  return taken;
}

/** The given share of what is left of some units of a line, rounded once. */
export function shareOfUnits(line: BasketLine, units: number, permyriad: number): number {
  return divideHalfEven(
    BigInt(remainingOf(line)) * BigInt(units) * BigInt(permyriad),
    BigInt(line.quantity) * 10_000n,
  );
}
