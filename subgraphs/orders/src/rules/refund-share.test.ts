import { describe, expect, it } from 'vitest';

import type { Return } from '#src/representations.ts';

import { countLeft, shareOfReturn } from './refund-share.ts';

const line = (id: string, quantity: number, total: number) => ({ id, quantity, total });

function buildReturn(
  id: string,
  units: Record<string, number>,
  more: Partial<Return> = {},
): Return {
  return {
    id,
    rmaNumber: id,
    orderId: 'ord_1',
    status: 'APPROVED',
    note: null,
    refundAmount: null,
    createdAt: 0,
    receivedAt: null,
    refundedAt: null,
    lines: Object.entries(units).map(([orderLineId, quantity]) => ({
      orderLineId,
      quantity,
      orderId: 'ord_1',
      reasonCode: 'OTHER',
    })),
    ...more,
  };
}

const build = (more: object = {}) => ({
  order: { total: 1000 },
  lines: [line('a', 3, 1000)],
  returns: [] as Return[],
  refunds: [] as { reference: string; amount: number }[],
  ...more,
});

/** What comes back for all units of a line, so many in each return. */
function refundAll(quantity: number, total: number, step: number): number {
  const returns: Return[] = [];
  for (let from = 0; from < quantity; from += step) {
    const next = buildReturn(`r${from}`, { a: Math.min(step, quantity - from) });
    const facts = build({ order: { total }, lines: [line('a', quantity, total)], returns });
    returns.push({ ...next, refundAmount: shareOfReturn(facts, next) });
  }
  return returns.reduce((paid, { refundAmount }) => paid + (refundAmount ?? 0), 0);
}

describe('shareOfReturn', () => {
  it('gives the first units what does not divide', () => {
    expect(shareOfReturn(build(), buildReturn('r', { a: 1 }))).toBe(334);
    const earlier = buildReturn('r1', { a: 1 }, { refundAmount: 334 });
    expect(shareOfReturn(build({ returns: [earlier] }), buildReturn('r2', { a: 2 }))).toBe(666);
  });

  it('does not count returns that were rejected, or not decided', () => {
    const returns = [
      buildReturn('r1', { a: 1 }, { status: 'REJECTED' }),
      buildReturn('r2', { a: 1 }, { status: 'REQUESTED' }),
    ];
    expect(shareOfReturn(build({ returns }), buildReturn('r3', { a: 1 }))).toBe(334);
  });

  it.each([1, 2, 5])('comes to the total of the line, %i units a return', (step) => {
    for (let quantity = 1; quantity <= 12; quantity += 1) {
      for (const total of [0, 1, 7, 99, 100, 1001]) {
        expect([quantity, total, refundAll(quantity, total, step)]).toEqual([
          quantity,
          total,
          total,
        ]);
      }
    }
  });

  it('is never more than is left', () => {
    const refunds = [{ reference: 'tkt_1', amount: 900 }];
    expect(shareOfReturn(build({ refunds }), buildReturn('r', { a: 3 }))).toBe(100);
  });
});

describe('countLeft', () => {
  it('counts what was promised once, also when it was paid', () => {
    const returns = [buildReturn('r1', { a: 1 }, { refundAmount: 300, status: 'REFUNDED' })];
    const refunds = [
      { reference: 'r1', amount: 300 },
      { reference: 'tkt_1', amount: 50 },
    ];
    expect(countLeft(build({ returns, refunds }))).toBe(650);
  });
});
