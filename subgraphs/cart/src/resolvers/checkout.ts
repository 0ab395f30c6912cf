import { toMoney } from '@supergraph/kit/money';

import type { SagaRow, StepRow } from '#src/checkout-tables.ts';
import { NEXT_STATES } from '#src/checkout/states.ts';
import type { CheckoutResolvers } from '#src/generated/resolvers.ts';
import { STEP_NAMES } from '#src/saga/next-work.ts';
import { pendingStep } from '#src/saga/pending-step.ts';
import { CLOSE } from '#src/saga/steps.ts';

export const Checkout: CheckoutResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.checkout.load(id),
  nextStates: ({ state }) => [...NEXT_STATES[state]],
  cart: ({ cartId }, _, { loaders }) => loaders.cart.load(cartId),
  quotedTotal: ({ quote }) => toMoney(quote.total, quote.currency),
  quoteHash: ({ quote }) => quote.quoteHash,
  quoteExpiresAt: ({ quote }) => quote.expiresAt,
  shippingPrice: ({ shippingOption: option }) =>
    option === null ? null : toMoney(option.amount, option.currency),
  failure: ({ failure }) => {
    const error = failure?.errors[0];
    return error === undefined || failure === null
      ? null
      : {
          code: error.code,
          message: error.message,
          retryable: failure.returnsTo === 'SHIPPING_SELECTED',
        };
  },
  /** The last try, in the order of the saga: what was not reached is pending. */
  async sagaSteps({ id }, _, { loaders }) {
    const saga = (await loaders.sagasOfCheckout.load(id)).at(-1);
    if (saga === undefined) {
      return [];
    }
    const rows = await loaders.stepsOfSaga.load(saga.id);
    const known = new Map(rows.map((row) => [row.name, row]));
    return STEP_NAMES.map((name) => known.get(name) ?? describeUnsent(name, saga));
  },
};

/** A step without a record: not reached, or the last one, which is done here when the saga is. */
function describeUnsent(name: string, saga: SagaRow): StepRow {
  const step = pendingStep(saga.id, name);
  return name === CLOSE && saga.state === 'DONE' ? { ...step, status: 'DONE' } : step;
}
