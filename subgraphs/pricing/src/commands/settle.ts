import { defineCommand } from '@supergraph/kit/commands';
import type { Transaction } from '@supergraph/kit/database';
import { z } from 'zod';

import { reference } from '#src/commands/quote.ts';
import type { PricingDeps } from '#src/context.ts';
import { endRedemption, findRedemptions } from '#src/data/redemptions.ts';
import type { RedemptionRow } from '#src/tables.ts';

type End = 'USED' | 'RELEASED';

const input = z.object({ reference });

/** Gives back what a checkout holds. Twice is fine, and so is nothing; what is used stays used. */
export const createReleaseCommand = (deps: PricingDeps) =>
  defineCommand({
    callers: ['cart'],
    input,
    run: (tx, { reference: id }) =>
      settle(tx, { id, end: 'RELEASED', against: 'USED', at: deps.now() }),
  });

/** Makes what a checkout holds used. Twice is fine, and so is nothing; what was released is refused. */
export const createConfirmCommand = (deps: PricingDeps) =>
  defineCommand({
    callers: ['cart'],
    input,
    run: (tx, { reference: id }) =>
      settle(tx, { id, end: 'USED', against: 'RELEASED', at: deps.now() }),
  });

interface Settlement {
  readonly id: string;
  readonly end: End;
  /** The other end: a checkout that came to it cannot come to this one. */
  readonly against: End;
  readonly at: number;
}

async function settle(tx: Transaction, { id, end, against, at }: Settlement) {
  const rows = await findRedemptions(tx, id);
  const having = (status: RedemptionRow['status']): RedemptionRow[] =>
    rows.filter((row) => row.status === status);
  const held = having('HELD');
  if (held.length === 0 && having(end).length === 0 && having(against).length > 0) {
    return { status: 'REFUSED', code: 'ILLEGAL_STATE', message: `The checkout is ${against}.` };
  }
  for (const row of held) {
    await endRedemption(tx, row, { status: end, at });
  }
  return { status: end, count: held.length };
}
