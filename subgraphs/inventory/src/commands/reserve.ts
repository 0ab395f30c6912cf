import { defineCommand } from '@supergraph/kit/commands';
import { z } from 'zod';

import { checkoutId, holdSeconds, lines } from '#src/commands/hold-input.ts';
import { describeHold, refused } from '#src/commands/answers.ts';
import type { InventoryDeps } from '#src/context.ts';
import { reserve } from '#src/reserve.ts';

const input = z.object({
  checkoutId,
  customerId: z.string().min(1).max(100).nullish(),
  countryCode: z
    .string()
    .regex(/^[A-Z]{2}$/u, 'A country is two capital letters, such as "US".')
    .nullish(),
  lines,
  holdSeconds,
});

/** Holds all lines of a checkout for a while, or says what is missing. Other lines for the same checkout replace its hold. */
export const createReserveCommand = (deps: InventoryDeps) =>
  defineCommand({
    callers: ['cart'],
    input,
    async run(tx, { customerId, countryCode, holdSeconds: seconds, ...rest }, meta) {
      const outcome = await reserve(
        tx,
        {
          ...rest,
          customerId: customerId ?? null,
          countryCode: countryCode ?? null,
          holdMs: seconds * 1000,
        },
        { deps, actor: meta.caller, correlationId: meta.correlationId },
      );
      switch (outcome.status) {
        case 'HELD':
          return describeHold(tx, outcome.reservation, outcome.items);
        case 'COMMITTED':
          return refused('ILLEGAL_STATE', 'The stock of this checkout is committed.', {
            state: 'COMMITTED',
          });
        case 'SHORT':
          return refused(
            'INSUFFICIENT_STOCK',
            'There is too little of some lines; nothing is held anew.',
            {
              lines: outcome.shortages,
            },
          );
      }
    },
  });
