import { change } from '#src/changes/change.ts';
import { createFulfillment } from '#src/changes/create-fulfillment.ts';
import { moveFulfillment } from '#src/changes/update-fulfillment.ts';
import type { Context } from '#src/context.ts';
import { findOrder } from '#src/data/orders.ts';
import type { MutationResolvers } from '#src/generated/resolvers.ts';
import { fulfillmentCreateInput, fulfillmentUpdateInput } from '#src/rules/change-input.ts';

export const Mutation: MutationResolvers = {
  fulfillmentCreate: (_, { input }, context) =>
    payOrder(
      context,
      change(context, {
        operation: 'fulfillmentCreate',
        input,
        shape: fulfillmentCreateInput,
        run: createFulfillment,
      }),
    ),

  fulfillmentUpdate: (_, { input }, context) =>
    payOrder(
      context,
      change(context, {
        operation: 'fulfillmentUpdate',
        input,
        shape: fulfillmentUpdateInput,
        run: moveFulfillment,
      }),
    ),
};

type Changed = Awaited<ReturnType<typeof change>>;

/** The payload of a change whose outcome is the id of an order. */
async function payOrder({ deps }: Context, changed: Promise<Changed>) {
  const { id, errors } = await changed;
  const order = id === null ? undefined : await findOrder(deps.db.reader, id);
  return { order: order ?? null, errors };
}
