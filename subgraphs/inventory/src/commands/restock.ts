import { defineCommand } from '@supergraph/kit/commands';
import { z } from 'zod';

import { bringBack } from '#src/bring-back.ts';
import { lines, orderId } from '#src/commands/hold-input.ts';
import type { InventoryDeps } from '#src/context.ts';

const input = z.object({ orderId, reference: z.string().min(1).max(100), lines });

/** Brings units of an order back to where they came from: a return, or a cancellation. The same reference brings nothing back twice. */
export const createRestockCommand = (deps: InventoryDeps) =>
  defineCommand({
    callers: ['orders', 'cart'],
    input,
    run: (tx, wanted, { caller, correlationId }) =>
      bringBack(tx, wanted, { deps, cause: { correlationId }, actor: caller }),
  });
