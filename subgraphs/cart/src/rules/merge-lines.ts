import type { LineRow } from '#src/tables.ts';

import { countUnits, identityOf } from './change-lines.ts';
import { MAX_LINES, MAX_PER_VARIANT } from './limits.ts';
import type { UnitLimitOf } from './unit-limit.ts';
import { type MutationWarning, mergedWarning, quantityClampedWarning } from './warnings.ts';

export type MergeStrategy = 'SUM' | 'MAX' | 'GUEST_WINS' | 'ACCOUNT_WINS';

export interface MergeInput {
  readonly accountCartId: string;
  readonly account: readonly LineRow[];
  readonly guest: readonly LineRow[];
  readonly strategy: MergeStrategy;
  readonly limitOf: UnitLimitOf;
}

export interface Merge {
  readonly lines: readonly LineRow[];
  readonly warnings: readonly MutationWarning[];
}

const QUANTITY_BY_STRATEGY = {
  SUM: (account, guest) => account + guest,
  MAX: (account, guest) => Math.max(account, guest),
  GUEST_WINS: (account, guest) => (guest > 0 ? guest : account),
  ACCOUNT_WINS: (account) => account,
} as const satisfies Record<MergeStrategy, (account: number, guest: number) => number>;

/** One line of either cart, or the same of both. */
interface Pair {
  /** The account's line if there is one: its id lives on. */
  readonly line: LineRow;
  readonly account: number;
  readonly guest: number;
}

/**
 * Folds the guest's lines into the account's by variant and attributes.
 *
 * Where the limits leave no room for everything, the account's lines come first, in their order. What either cart had
 * already stays, also when less is left by now: a sign-in must not empty a cart.
 */
export function mergeLines(input: MergeInput): Merge {
  const { accountCartId, account, guest, strategy } = input;
  const roomOf = createRoomOf(input);
  const lines: LineRow[] = [];
  const warnings: MutationWarning[] = [];
  const room = new Map<string, number>();
  for (const pair of pairLines(account, guest)) {
    const requested = QUANTITY_BY_STRATEGY[strategy](pair.account, pair.guest);
    const left = room.get(pair.line.variantId) ?? roomOf(pair.line.variantId);
    const applied = lines.length < MAX_LINES ? Math.min(requested, left) : 0;
    room.set(pair.line.variantId, left - applied);
    if (applied > 0) {
      const { length } = lines;
      lines.push({ ...pair.line, cartId: accountCartId, quantity: applied, position: length + 1 });
    }
    warnings.push(...describe(pair, requested, applied));
  }
  return { lines, warnings };
}

/** Units of a variant that the merged cart may have. */
function createRoomOf({ account, guest, limitOf }: MergeInput): (variantId: string) => number {
  const inAccount = countUnits(account);
  const inGuest = countUnits(guest);
  return (variantId) =>
    Math.min(
      MAX_PER_VARIANT,
      Math.max(
        limitOf(variantId).units,
        inAccount.get(variantId) ?? 0,
        inGuest.get(variantId) ?? 0,
      ),
    );
}

function describe(pair: Pair, requested: number, applied: number): MutationWarning[] {
  const { account, guest } = pair;
  const lineId = applied > 0 ? pair.line.id : null;
  const isGivenUp = guest > 0 && requested === 0;
  const isFolded = guest > 0 && account > 0;
  return [
    ...(isGivenUp || isFolded ? [mergedWarning(lineId, { guest, account, applied })] : []),
    ...(applied < requested ? [quantityClampedWarning(lineId, requested, applied)] : []),
  ];
}

function pairLines(account: readonly LineRow[], guest: readonly LineRow[]): Pair[] {
  const guestByIdentity = new Map(guest.map((line) => [identityOf(line), line]));
  const known = new Set(account.map(identityOf));
  return [
    ...account.map((line) => ({
      line,
      account: line.quantity,
      guest: guestByIdentity.get(identityOf(line))?.quantity ?? 0,
    })),
    ...guest
      .filter((line) => !known.has(identityOf(line)))
      .map((line) => ({ line, account: 0, guest: line.quantity })),
  ];
}
