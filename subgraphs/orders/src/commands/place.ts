import { defineCommand } from '@supergraph/kit/commands';

import { placeInput } from '#src/commands/place-input.ts';
import type { Deps } from '#src/context.ts';
import { findOrderOfCheckout } from '#src/data/orders.ts';
import { placeOrder } from '#src/place-order.ts';
import { findWrongSum } from '#src/rules/sums.ts';

/** Places the order of a checkout. There is one for each, whatever key it is asked for with. */
export const createPlaceCommand = (deps: Deps) =>
  defineCommand({
    callers: ['cart'],
    input: placeInput,
    async run(tx, input, { correlationId }) {
      const earlier = await findOrderOfCheckout(tx, input.checkoutId);
      if (earlier !== undefined) {
        return { status: 'PLACED', orderId: earlier.id, number: earlier.number };
      }
      const wrong = findWrongSum(input);
      if (wrong !== undefined) {
        return { status: 'REFUSED', code: 'VALIDATION', message: wrong };
      }
      const { id, number } = await placeOrder(tx, input, { deps, correlationId });
      return { status: 'PLACED', orderId: id, number };
    },
  });
