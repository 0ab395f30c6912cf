import type { Return } from '#src/representations.ts';
import { countUnits } from '#src/rules/units.ts';
import type { LineRow, OrderRow, RefundRow } from '#src/tables.ts';

interface Facts {
  readonly order: Pick<OrderRow, 'total'>;
  readonly lines: readonly Pick<LineRow, 'id' | 'quantity' | 'total'>[];
  readonly returns: readonly Return[];
  readonly refunds: readonly Pick<RefundRow, 'reference' | 'amount'>[];
}

/**
 * What the units of a return come to, of what was charged for their lines: the first units of a line get what does not
 * divide, so all its units together come to its total, in however many returns. Never more than is left of the order.
 */
export function shareOfReturn(facts: Facts, { id, lines }: Pick<Return, 'id' | 'lines'>): number {
  const before = countUnits(findApproved(facts.returns).filter((other) => other.id !== id));
  const shares = lines.map(({ orderLineId, quantity }) => {
    const line = facts.lines.find((candidate) => candidate.id === orderLineId);
    const from = before.get(orderLineId) ?? 0;
    return line === undefined ? 0 : amountOf(line, from + quantity) - amountOf(line, from);
  });
  const share = shares.reduce((sum, amount) => sum + amount, 0);
  return Math.min(share, countLeft(facts));
}

/** What of the order's total was neither paid back nor promised. */
export function countLeft({ order, returns, refunds }: Omit<Facts, 'lines'>): number {
  const approved = findApproved(returns);
  const promised = approved.reduce((sum, { refundAmount }) => sum + (refundAmount ?? 0), 0);
  const others = refunds
    .filter(({ reference }) => !approved.some(({ id }) => id === reference))
    .reduce((sum, { amount }) => sum + amount, 0);
  return Math.max(0, order.total - promised - others);
}

function findApproved(returns: readonly Return[]): Return[] {
  return returns.filter(({ status }) => status !== 'REQUESTED' && status !== 'REJECTED');
}

/** What the first so many units of a line come to. */
function amountOf({ quantity, total }: Pick<LineRow, 'quantity' | 'total'>, units: number): number {
  const rest = total % quantity;
  return ((total - rest) / quantity) * units + Math.min(units, rest);
}
