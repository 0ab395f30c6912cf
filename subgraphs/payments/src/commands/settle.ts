import { defineCommand } from '@supergraph/kit/commands';
import { z } from 'zod';

import type { Deps } from '#src/context.ts';
import { capture } from '#src/work/capture.ts';
import { acceptRefund } from '#src/work/refund.ts';
import { voidAttempt } from '#src/work/void.ts';

const id = z.string().min(1).max(100);

/** Takes the money that is held for a checkout, for the order it became. */
export const createCaptureCommand = (deps: Deps) =>
  defineCommand({
    callers: ['cart'],
    input: z.object({ checkoutId: id, orderId: id }),
    perform: (input) => capture(input, deps),
  });

const UNDO = /:undo$/u;

/** Takes an authorisation back. The key is that of the authorisation with `:undo` behind it; any other is of the last one. */
export const createVoidCommand = (deps: Deps) =>
  defineCommand({
    callers: ['cart'],
    input: z.object({ checkoutId: id }),
    perform: ({ checkoutId }, { idempotencyKey, correlationId }) => {
      const attempt = UNDO.test(idempotencyKey) ? idempotencyKey.replace(UNDO, '') : undefined;
      return voidAttempt({ checkoutId, attempt, correlationId }, deps);
    },
  });

/** Sends a part of what was taken back. */
export const createRefundCommand = (deps: Deps) =>
  defineCommand({
    callers: ['orders', 'support'],
    input: z.object({
      orderId: id,
      amount: z.int().min(1),
      reference: id,
      reason: z.string().max(500),
    }),
    async run(tx, input, { correlationId }) {
      const { intent: _, ...answer } = await acceptRefund(tx, input, { deps, correlationId });
      return answer;
    },
  });
