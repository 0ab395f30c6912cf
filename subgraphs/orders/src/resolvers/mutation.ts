import { cancelOrder } from '#src/changes/cancel-order.ts';
import { type Changed, change } from '#src/changes/change.ts';
import { createFulfillment } from '#src/changes/create-fulfillment.ts';
import { decideReturn } from '#src/changes/decide-return.ts';
import { refuseStranger } from '#src/changes/let-in.ts';
import { requestReturn } from '#src/changes/request-return.ts';
import { moveFulfillment } from '#src/changes/update-fulfillment.ts';
import type { Context } from '#src/context.ts';
import { findOrder } from '#src/data/orders.ts';
import { findReturns } from '#src/data/returns.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';
import {
  fulfillmentCreateInput,
  fulfillmentUpdateInput,
  orderCancelInput,
  returnDecideInput,
  returnRequestInput,
} from '#src/rules/change-input.ts';

export const Mutation: MutationResolvers = {
  async orderCancel(_, { input: { email, ...input } }, context) {
    const refusal = await refuseStranger(context, { orderId: input.orderId, email });
    if (refusal !== undefined) {
      return { order: null, errors: [refusal] };
    }
    const call = { operation: 'orderCancel', input, shape: orderCancelInput, run: cancelOrder };
    return showOrder(context, await change(context, call));
  },

  async returnRequest(_, { input: { email, ...input } }, context) {
    const refusal = await refuseStranger(context, { orderId: input.orderId, email });
    if (refusal !== undefined) {
      return { return: null, errors: [refusal] };
    }
    const call = {
      operation: 'returnRequest',
      input,
      shape: returnRequestInput,
      run: requestReturn,
    };
    return showReturn(context, await change(context, call));
  },

  async returnDecide(_, { input }, context) {
    const call = { operation: 'returnDecide', input, shape: returnDecideInput, run: decideReturn };
    return showReturn(context, await change(context, call));
  },

  async fulfillmentCreate(_, { input }, context) {
    const call = {
      operation: 'fulfillmentCreate',
      input,
      shape: fulfillmentCreateInput,
      run: createFulfillment,
    };
    return showOrder(context, await change(context, call));
  },

  async fulfillmentUpdate(_, { input }, context) {
    const call = {
      operation: 'fulfillmentUpdate',
      input,
      shape: fulfillmentUpdateInput,
      run: moveFulfillment,
    };
    return showOrder(context, await change(context, call));
  },
};

async function showOrder({ deps }: Context, { id, errors }: Changed) {
  const order = id === null ? undefined : await findOrder(deps.db.reader, id);
  return { order: order ?? null, errors };
}

async function showReturn({ deps }: Context, { id, errors }: Changed) {
  const [found] = id === null ? [] : await findReturns(deps.db.reader, [id]);
  return { return: found ?? null, errors };
}
